import type { Store } from '../store.js';
import { openDatabase } from './driver.js';
import { createReads } from './reads.js';

/** The log of a store that is open elsewhere in this process, for reading beside it. */
export async function openLogSource(
  file: string,
): Promise<Pick<Store, 'nextMark' | 'logs' | 'entries'> & { close(): void }> {
  const database = await openDatabase(file, { isReader: true });
  const reads = createReads(database);
  const mark = database.prepare('select mark from meta');
  return {
    nextMark: async () => Number(mark.get()?.mark) + 1,
    logs: async (query) => reads.logs(query),
    entries: async (c, from, to, limit) => reads.entries(c, from, to, limit),
    close: () => database.close(),
  };
}
