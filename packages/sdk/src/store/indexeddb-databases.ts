import { ImError } from '@palaver/protocol';
import { asStoreError, asUnavailable } from './indexeddb-faults.js';
import { answerOf, endOf, type Opening, openDatabase } from './indexeddb-requests.js';
import { applyChange, createAccount, createItems, readMessages, tableNames } from './indexeddb-schema.js';
import { FencedError, type LocalDatabase, type LocalStorePort } from './local-store.js';

/** Items and accounts count theirs apart. */
const [itemsVersion, accountVersion] = [1, 2];

/** What the store does once it is used: the part that is loaded then. */
export function indexedDbDatabases(name: string): Omit<LocalStorePort, 'name' | 'sharedAs'> {
  const withItems = async <T>(mode: IDBTransactionMode, use: (items: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const database = await asUnavailable(() => openDatabase({ name, version: itemsVersion, upgrade: createItems }));
    try {
      const transaction = database.transaction('items', mode);
      const end = endOf(transaction);
      const [answer] = await Promise.all([answerOf(use(transaction.objectStore('items'))), end]);
      return answer;
    } catch (error) {
      throw asStoreError(error);
    } finally {
      database.close();
    }
  };
  return {
    getItem: (key) => withItems('readonly', (items) => items.get(key)),
    async setItem(key, value) {
      if (value === undefined) await withItems('readwrite', (items) => items.delete(key));
      else await withItems('readwrite', (items) => items.put(value, key));
    },
    open: (account) => openAccount(`${name}/${account}`),
    erase: (account) =>
      asUnavailable(async () => void (await answerOf(indexedDB.deleteDatabase(`${name}/${account}`)))),
  };
}

/** What whoever uses a database is told that was closed under him. */
const closings: Record<Parameters<NonNullable<Opening['onClosed']>>[0], string> = {
  erased: 'The account was erased from the local store.',
  newer: 'Another tab has a newer version of the local store: reload the page.',
  'taken away': 'The browser closed the local store, as it does when the data of a site is cleared: reload the page.',
};

async function openAccount(name: string): Promise<LocalDatabase> {
  let closed: ImError | undefined;
  const close = (sentence: string) => {
    closed ??= new ImError('STORE', sentence);
  };
  const database = await asUnavailable(() =>
    openDatabase({ name, version: accountVersion, upgrade: createAccount, onClosed: (why) => close(closings[why]) }),
  );
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) throw closed;
    try {
      return await work();
    } catch (error) {
      throw closed ?? asStoreError(error);
    }
  };
  const read = <T>(table: string, ask: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
    guarded(() => answerOf(ask(database.transaction(table).objectStore(table))));
  return {
    load: () => guarded(() => readAll(database)),
    value: (key) => read('value', (table) => table.get(key)),
    messages: (conversation, range) => guarded(() => readMessages(database, conversation, range)),
    message: (conversation, id) => read('message', (table) => table.get([conversation, id])),
    async messageBeginning(conversation, start) {
      const range = IDBKeyRange.bound([conversation, start], [conversation, `${start}\uffff`]);
      return (await read('message', (table) => table.getAll(range, 1)))[0];
    },
    blob: async (...key) => (await read('blob', (table) => table.get(key)))?.blob,
    write: (changes, fence) =>
      guarded(() => {
        // What waits to be sent is nowhere else. 'relaxed' outlives the browser's process, not a power cut.
        const isOnlyHere = changes.some((change) => 'put' in change && change.put === 'outbox');
        return inTransaction(database, isOnlyHere ? 'strict' : 'relaxed', async (writing) => {
          // Waiting for the fence gives the caller time to change his records.
          const own = fence === undefined ? changes : structuredClone(changes);
          if (fence !== undefined && fence !== (await newestFence(writing))) throw new FencedError();
          // Without a promise for each: a fault in any of them ends the transaction.
          for (const change of own) applyChange(writing, change);
        });
      }),
    raiseFence: () =>
      guarded(() =>
        // Whoever led before does not outlive a power cut either.
        inTransaction(database, 'relaxed', async (writing) => {
          const raised = (await newestFence(writing)) + 1;
          writing.objectStore('fence').put(raised, 'newest');
          return raised;
        }),
      ),
    async close() {
      close('The local store is closed.');
      database.close();
    },
  };
}

async function readAll(database: IDBDatabase): ReturnType<LocalDatabase['load']> {
  const reading = database.transaction(['value', 'conversation', 'outbox']);
  const [keys, values, conversations, outbox] = await Promise.all([
    answerOf(reading.objectStore('value').getAllKeys()),
    answerOf(reading.objectStore('value').getAll()),
    answerOf(reading.objectStore('conversation').getAll()),
    answerOf(reading.objectStore('outbox').getAll()),
  ]);
  return {
    values: Object.fromEntries(keys.map((key, at) => [key, values[at]])),
    conversations,
    outbox: outbox.sort((a, b) => a.position - b.position),
  };
}

const newestFence = async (writing: IDBTransaction): Promise<number> =>
  (await answerOf(writing.objectStore('fence').get('newest'))) ?? 0;

/** All of `work` is kept when the answer resolves, or nothing of it. */
async function inTransaction<T>(
  database: IDBDatabase,
  durability: IDBTransactionDurability,
  work: (writing: IDBTransaction) => Promise<T>,
): Promise<T> {
  const writing = database.transaction(tableNames, 'readwrite', { durability });
  const end = endOf(writing);
  end.catch(() => {});
  try {
    const answer = await work(writing);
    await end;
    return answer;
  } catch (error) {
    try {
      writing.abort();
    } catch {
      // It has ended by itself.
    }
    await end.catch(() => {});
    throw error;
  }
}
