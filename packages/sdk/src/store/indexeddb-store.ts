import { ImError } from '@palaver/protocol';
import type { LocalStore } from '../api.js';
import type { LocalStorePort } from './local-store.js';

/**
 * The browser's own database, one for each account, shared by all tabs of the site. Messages that wait to be sent are
 * flushed to the disk at once; the rest is written behind by the browser, in order, and the server has it after a power
 * cut. Faults reject with STORE and say what to do. `name` keeps stores of one site apart. Default: 'palaver'.
 */
export function indexedDbStore(name = 'palaver'): LocalStore {
  const store: LocalStorePort = {
    name: 'indexeddb',
    sharedAs: name,
    getItem: async (key) => (await databases(name)).getItem(key),
    setItem: async (key, value) => (await databases(name)).setItem(key, value),
    open: async (account) => (await databases(name)).open(account),
    erase: async (account) => (await databases(name)).erase(account),
  };
  return store;
}

/** Loaded at the first use: who brings a store of his own does without. */
async function databases(name: string) {
  const { indexedDbDatabases } = await import('./indexeddb-databases.js').catch((cause: unknown) => {
    throw new ImError('STORE', 'The rest of the page could not be loaded: reload it.', { cause });
  });
  return indexedDbDatabases(name);
}
