import type { DBSchema, IDBPDatabase } from 'idb';
import type {
  BlobRecord,
  Change,
  ConversationRecord,
  LocalDatabase,
  MessageRecord,
  OutboxRecord,
} from './local-store.js';

/** Small values that belong to no account. */
export interface Items extends DBSchema {
  items: { key: string; value: string };
}

export interface Account extends DBSchema {
  value: { key: string; value: unknown };
  conversation: { key: string; value: ConversationRecord };
  outbox: { key: string; value: OutboxRecord };
  message: {
    key: [conversation: string, id: string];
    value: MessageRecord;
    indexes: { order: [conversation: string, order: [seq: number, ordinal: number]] };
  };
  blob: { key: [conversation: string, message: string, name: string]; value: BlobRecord };
  /** One number, under 'newest'. */
  fence: { key: string; value: number };
}
export const tableNames = ['value', 'conversation', 'outbox', 'message', 'blob', 'fence'] as const;
export type TableName = (typeof tableNames)[number];

export function createItems(database: IDBPDatabase<Items>): void {
  database.createObjectStore('items');
}

export function createAccount(database: IDBPDatabase<Account>, from: number): void {
  if (from < 1) createRecords(database);
  if (from < 2) database.createObjectStore('blob', { keyPath: ['conversation', 'message', 'name'] });
}

function createRecords(database: IDBPDatabase<Account>): void {
  database.createObjectStore('value');
  database.createObjectStore('conversation', { keyPath: 'id' });
  database.createObjectStore('outbox', { keyPath: 'id' });
  database
    .createObjectStore('message', { keyPath: ['conversation', 'id'] })
    .createIndex('order', ['conversation', 'order']);
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
  database: IDBPDatabase<Account>,
  conversation: string,
  { after, before, limit, newest }: Range,
): Promise<MessageRecord[]> {
  const lower = after ? [conversation, after] : [conversation];
  const upper = [conversation, before ?? [Number.POSITIVE_INFINITY]];
  if (indexedDB.cmp(lower, upper) >= 0) return [];
  const span = IDBKeyRange.bound(lower, upper, after !== undefined, true);
  const index = database.transaction('message').store.index('order');
  if (!newest) return index.getAll(span, limit);
  if (limit === undefined) return (await index.getAll(span)).reverse();
  // Steps back over `limit` keys at once and reads from there: a cursor over the records would cost an event for each.
  const last = await index.openKeyCursor(span, 'prev');
  const oldest = last && limit > 1 ? await last.advance(limit - 1) : last;
  if (!last) return [];
  const from = oldest ? IDBKeyRange.bound(oldest.key, upper, false, true) : span;
  return (await index.getAll(from)).reverse().slice(0, limit);
}
