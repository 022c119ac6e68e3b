import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { StartError } from '../start-error.js';
import { newestSchema } from '../store/sqlite/migrate.js';
import { openStoreFile } from '../store/sqlite/snapshot.js';
import { StoreOpenError } from '../store/sqlite/store-open-error.js';

export interface InspectedData {
  /** Of the file, and the newest that this program knows. */
  readonly schema: number;
  readonly newestSchema: number;
  /** Paths in the directory that others than its owner may read. */
  readonly readableByOthers: readonly string[];
}

/**
 * What a data directory is, also while a server runs on it; undefined where nothing is in it yet. Throws a StartError where
 * its store is not this program's, or a newer one's.
 */
export async function inspectData(path: string): Promise<InspectedData | undefined> {
  const file = join(path, 'palaver.db');
  if (!existsSync(file) || statSync(file).size === 0) return undefined;
  try {
    const store = await openStoreFile(file);
    const schema = store.schema();
    store.close();
    return { schema, newestSchema, readableByOthers: readableByOthers(path) };
  } catch (error) {
    if (!(error instanceof StoreOpenError)) throw error;
    throw new StartError(error.reason === 'newer' ? 'data_newer' : 'data_foreign', error.message, error);
  }
}

/** The directory itself where it is open, and then what is in it: a closed one closes all. */
function readableByOthers(path: string): string[] {
  const isOpen = (name: string) => (statSync(name).mode & 0o077) !== 0;
  if (process.platform === 'win32' || !isOpen(path)) return [];
  return readdirSync(path).filter((name) => isOpen(join(path, name)));
}
