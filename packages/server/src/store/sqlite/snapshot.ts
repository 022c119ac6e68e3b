import { closeSync, openSync } from 'node:fs';
import { type Database, openDatabase } from './driver.js';
import { knownSchema, pragma } from './migrate.js';
import { StoreOpenError } from './store-open-error.js';

/** What is in a store's file, so that a copy can be told from the whole. */
export interface StoreFacts {
  readonly epoch: string;
  readonly mark: number;
  readonly schema: number;
  readonly counts: {
    readonly applications: number;
    readonly users: number;
    readonly conversations: number;
    readonly entries: number;
    readonly media: number;
  };
}

export interface MediaFact {
  readonly sha256: string;
  readonly bytes: number;
}

/** A store's file at rest, for reading. */
export interface StoreFile {
  schema(): number;
  facts(): StoreFacts;
  /** What is wrong with it; empty where nothing is: SQLite's own check, and every log dense from its floor to its head (D6). */
  faults(): string[];
  /** The complete media behind the hash `after`, ascending; each hash once. */
  media(after: string, limit: number): MediaFact[];
  hasMedia(sha256: string): boolean;
  close(): void;
}

/**
 * Copies a store's file as it is at one moment, also while a server writes to it, in this or another process (F17). What
 * belongs to uploads under way, and to media that nobody may see any more, is left out: their bytes are not copied either.
 */
export async function takeSnapshot(file: string, copy: string): Promise<void> {
  closeSync(openSync(copy, 'wx', 0o600));
  const database = await openDatabase(file);
  try {
    database.prepare('vacuum into ?').run(copy);
  } finally {
    database.close();
  }
  const copied = await openDatabase(copy);
  try {
    copied.exec("pragma synchronous = full; delete from media where state <> 'complete'");
  } finally {
    copied.close();
  }
}

/** Throws a `StoreOpenError` where the file is not a store of ours, or a newer program's. */
export async function openStoreFile(file: string): Promise<StoreFile> {
  const database = await openDatabase(file, { isReader: true });
  try {
    knownSchema(database, file);
    return readStoreFile(database);
  } catch (error) {
    database.close();
    if (!/not a database|no such table/.test(String(error))) throw error;
    throw new StoreOpenError('foreign', `${file} is not a database of this program.`, { cause: error });
  }
}

function readStoreFile(database: Database): StoreFile {
  const page = database.prepare(
    `select sha256, max(bytes) as bytes from media where state = 'complete' and sha256 > ?
     group by sha256 order by sha256 limit ?`,
  );
  const one = database.prepare("select 1 from media where sha256 = ? and state = 'complete' limit 1");
  const count = (table: string) => Number(database.prepare(`select count(*) as n from ${table}`).get()?.n);
  return {
    schema: () => pragma(database, 'user_version'),
    facts() {
      const meta = database.prepare('select epoch, mark from meta').get();
      return {
        epoch: String(meta?.epoch),
        mark: Number(meta?.mark),
        schema: pragma(database, 'user_version'),
        counts: {
          applications: count('applications'),
          users: count('users'),
          conversations: count('conversations'),
          entries: count('entries'),
          media: count("media where state = 'complete'"),
        },
      };
    },
    faults() {
      const said = database.prepare('pragma integrity_check').all().flatMap(Object.values).map(String);
      const gaps = database.prepare(gapQuery).all();
      return [
        ...said.filter((line) => line !== 'ok'),
        ...gaps.map(({ c, n, expected }) => `conversation ${c} holds ${n} entries where ${expected} belong`),
      ];
    },
    media: (after, limit) =>
      page.all(after, limit).map(({ sha256, bytes }) => ({ sha256: String(sha256), bytes: Number(bytes) })),
    hasMedia: (sha256) => one.get(sha256) !== undefined,
    close: () => database.close(),
  };
}

const gapQuery = `
  select v.c, v.head - v.floor as expected,
    (select count(*) from entries e where e.c = v.c and e.seq > v.floor and e.seq <= v.head) as n
  from conversations v where n <> expected limit 10`;
