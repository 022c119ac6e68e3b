import type { Commit, Operation, Outcome } from '../batch.js';
import { avatarPlace } from '../media-rows.js';
import { createAppends } from './appends.js';
import type { Batch } from './batch.js';
import { type Database, isDiskFull } from './driver.js';
import { createExpiry } from './expiry.js';
import { createHeads } from './heads.js';
import { createMediaRefs, createMediaWrites, type MediaWrites } from './media-writes.js';
import { createMemberships } from './memberships.js';
import { createOwnSums } from './own-sums.js';
import { createPeopleWrites, type PeopleWrites } from './people-writes.js';
import { createPersonalWrites } from './personal.js';
import { createPositions } from './positions.js';
import { createReceipts } from './receipts.js';
import { createRetractedSum, createRetractions } from './retractions.js';
import { createRooms } from './rooms.js';
import { createStates } from './states.js';

/** What the writer is asked to do; several go into one transaction, and so under one flush. */
export type Task =
  | { readonly kind: 'commit'; readonly batch: readonly Operation[] }
  | {
      [Name in keyof SingleWrites]: { readonly kind: Name; readonly args: Parameters<SingleWrites[Name]> };
    }[keyof SingleWrites];
/** Calls that are a transaction each. */
export type SingleWrites = PeopleWrites & MediaWrites;

export interface Writer {
  /** One transaction, flushed when it returns. Where it throws, nothing of it was written. */
  run(tasks: readonly Task[]): unknown[];
  /** Moves the log of changes into the file, where it has grown long; not while somebody waits for an answer. */
  checkpoint(): void;
  close(): void;
}

/** About 16 MiB of changed pages. */
const checkpointAfterRows = 2_000;

/** The only one that writes into the file. Every statement of it is prepared here, once. */
export function createWriter(database: Database): Writer {
  database.exec('pragma synchronous = full; pragma wal_autocheckpoint = 0; pragma cache_size = -65536');
  const ownSums = createOwnSums(database);
  const heads = createHeads(database, ownSums);
  const memberships = createMemberships(database);
  const mediaRefs = createMediaRefs(database);
  const rooms = createRooms(database, mediaRefs);
  const appends = createAppends(database, memberships, rooms, mediaRefs);
  const receipts = createReceipts(database);
  const expiry = createExpiry(database, mediaRefs);
  const retractions = createRetractions(database, appends, mediaRefs, receipts);
  const positions = createPositions(database, createStates(database, ownSums, createRetractedSum(database)));
  const singles: SingleWrites = { ...createPeopleWrites(database), ...createMediaWrites(database, mediaRefs) };
  const personal = createPersonalWrites(database);
  const numbers = createNumbers(database);
  const [begin, commit] = [database.prepare('begin immediate'), database.prepare('commit')];
  let rowsSinceCheckpoint = 0;

  const perform = (operation: Operation, batch: Batch): Outcome => {
    switch (operation.op) {
      case 'append':
        return appends.append(operation, batch);
      case 'retract':
        return retractions.retract(operation, batch);
      case 'mark':
        return receipts.mark(operation, batch);
      case 'lookup':
        return appends.lookup(operation);
      case 'create': {
        if ('room' in operation) return rooms.create(operation, batch);
        const repeated = 'members' in operation && operation.first && appends.lookup(operation.first);
        if (repeated && repeated.kind !== 'absent') return repeated;
        const missing = 'members' in operation && operation.media && mediaRefs.missing(operation.media);
        return missing || memberships.create(operation, batch);
      }
      case 'expire':
        rowsSinceCheckpoint += operation.limit;
        return expiry.expire(operation, batch);
      case 'room':
        return rooms.change(operation, batch);
      case 'read':
        return positions.read(operation, batch);
      case 'delivered':
        rowsSinceCheckpoint += operation.marks.length;
        return positions.delivered(operation, batch);
      case 'settings':
        return positions.settings(operation, batch);
      case 'personal':
        if (operation.profile && 'avatarMediaId' in operation.profile)
          mediaRefs.showAvatar(avatarPlace.ofUser(operation.user), operation.profile['avatarMediaId']);
        return personal.personal(operation, batch);
      case 'block':
        return personal.block(operation, batch);
    }
  };
  const runTask = (task: Task): unknown => {
    rowsSinceCheckpoint += task.kind === 'commit' ? task.batch.length : 1;
    if (task.kind !== 'commit') return (singles[task.kind] as (...args: unknown[]) => unknown)(...task.args);
    const batch = { heads, ...numbers.forCommit() };
    const outcomes = task.batch.map((operation) => perform(operation, batch));
    return { mark: numbers.mark(), outcomes } satisfies Commit;
  };

  return {
    run(tasks) {
      try {
        begin.run();
        const results = tasks.map(runTask);
        heads.putBack();
        numbers.putBack();
        commit.run();
        return results;
      } catch (error) {
        rollBack(database);
        heads.forget();
        numbers.forget();
        throw error;
      }
    },
    checkpoint() {
      if (rowsSinceCheckpoint < checkpointAfterRows) return;
      rowsSinceCheckpoint = 0;
      checkpoint(database, 'passive');
    },
    close() {
      checkpoint(database, 'truncate');
      database.close();
    },
  };
}

/** The numbers that run through the whole store. */
function createNumbers(database: Database) {
  const select = database.prepare('select mark, sid from meta');
  const update = database.prepare('update meta set mark = ?, sid = ?');
  const load = () => {
    const row = select.get();
    return { mark: Number(row?.mark), sid: Number(row?.sid), isDirty: false };
  };
  let now = load();
  return {
    mark: () => now.mark,
    forCommit(): Omit<Batch, 'heads'> {
      const next = now.mark + 1;
      return {
        takeMark() {
          now.mark = next;
          now.isDirty = true;
          return next;
        },
        nextSid: () => now.sid + 1,
        takeSid() {
          now.sid += 1;
        },
      };
    },
    putBack() {
      if (now.isDirty) update.run(now.mark, now.sid);
      now.isDirty = false;
    },
    forget() {
      now = load();
    },
  };
}

function rollBack(database: Database): void {
  try {
    database.exec('rollback');
  } catch {
    // SQLite has rolled back already, as it does when the disk is full.
  }
}

/** A full disk leaves the changes where they are, just as durable; the next checkpoint tries again. */
function checkpoint(database: Database, mode: 'passive' | 'truncate'): void {
  try {
    database.prepare(`pragma wal_checkpoint(${mode})`).get();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
  }
}
