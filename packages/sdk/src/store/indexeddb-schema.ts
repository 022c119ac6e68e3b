import { answerOf } from './indexeddb-requests.js';
import type { Change, LocalDatabase, MessageRecord } from './local-store.js';

export const tableNames = ['value', 'conversation', 'outbox', 'message', 'blob', 'fence'] as const;

/** Small values that belong to no account. */
export function createItems(database: IDBDatabase): void {
  database.createObjectStore('items');
}

export function createAccount(database: IDBDatabase, from: number): void {
  if (from < 1) createRecords(database);
  if (from < 2) database.createObjectStore('blob', { keyPath: ['conversation', 'message', 'name'] });
}

function createRecords(database: IDBDatabase): void {
  database.createObjectStore('value');
  database.createObjectStore('conversation', { keyPath: 'id' });
  database.createObjectStore('outbox', { keyPath: 'id' });
  database
    .createObjectStore('message', { keyPath: ['conversation', 'id'] })
    .createIndex('order', ['conversation', 'order']);
  // One number, under 'newest'.
  database.createObjectStore('fence');
}

export function applyChange(writing: IDBTransaction, change: Change): void {
  if ('put' in change) {
    const table = writing.objectStore(change.put);
    if (change.put === 'value') table.put(change.value, change.key);
    else table.put(change.record);
    return;
  }
  const table = writing.objectStore(change.remove);
  switch (change.remove) {
    case 'value':
      table.delete(change.key);
      return;
    case 'outbox':
      table.delete(change.id);
      return;
    case 'message':
      table.delete([change.conversation, change.id]);
      writing.objectStore('blob').delete(spanOf(change.conversation, change.id));
      return;
    case 'blob': {
      const { conversation, message, name } = change;
      table.delete(name === undefined ? spanOf(conversation, message) : [conversation, message, name]);
      return;
    }
    case 'conversation':
      table.delete(change.id);
      writing.objectStore('message').delete(spanOf(change.id));
      removeBlobs(writing.objectStore('blob'), change.id, change.exceptBlobsOf);
      return;
  }
}

/** All keys that begin so: an array sorts after every text. */
const spanOf = (...key: string[]) => IDBKeyRange.bound(key, [...key, []]);

function removeBlobs(table: IDBObjectStore, conversation: string, except: readonly string[] = []): void {
  let from: IDBValidKey[] = [conversation];
  for (const message of [...except].sort()) {
    table.delete(IDBKeyRange.bound(from, [conversation, message], false, true));
    from = [conversation, message, []];
  }
  table.delete(IDBKeyRange.bound(from, [conversation, []]));
}

type Range = Parameters<LocalDatabase['messages']>[1];

export async function readMessages(
  database: IDBDatabase,
  conversation: string,
  { after, before, limit, newest }: Range,
): Promise<MessageRecord[]> {
  const lower = after ? [conversation, after] : [conversation];
  const upper = [conversation, before ?? [Number.POSITIVE_INFINITY]];
  if (indexedDB.cmp(lower, upper) >= 0) return [];
  const span = IDBKeyRange.bound(lower, upper, after !== undefined, true);
  const index = database.transaction('message').objectStore('message').index('order');
  const all = (range: IDBKeyRange, count?: number): Promise<MessageRecord[]> => answerOf(index.getAll(range, count));
  if (!newest) return all(span, limit);
  if (limit === undefined) return (await all(span)).reverse();
  // Steps back over `limit` keys at once and reads from there: a cursor over the records would cost an event for each.
  const stepping = index.openKeyCursor(span, 'prev');
  let cursor = await answerOf(stepping);
  if (!cursor) return [];
  if (limit > 1) {
    cursor.advance(limit - 1);
    cursor = await answerOf(stepping);
  }
  const from = cursor ? IDBKeyRange.bound(cursor.key, upper, false, true) : span;
  return (await all(from)).reverse().slice(0, limit);
}
