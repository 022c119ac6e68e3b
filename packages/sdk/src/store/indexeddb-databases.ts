import { ImError } from '@palaver/protocol';
import { deleteDB, type IDBPDatabase, type IDBPTransaction, type OpenDBCallbacks, openDB, unwrap } from 'idb';
import { asStoreError, asUnavailable } from './indexeddb-faults.js';
import {
  type Account,
  applyChange,
  createAccount,
  createItems,
  type Items,
  readMessages,
  type TableName,
  tableNames,
} from './indexeddb-schema.js';
import { FencedError, type LocalDatabase, type LocalStorePort } from './local-store.js';

/** Items and accounts count theirs apart. */
const [itemsVersion, accountVersion] = [1, 2];

/** What the store does once it is used: the part that is loaded then. */
export function indexedDbDatabases(name: string): Omit<LocalStorePort, 'name' | 'sharedAs'> {
  const withItems = async <T>(use: (database: IDBPDatabase<Items>) => Promise<T>): Promise<T> => {
    const database = await asUnavailable(() =>
      openDB<Items>(name, itemsVersion, { upgrade: createItems, ...yielding() }),
    );
    try {
      return await use(database);
    } catch (error) {
      throw asStoreError(error);
    } finally {
      database.close();
    }
  };
  return {
    getItem: (key) => withItems((database) => database.get('items', key)),
    setItem: (key, value) =>
      withItems(async (database) => {
        if (value === undefined) await database.delete('items', key);
        else await database.put('items', value, key);
      }),
    open: (account) => openAccount(`${name}/${account}`),
    erase: (account) => asUnavailable(() => deleteDB(`${name}/${account}`)),
  };
}

/** Another tab that erases the database or brings a newer version of it must not wait for this one. */
const yielding = (
  onClosed: (sentence: string) => void = () => {},
): Pick<OpenDBCallbacks<unknown>, 'blocking' | 'terminated'> => ({
  blocking(_current, wanted, event) {
    onClosed(
      wanted === null
        ? 'The account was erased from the local store.'
        : 'Another tab has a newer version of the local store: reload the page.',
    );
    (event.target as IDBDatabase).close();
  },
  terminated: () =>
    onClosed('The browser closed the local store, as it does when the data of a site is cleared: reload the page.'),
});

async function openAccount(name: string): Promise<LocalDatabase> {
  let closed: ImError | undefined;
  const close = (sentence: string) => {
    closed ??= new ImError('STORE', sentence);
  };
  const database = await asUnavailable(() =>
    openDB<Account>(name, accountVersion, { upgrade: createAccount, ...yielding(close) }),
  );
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) throw closed;
    try {
      return await work();
    } catch (error) {
      throw closed ?? asStoreError(error);
    }
  };
  return {
    load: () =>
      guarded(async () => {
        const reading = database.transaction(['value', 'conversation', 'outbox']);
        const [keys, values, conversations, outbox] = await Promise.all([
          reading.objectStore('value').getAllKeys(),
          reading.objectStore('value').getAll(),
          reading.objectStore('conversation').getAll(),
          reading.objectStore('outbox').getAll(),
        ]);
        return {
          values: Object.fromEntries(keys.map((key, at) => [key, values[at]])),
          conversations,
          outbox: outbox.sort((a, b) => a.position - b.position),
        };
      }),
    value: (key) => guarded(() => database.get('value', key)),
    messages: (conversation, range) => guarded(() => readMessages(database, conversation, range)),
    message: (conversation, id) => guarded(() => database.get('message', [conversation, id])),
    messageBeginning: (conversation, start) =>
      guarded(async () => {
        const range = IDBKeyRange.bound([conversation, start], [conversation, `${start}\uffff`]);
        return (await database.getAll('message', range, 1))[0];
      }),
    blob: (...key) => guarded(async () => (await database.get('blob', key))?.blob),
    write: (changes, fence) =>
      guarded(() => {
        // What waits to be sent is nowhere else. 'relaxed' outlives the browser's process, not a power cut.
        const isOnlyHere = changes.some((change) => 'put' in change && change.put === 'outbox');
        return inTransaction(database, isOnlyHere ? 'strict' : 'relaxed', async (writing) => {
          // Waiting for the fence gives the caller time to change his records.
          const own = fence === undefined ? changes : structuredClone(changes);
          if (fence !== undefined && fence !== (await newestFence(writing))) throw new FencedError();
          // Without a promise for each: a fault in any of them ends the transaction.
          for (const change of own) applyChange(unwrap(writing), change);
        });
      }),
    raiseFence: () =>
      guarded(() =>
        // Whoever led before does not outlive a power cut either.
        inTransaction(database, 'relaxed', async (writing) => {
          const raised = (await newestFence(writing)) + 1;
          await writing.objectStore('fence').put(raised, 'newest');
          return raised;
        }),
      ),
    async close() {
      close('The local store is closed.');
      database.close();
    },
  };
}

type Writing = IDBPTransaction<Account, TableName[], 'readwrite'>;

const newestFence = async (writing: Writing) => (await writing.objectStore('fence').get('newest')) ?? 0;

/** All of `work` is kept when the answer resolves, or nothing of it. */
async function inTransaction<T>(
  database: IDBPDatabase<Account>,
  durability: IDBTransactionDurability,
  work: (writing: Writing) => Promise<T>,
): Promise<T> {
  const writing = database.transaction([...tableNames], 'readwrite', { durability });
  const fault = writing.done.then(
    () => undefined,
    (error: unknown) => error ?? new Error('The transaction was aborted.'),
  );
  try {
    const answer = await work(writing);
    const found = await fault;
    if (found !== undefined) throw found;
    return answer;
  } catch (error) {
    try {
      writing.abort();
    } catch {
      // It has ended by itself.
    }
    await fault;
    throw error;
  }
}
