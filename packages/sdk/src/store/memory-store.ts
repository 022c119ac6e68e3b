import { ImError } from '@palaver/protocol';
import type { LocalStore } from '../api.js';
import { AccountRecords } from './account-records.js';
import { copyRecord } from './copy-record.js';
import type { LocalDatabase, LocalStorePort } from './local-store.js';

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
      const records = accounts.get(account) ?? new AccountRecords();
      accounts.set(account, records);
      return memoryDatabase(records, () => accounts.get(account) === records);
    },
    async erase(account) {
      accounts.delete(account);
    },
  };
  return store;
}

/** An account's database in memory; alone, it belongs to no store. */
export function memoryDatabase(
  records: AccountRecords = new AccountRecords(),
  isKept: () => boolean = () => true,
): LocalDatabase {
  let isClosed = false;
  const opened = () => {
    if (isClosed || !isKept()) throw new ImError('STORE', 'The local store is closed.');
    return records;
  };
  return {
    async load() {
      return opened().load();
    },
    async messages(conversation, range) {
      return opened().messages(conversation, range);
    },
    async message(conversation, id) {
      return opened().message(conversation, id);
    },
    async blob(conversation, message, name) {
      return opened().blob(conversation, message, name);
    },
    async write(changes, fence) {
      opened().apply(copyRecord(changes), fence);
    },
    async raiseFence() {
      return opened().raiseFence();
    },
    async close() {
      isClosed = true;
    },
  };
}
