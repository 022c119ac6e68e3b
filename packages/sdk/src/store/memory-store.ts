import type { LocalStore } from '../api.js';
import { later } from '../later.js';
import type { AccountRecords } from './account-records.js';
import type { LocalStorePort } from './local-store.js';

/** A browser has a database of its own, and mostly loads none of this. */
const inMemory = later(() => import('./memory-database.js'));

/** A store in memory: lives as long as this object, so a second client opened on it finds all that the first one kept. */
export function memoryStore(): LocalStore {
  const items = new Map<string, string>();
  const accounts = new Map<string, AccountRecords>();
  const store: LocalStorePort = {
    name: 'memory',
    async getItem(key) {
      return items.get(key);
    },
    async setItem(key, value) {
      if (value === undefined) items.delete(key);
      else items.set(key, value);
    },
    async open(account) {
      const database = await inMemory();
      const records = accounts.get(account) ?? new database.AccountRecords();
      accounts.set(account, records);
      return database.memoryDatabase(records, () => accounts.get(account) === records);
    },
    async erase(account) {
      accounts.delete(account);
    },
  };
  return store;
}
