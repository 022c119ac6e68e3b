import { ImError } from '@palaver/protocol';
import type { LocalStore } from '../api.js';
import {
  type BlobRecord,
  type Change,
  type ConversationRecord,
  FencedError,
  type LocalDatabase,
  type LocalStorePort,
  type MessageRecord,
  type OutboxRecord,
} from '../store/local-store.js';
import { fromText, toText } from './record-text.js';
import type { SqliteConnection } from './sqlite-driver.js';
import { inTransaction, SqliteFile } from './sqlite-file.js';

/**
 * A store in one SQLite file, for Node. Made on first use, readable by its owner only, flushed to the disk with every write.
 * One client uses it at a time, and it is closed with that client. Faults reject with STORE and say what to do.
 */
export function sqliteStore(path: string): LocalStore {
  const file = new SqliteFile(path);
  const store: LocalStorePort = {
    name: 'sqlite',
    getItem: (key) =>
      file.run((sqlite) => sqlite.all<{ value: string }>('select value from item where key = ?', key)[0]?.value),
    setItem: (key, value) =>
      file.run((sqlite) => {
        if (value === undefined) sqlite.all('delete from item where key = ?', key);
        else sqlite.all('insert or replace into item (key, value) values (?, ?)', key, value);
      }),
    async open(account) {
      const release = file.hold();
      try {
        const id = await file.run((sqlite) => accountId(sqlite, account));
        return sqliteDatabase(file, id, release);
      } catch (error) {
        release();
        throw error;
      }
    },
    erase: (account) =>
      file.run((sqlite) =>
        inTransaction(sqlite, () => {
          const [known] = sqlite.all<{ id: number }>('select id from account where name = ?', account);
          for (const table of ['value', 'conversation', 'message', 'outbox', 'blob']) {
            sqlite.all(`delete from ${table} where account = ?`, known?.id ?? 0);
          }
          sqlite.all('delete from account where name = ?', account);
        }),
      ),
  };
  return store;
}

function accountId(sqlite: SqliteConnection, name: string): number {
  sqlite.all('insert or ignore into account (name) values (?)', name);
  return sqlite.all<{ id: number }>('select id from account where name = ?', name)[0]?.id as number;
}

function sqliteDatabase(file: SqliteFile, account: number, release: () => void): LocalDatabase {
  let isClosed = false;
  const run = <T>(work: (sqlite: SqliteConnection) => T): Promise<T> => {
    if (isClosed) return Promise.reject(closed());
    return file.run((sqlite) => {
      fenceOf(sqlite, account);
      return work(sqlite);
    });
  };

  return {
    load: () =>
      run((sqlite) => ({
        values: Object.fromEntries(
          sqlite
            .all<{ key: string; record: string }>('select key, record from value where account = ?', account)
            .map(({ key, record }) => [key, fromText(record)]),
        ),
        conversations: records<ConversationRecord>(
          sqlite.all('select record from conversation where account = ?', account),
        ),
        outbox: records<OutboxRecord>(
          sqlite.all('select record from outbox where account = ? order by position', account),
        ),
      })),
    value: (key) =>
      run(
        (sqlite) =>
          records<unknown>(sqlite.all('select record from value where account = ? and key = ?', account, key))[0],
      ),
    messages: (conversation, { after, before, limit, newest }) =>
      run((sqlite) => {
        const [from, until] = [after ?? beforeAll, before ?? afterAll];
        const direction = newest ? 'desc' : 'asc';
        return records<MessageRecord>(
          sqlite.all(
            `select record from message where account = ? and conversation = ?
             and (seq, ordinal) > (?, ?) and (seq, ordinal) < (?, ?)
             order by seq ${direction}, ordinal ${direction}, id ${direction} limit ?`,
            account,
            conversation,
            ...from,
            ...until,
            limit ?? -1,
          ),
        );
      }),
    message: (conversation, id) =>
      run(
        (sqlite) =>
          records<MessageRecord>(
            sqlite.all(
              'select record from message where account = ? and conversation = ? and id = ?',
              account,
              conversation,
              id,
            ),
          )[0],
      ),
    messageBeginning: (conversation, start) =>
      run(
        (sqlite) =>
          records<MessageRecord>(
            sqlite.all(
              `select record from message where account = ? and conversation = ? and id >= ? and id < ?
              order by id limit 1`,
              account,
              conversation,
              start,
              `${start}\uffff`,
            ),
          )[0],
      ),
    blob: (...key) =>
      run((sqlite) => {
        const [row] = sqlite.all<{ mime: string; bytes: Uint8Array<ArrayBuffer> }>(
          'select mime, bytes from blob where account = ? and conversation = ? and message = ? and name = ?',
          account,
          ...key,
        );
        return row && new Blob([row.bytes], { type: row.mime });
      }),
    write(changes, fence) {
      if (isClosed) return Promise.reject(closed());
      // Made text now, because the caller may change his records; a Blob's bytes may come later, but cannot change.
      const rows = changes.map(toRow);
      return file.run(async (sqlite) => {
        const ready = await Promise.all(rows);
        inTransaction(sqlite, () => {
          const newest = fenceOf(sqlite, account);
          if (fence !== undefined && fence !== newest) throw new FencedError();
          for (const row of ready) row(sqlite, account);
        });
      });
    },
    raiseFence: () =>
      run((sqlite) => {
        sqlite.all('update account set fence = fence + 1 where id = ?', account);
        return fenceOf(sqlite, account);
      }),
    async close() {
      if (isClosed) return;
      isClosed = true;
      release();
      // Waits for what was asked before, and lets go of the file if nobody else holds it.
      await file.run(() => {});
    },
  };
}

const beforeAll = [-Number.MAX_VALUE, 0] as const;
const afterAll = [Number.MAX_VALUE, 0] as const;
const closed = () => new ImError('STORE', 'The local store is closed.');
const records = <T>(rows: readonly { readonly record: string }[]): T[] => rows.map(({ record }) => fromText<T>(record));

function fenceOf(sqlite: SqliteConnection, account: number): number {
  const [row] = sqlite.all<{ fence: number }>('select fence from account where id = ?', account);
  if (!row) throw new ImError('STORE', 'The account was erased from the local store.');
  return row.fence;
}

type Row = (sqlite: SqliteConnection, account: number) => void;

function toRow(change: Change): Row | Promise<Row> {
  if ('remove' in change) return (sqlite, account) => removeRow(sqlite, account, change);
  if (change.put === 'blob') return blobRow(change.record);
  const text = toText(change.put === 'value' ? change.value : change.record);
  const key = { ...('record' in change ? keyOf(change) : { key: change.key }) };
  const put = (record: string): Row => {
    const columns = { ...key, record };
    const names = Object.keys(columns);
    const sql = `insert or replace into ${change.put} (account, ${names}) values (?, ${names.map(() => '?')})`;
    return (sqlite, account) => void sqlite.all(sql, account, ...Object.values(columns));
  };
  return typeof text === 'string' ? put(text) : text.then(put);
}

async function blobRow({ conversation, message, name, blob }: BlobRecord): Promise<Row> {
  const bytes = Buffer.from(await blob.arrayBuffer());
  const sql =
    'insert or replace into blob (account, conversation, message, name, mime, bytes) values (?, ?, ?, ?, ?, ?)';
  return (sqlite, account) => void sqlite.all(sql, account, conversation, message, name, blob.type, bytes);
}

type WithId = Exclude<Extract<Change, { put: string; record: unknown }>, { put: 'blob' }>;

function keyOf(change: WithId): Record<string, string | number> {
  const { id } = change.record;
  switch (change.put) {
    case 'conversation':
      return { id };
    case 'outbox':
      return { id, position: change.record.position };
    case 'message': {
      const [seq, ordinal] = change.record.order;
      return { conversation: change.record.conversation, id, seq, ordinal };
    }
  }
}

function removeRow(sqlite: SqliteConnection, account: number, change: Extract<Change, { remove: string }>): void {
  switch (change.remove) {
    case 'value':
      sqlite.all('delete from value where account = ? and key = ?', account, change.key);
      return;
    case 'outbox':
      sqlite.all('delete from outbox where account = ? and id = ?', account, change.id);
      return;
    case 'message':
      sqlite.all(
        'delete from message where account = ? and conversation = ? and id = ?',
        account,
        change.conversation,
        change.id,
      );
      removeBlobs(sqlite, account, change.conversation, change.id);
      return;
    case 'blob':
      removeBlobs(sqlite, account, change.conversation, change.message, change.name);
      return;
    case 'conversation':
      sqlite.all('delete from conversation where account = ? and id = ?', account, change.id);
      sqlite.all('delete from message where account = ? and conversation = ?', account, change.id);
      sqlite.all(
        `delete from blob where account = ? and conversation = ? and message not in (select value from json_each(?))`,
        account,
        change.id,
        JSON.stringify(change.exceptBlobsOf ?? []),
      );
      return;
  }
}

function removeBlobs(sqlite: SqliteConnection, account: number, ...key: (string | undefined)[]): void {
  const [conversation = '', message = '', name] = key;
  const all = 'delete from blob where account = ? and conversation = ? and message = ?';
  if (name === undefined) sqlite.all(all, account, conversation, message);
  else sqlite.all(`${all} and name = ?`, account, conversation, message, name);
}
