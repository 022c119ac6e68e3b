import { closeSync, openSync } from 'node:fs';
import { openDatabase } from '../store/sqlite/driver.js';

/**
 * Holds a file for this process until the answer is called, or the process ends, however it ends (F14). The operating
 * system keeps the lock, through SQLite: there is no process number to mistake for another's, and nothing to clean up.
 */
export async function lockFile(path: string, inUse: () => Error): Promise<() => void> {
  closeSync(openSync(path, 'a', 0o600));
  const database = await openDatabase(path);
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw isBusy(error) ? inUse() : error;
  }
  return () => database.close();
}

/** `libsql` and `node:sqlite` say it each in its way. */
function isBusy(error: unknown): boolean {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === 'SQLITE_BUSY' || errcode === 5;
}
