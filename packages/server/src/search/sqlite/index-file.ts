import { closeSync, openSync, rmSync } from 'node:fs';
import type { Database, openDatabase } from '../../store/sqlite/driver.js';
import { pragma } from '../../store/sqlite/migrate.js';

/** `PlvS`, in the header of the file; and which tables it has. A file that differs is made anew. */
const applicationId = 0x506c7653;
const version = 1;

/** docs/adr/0011 tells why there is a list for each log and word. `texts.words` is what was indexed, so that it can be taken out again. */
const schema = `
  create table texts (
    c integer not null, seq integer not null, sid integer not null, words text not null, primary key (c, seq)
  ) without rowid;
  create table words (
    c integer not null, word text not null, seq integer not null, primary key (c, word, seq)
  ) without rowid;
  create table logs (c integer primary key, seq integer not null, floor integer not null);
  create table meta (only integer primary key check (only = 1), epoch text not null, mark integer not null);
  pragma application_id = ${applicationId};
  pragma user_version = ${version};`;

type Open = typeof openDatabase;

/** A connection to the index of this history: as it was left, or to an empty one. */
export async function openIndexFile(file: string, epoch: string, open: Open): Promise<Database> {
  return (file === ':memory:' ? undefined : await openKnown(file, epoch, open)) ?? create(file, epoch, open);
}

async function openKnown(file: string, epoch: string, open: Open): Promise<Database | undefined> {
  let database: Database | undefined;
  try {
    closeSync(openSync(file, 'a', 0o600));
    database = await open(file);
    if (pragma(database, 'application_id') === applicationId && pragma(database, 'user_version') === version) {
      prepareFile(database);
      if (database.prepare('select epoch from meta').get()?.epoch === epoch) return database;
    }
  } catch {
    // Damaged, or never an index: the log has all that was in it.
  }
  database?.close();
  return undefined;
}

async function create(file: string, epoch: string, open: Open): Promise<Database> {
  if (file !== ':memory:') {
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
    closeSync(openSync(file, 'a', 0o600));
  }
  const database = await open(file);
  prepareFile(database);
  database.exec('begin');
  createSchema(database, epoch);
  database.exec('commit');
  return database;
}

export function createSchema(database: Database, epoch: string): void {
  database.exec(schema);
  database.prepare('insert into meta (only, epoch, mark) values (1, ?, 0)').run(epoch);
}

/** Without a flush for each change: what a power cut takes is read from the log again. What goes is overwritten. */
function prepareFile(database: Database): void {
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = normal; pragma secure_delete = on; pragma cache_size = -16384;',
  );
}
