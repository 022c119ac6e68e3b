import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OpenStore } from '../../contract/cast.js';
import { openSqliteStore } from '../sqlite-store.js';

/** A file's name in a directory that goes with the test. */
export function temporaryFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'palaver-store-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'palaver.db');
}

export const openTemporary =
  (options: { readonly isInThread: boolean }): OpenStore =>
  async () => {
    const file = temporaryFile();
    const store = await openSqliteStore({ file, ...options });
    let now = store;
    return {
      store,
      async reopen() {
        await now.close();
        now = await openSqliteStore({ file, ...options });
        return now;
      },
      close: () => now.close(),
    };
  };
