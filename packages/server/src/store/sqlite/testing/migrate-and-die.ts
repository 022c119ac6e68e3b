import process from 'node:process';
import { workerData } from 'node:worker_threads';
import { type Database, openDatabase } from '../driver.js';
import { migrate } from '../migrate.js';

/** In a thread of a process that is killed while it migrates a file: at some point of the first migration that the file needs. */
export type DeathPoint = 'middle' | 'before commit' | 'after commit';

const { file, point } = workerData as { readonly file: string; readonly point: DeathPoint };
const database = await openDatabase(file);
database.exec('pragma journal_mode = wal');
const die = () => process.kill(process.pid, 'SIGKILL');

const dying: Database = {
  ...database,
  exec(sql) {
    const statements = sql
      .replaceAll(/--.*$/gm, '')
      .split(';')
      .filter((statement) => statement.trim() !== '');
    if (statements.at(-1)?.trim() !== 'commit') throw new Error('a migration ends with its commit');
    const end = { middle: statements.length >> 1, 'before commit': statements.length - 1, 'after commit': undefined };
    for (const statement of statements.slice(0, end[point])) database.exec(statement);
    die();
  },
};
migrate(dying, file, 'epoch-of-a-process-that-died');
