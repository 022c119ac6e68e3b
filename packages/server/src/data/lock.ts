import { closeSync, openSync } from 'node:fs';
import Database from 'libsql';

/**
 * Holds a file for this process until the answer is called, or the process ends, however it ends (F14). The operating
 * system keeps the lock, through SQLite: there is no process number to mistake for another's, and nothing to clean up.
 */
export function lockFile(path: string, inUse: () => Error): () => void {
  closeSync(openSync(path, 'a', 0o600));
  const database = new Database(path);
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw (error as { code?: string }).code === 'SQLITE_BUSY' ? inUse() : error;
  }
  return () => database.close();
}
