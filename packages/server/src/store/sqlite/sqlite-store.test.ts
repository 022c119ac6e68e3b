import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStore } from '../store-contract.js';
import { openSqliteStore } from './sqlite-store.js';

for (const isInThread of [true, false]) {
  describeStore(
    isInThread ? 'SQLite store in this thread' : 'SQLite store with its writer in a thread',
    async () => {
      const directory = mkdtempSync(join(tmpdir(), 'palaver-store-'));
      const options = { file: join(directory, 'palaver.db'), isInThread };
      const store = await openSqliteStore(options);
      let now = store;
      return {
        store,
        async reopen() {
          await now.close();
          now = await openSqliteStore(options);
          return now;
        },
        async close() {
          await now.close();
          rmSync(directory, { recursive: true });
        },
      };
    },
    { isDurable: true },
  );
}
