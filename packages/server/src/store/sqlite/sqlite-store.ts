import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { type Random, systemRandom } from '@palaver/protocol';
import type { Commit } from '../batch.js';
import { newEpoch } from '../epoch.js';
import { type Store, StoreFullError } from '../store.js';
import { type Database, isDiskFull, openDatabase } from './driver.js';
import { createGroupCommit, type WriterPort } from './group-commit.js';
import { migrate } from './migrate.js';
import { createReads, type Reads } from './reads.js';
import { StoreOpenError } from './store-open-error.js';
import { createWriter, type SingleWrites, type Task } from './writer.js';
import { startWriterThread } from './writer-thread.js';

export interface SqliteStoreOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  /** Writes in this thread, which then stands still during a flush: for simulations and tests. */
  readonly isInThread?: boolean;
  /** The file comes from a backup: a new history begins with it (D23). */
  readonly isRestored?: boolean;
  /** For the epoch. */
  readonly random?: Random;
}

/** Opens the store, or throws a `StoreOpenError`. One process at a time may have it open. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { file, isInThread = file === ':memory:' } = options;
  const database = await openPrepared(options);
  const begin = beginningOf(database);
  if (isInThread) return assemble(begin, createReads(database), inThread(database));
  database.close();
  const writer = await startWriterThread(file);
  const reader = await openDatabase(file, { isReader: true });
  return assemble(begin, createReads(reader), {
    run: writer.run,
    async close() {
      // The writer's connection is the last to close: it tidies the file.
      reader.close();
      await writer.close();
    },
  });
}

/** A connection to the file, made where there is none, at this program's schema. */
async function openPrepared({
  file,
  isRestored = false,
  random = systemRandom,
}: SqliteStoreOptions): Promise<Database> {
  const epoch = newEpoch(random);
  let database: Database | undefined;
  try {
    if (file !== ':memory:') createPrivately(file);
    database = await openDatabase(file);
    migrate(database, file, epoch);
    database.exec('pragma journal_mode = wal');
    if (isRestored) beginHistory(database, epoch);
    return database;
  } catch (error) {
    database?.close();
    throw explained(error, file);
  }
}

/** What stands in the logs is of the history before (D23). */
const beginHistory = (database: Database, epoch: string): void =>
  database.exec(`begin immediate;
    update meta set epoch = '${epoch}';
    update conversations set inherited = head;
    commit;`);

/** Only its owner reads it; SQLite gives its other files the same rights. The directory's entry is flushed too (D1). */
function createPrivately(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  if (process.platform === 'win32') return;
  const directory = openSync(dirname(file), 'r');
  fsyncSync(directory);
  closeSync(directory);
}

function explained(error: unknown, file: string): unknown {
  if (error instanceof StoreOpenError) return error;
  const { message } = error as Error;
  if (/not a database/.test(message)) {
    return new StoreOpenError('foreign', `${file} is not a database.`, { cause: error });
  }
  return new StoreOpenError('unusable', `${file} cannot be opened for writing: ${message}`, { cause: error });
}

interface Beginning {
  readonly epoch: string;
  readonly mark: number;
  readonly lastConversation: number;
}

function beginningOf(database: Database): Beginning {
  const row = database.prepare('select epoch, mark, (select max(c) from conversations) as last from meta').get();
  return { epoch: String(row?.epoch), mark: Number(row?.mark), lastConversation: Number(row?.last ?? 0) };
}

function inThread(database: Database): WriterPort {
  const writer = createWriter(database);
  return {
    async run(tasks) {
      try {
        return writer.run(tasks);
      } catch (error) {
        throw isDiskFull(error) ? new StoreFullError(String(error), { cause: error }) : error;
      } finally {
        writer.checkpoint();
      }
    },
    close: async () => writer.close(),
  };
}

function assemble(begin: Beginning, reads: Reads, writer: WriterPort): Store {
  let { mark, lastConversation } = begin;
  let closing: Promise<void> | undefined;
  const group = createGroupCommit(writer);
  const call = <Name extends keyof SingleWrites>(kind: Name, ...args: Parameters<SingleWrites[Name]>) =>
    group.submit({ kind, args } as Task) as Promise<ReturnType<SingleWrites[Name]>>;
  return {
    epoch: begin.epoch,
    async commit(batch) {
      const commit = (await group.submit({ kind: 'commit', batch })) as Commit;
      mark = Math.max(mark, commit.mark);
      return commit;
    },

    async allocateConversation() {
      lastConversation += 1;
      return lastConversation;
    },
    conversation: async (c) => reads.conversation(c),
    findSingle: async (one, other) => reads.findSingle(one, other),
    entries: async (c, from, to, limit) => reads.entries(c, from, to, limit),
    messagesUnder: async (id) => reads.messagesUnder(id),
    messagesAt: async (c, places) => reads.messagesAt(c, places),
    retractions: async (c, from, to, limit) => reads.retractions(c, from, to, limit),
    retracted: async (c, from, to, limit) => reads.retracted(c, from, to, limit),
    intervals: async (c, user) => reads.intervals(c, user),
    members: async (c, after, limit) => reads.members(c, after, limit),
    groupsOf: async (user) => reads.groupsOf(user),
    logs: async (query) => reads.logs(query),
    oldest: async (query) => reads.oldest(query),
    visibleLogs: async (user, query) => reads.visibleLogs(user, query),
    rooms: async (application, page) => reads.rooms(application, page),

    receipts: async (...query) => reads.receipts(...query),
    receiptsSince: async (...query) => reads.receiptsSince(...query),
    marks: async (...query) => reads.marks(...query),
    marksSince: async (...query) => reads.marksSince(...query),
    recipients: async (...query) => reads.recipients(...query),

    // Of what has resolved: a change that the file has already and nobody was told of is sent again, never left out.
    nextMark: async () => mark + 1,
    states: async (user, query) => reads.states(user, query),
    state: async (user, c) => reads.state(user, c),
    personal: async (user) => reads.personal(user),

    createApplication: (application) => call('createApplication', application),
    application: async (key) => reads.application(key),
    applications: async () => reads.applications(),
    updateApplication: (id, change) => call('updateApplication', id, change),

    createUser: (user) => call('createUser', user),
    user: async (application, username) => reads.user(application, username),
    users: async (ids) => reads.users(ids),
    usersOf: async (application, after, limit) => reads.usersOf(application, after, limit),
    updateUser: (id, change) => call('updateUser', id, change),

    openSession: (session, endsClass) => call('openSession', session, endsClass),
    sessionByToken: async (tokenHash) => reads.sessionByToken(tokenHash),
    sessions: async (user) => reads.sessions(user),
    endSession: (id, reason) => call('endSession', id, reason),
    touchSession: (id, seenAt, expiresAt) => call('touchSession', id, seenAt, expiresAt),

    beginAnswer: (begun, since) => call('beginAnswer', begun, since),
    keepAnswer: (application, key, answer) => call('keepAnswer', application, key, answer),
    dropAnswer: (application, key) => call('dropAnswer', application, key),
    createMedia: (media) => call('createMedia', media),
    completeMedia: (key, mime) => call('completeMedia', key, mime),
    forgetMedia: (key) => call('forgetMedia', key),
    media: async (application, id) => reads.media(application, id),
    mediaSeenBy: async (user, id) => reads.mediaSeenBy(user, id),
    avatars: async (id) => reads.avatars(id),
    mediaBytesSince: async (uploader, since) => reads.mediaBytesSince(uploader, since),
    mediaHashes: async (hashes) => reads.mediaHashes(hashes),
    openMedia: async (keys) => reads.openMedia(keys),
    sweepMedia: (times) => call('sweepMedia', times),

    close() {
      closing ??= group.idle().then(writer.close);
      return closing;
    },
  };
}
