import type { LocalStore } from '../api.js';
import { later } from '../later.js';
import type { LocalStorePort } from './local-store.js';

/**
 * The browser's own database, one for each account, shared by all tabs of the site. Messages that wait to be sent are
 * flushed to the disk at once; the rest is written behind by the browser, in order, and the server has it after a power
 * cut. Faults reject with STORE and say what to do. `name` keeps stores of one site apart. Default: 'palaver'.
 */
export function indexedDbStore(name = 'palaver'): LocalStore {
  // Who brings a store of his own does without.
  const databases = later(async () => (await import('./indexeddb-databases.js')).indexedDbDatabases(name));
  const store: LocalStorePort = {
    name: 'indexeddb',
    sharedAs: name,
    getItem: async (key) => (await databases()).getItem(key),
    setItem: async (key, value) => (await databases()).setItem(key, value),
    open: async (account) => (await databases()).open(account),
    erase: async (account) => (await databases()).erase(account),
  };
  return store;
}
