import type { Database } from './driver.js';
import { begin } from './migrations/0001-begin.js';
import { retractions } from './migrations/0002-retractions.js';
import { receipts } from './migrations/0003-receipts.js';
import { media } from './migrations/0004-media.js';
import { people } from './migrations/0005-people.js';
import { rooms } from './migrations/0006-rooms.js';
import { answers } from './migrations/0007-answers.js';
import { inherited } from './migrations/0008-inherited.js';
import { StoreOpenError } from './store-open-error.js';

/** In order; the number of those that ran is the file's `user_version`. A migration that has landed is never changed. */
const migrations = [begin, retractions, receipts, media, people, rooms, answers, inherited];

export const newestSchema = migrations.length;

/** `Plvr`, in the header of each of our files. */
const applicationId = 0x506c7672;

/**
 * Brings the file to this program's schema, or throws a `StoreOpenError`. The store's epoch is `epoch` where it is new. Each
 * migration is one transaction, with its number and with all that the next start takes for granted: whoever is killed on the
 * way goes on where the last one was committed.
 */
export function migrate(database: Database, file: string, epoch: string): void {
  const isNew = Number(database.prepare('select count(*) as n from sqlite_schema').get()?.n) === 0;
  const version = isNew ? 0 : knownSchema(database, file);
  migrations.slice(version).forEach((sql, index) => {
    const number = version + index + 1;
    database.exec(`begin immediate;
      ${sql};
      ${number === 1 ? `insert into meta (only, epoch, mark, sid) values (1, '${epoch}', 0, 0);` : ''}
      pragma application_id = ${applicationId};
      pragma user_version = ${number};
      commit;`);
  });
}

/** The schema of a file of ours, or a `StoreOpenError` where it is not, or a newer program's. */
export function knownSchema(database: Database, file: string): number {
  const version = pragma(database, 'user_version');
  if (pragma(database, 'application_id') !== applicationId) {
    throw new StoreOpenError('foreign', `${file} is a database of another program.`);
  }
  if (version > migrations.length) {
    throw new StoreOpenError(
      'newer',
      `${file} was written by a newer version of this program (schema ${version}, known up to ${migrations.length}).`,
    );
  }
  return version;
}

export const pragma = (database: Database, name: string): number =>
  Number(database.prepare(`pragma ${name}`).get()?.[name]);
