import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ImError } from '@palaver/protocol';
import { FencedError } from '../store/local-store.js';
import { openSqlite, resultCode, type SqliteConnection, sqliteCodes } from './sqlite-driver.js';

/** Marks our files: "PLVR". */
const applicationId = 0x504c5652;
/** What each version brought. */
const versions = [
  `
  create table item (key text primary key, value text not null);
  create table account (id integer primary key autoincrement, name text not null unique, fence integer not null default 0);
  create table value (account integer, key text, record text not null, primary key (account, key));
  create table conversation (account integer, id text, record text not null, primary key (account, id));
  create table outbox (account integer, id text, position real not null, record text not null, primary key (account, id));
  create table message (
    account integer, conversation text, id text, seq real not null, ordinal real not null, record text not null,
    primary key (account, conversation, id)
  );
  create index message_order on message (account, conversation, seq, ordinal, id);
  pragma application_id = ${applicationId};
`,
  `
  create table blob (
    account integer, conversation text, message text, name text, mime text not null, bytes blob not null,
    primary key (account, conversation, message, name)
  );
`,
];
/** How long another process may take to let go of the file. */
const waitMs = 2000;
const retryMs = 50;

/** One file, open while somebody holds it, used by one process at a time. What is asked of it is done in that order. */
export class SqliteFile {
  private readonly path: string;
  private connection: SqliteConnection | undefined;
  private holders = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /** Keeps the file open until the answer is called. */
  hold(): () => void {
    this.holders += 1;
    let isHeld = true;
    return () => {
      if (isHeld) this.holders -= 1;
      isHeld = false;
    };
  }

  run<T>(work: (connection: SqliteConnection) => T | Promise<T>): Promise<T> {
    const answer = this.last.then(async () => {
      try {
        this.connection ??= await openFile(this.path);
        return await work(this.connection);
      } catch (error) {
        throw asStoreError(error, this.path);
      } finally {
        this.closeUnlessHeld();
      }
    });
    this.last = answer.catch(() => {});
    return answer;
  }

  private closeUnlessHeld(): void {
    if (this.holders > 0 || !this.connection) return;
    letGo(this.connection);
    this.connection = undefined;
  }
}

/** `libsql` keeps a closed file locked until its statements are collected as garbage, so the lock is given back by hand; it is tied to the log. */
function letGo(connection: SqliteConnection): void {
  try {
    connection.exec('pragma journal_mode = delete; pragma locking_mode = normal; select 1 from item;');
  } catch {
    // All that was asked for has been kept; a lock that stays is gone with the process.
  }
  connection.close();
}

/** All of `work`, or nothing of it. */
export function inTransaction<T>(connection: SqliteConnection, work: () => T): T {
  connection.exec('begin immediate');
  try {
    const answer = work();
    connection.exec('commit');
    return answer;
  } catch (error) {
    try {
      connection.exec('rollback');
    } catch {
      // After some faults, a full disk among them, SQLite has rolled back already.
    }
    throw error;
  }
}

async function openFile(path: string): Promise<SqliteConnection> {
  await createPrivately(path);
  for (let waitedMs = 0; ; waitedMs += retryMs) {
    const connection = await openSqlite(path);
    try {
      prepare(connection, path);
      return connection;
    } catch (error) {
      connection.close();
      if (resultCode(error) !== sqliteCodes.busy || waitedMs >= waitMs) throw error;
    }
    await pause(retryMs);
  }
}

/** Messages are nobody else's to read: SQLite gives its other files the mode of this one. */
async function createPrivately(path: string): Promise<void> {
  try {
    await (await open(path, 'a', 0o600)).close();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? `The directory ${dirname(path)} does not exist; create it first.`
        : `The file ${path} cannot be written (${code}); choose another path or change its permissions.`;
    throw new ImError('STORE', why, { cause: error });
  }
}

function prepare(connection: SqliteConnection, path: string): void {
  // Exclusive: two processes on one file would send the same outbox twice. It also spares the shared index of the log.
  connection.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive;');
  const [identity] = connection.all<{ application: number; version: number; tables: number }>(
    `select application_id as application, user_version as version, (select count(*) from sqlite_schema) as tables
     from pragma_application_id, pragma_user_version`,
  );
  const { application, version, tables } = identity ?? { application: 0, version: 0, tables: 0 };
  const isNew = application === 0 && version === 0 && tables === 0;
  if (!isNew && application !== applicationId) throw foreign(path);
  if (version > versions.length) {
    throw new ImError(
      'STORE',
      `The file ${path} was written by a newer version of this program: update it, or choose another path.`,
    );
  }
  connection.exec('pragma journal_mode = wal; pragma synchronous = full;');
  inTransaction(connection, () => {
    for (const schema of versions.slice(version)) connection.exec(schema);
    connection.exec(`pragma user_version = ${versions.length}`);
  });
}

const foreign = (path: string, cause?: unknown) =>
  new ImError('STORE', `The file ${path} is not a store of this program: choose another path. It was left as it is.`, {
    cause,
  });

function asStoreError(error: unknown, path: string): Error {
  if (error instanceof FencedError || error instanceof ImError) return error;
  const cause = { cause: error };
  switch (resultCode(error)) {
    case sqliteCodes.busy:
      return new ImError('STORE', `The file ${path} is in use by another client: close that one first.`, cause);
    case sqliteCodes.notADatabase:
      return foreign(path, error);
    case sqliteCodes.full:
      return new ImError('STORE', `The disk that holds ${path} is full: make room, then try again.`, cause);
    case sqliteCodes.readonly:
    case sqliteCodes.cannotOpen:
      return new ImError('STORE', `The file ${path} cannot be written: change its permissions, or its path.`, cause);
    default:
      return new ImError('STORE', `The store ${path} failed: ${(error as Error).message}`, cause);
  }
}
