import type { LocalStorePort } from '../store/local-store.js';
import { sqliteStore } from './sqlite-store.js';

// Writes without end, tells its parent what has resolved, and waits to be killed.
const [path = '', from = '0'] = process.argv.slice(2);
const database = await (sqliteStore(path) as LocalStorePort).open('account');
for (let n = Number(from) + 1; ; n++) {
  await database.write([
    { put: 'value', key: 'n', value: n },
    { put: 'message', record: { conversation: 'c', id: `m${n}`, order: [n, 0], text: 'x'.repeat(2000) } },
    { put: 'outbox', record: { id: 'only', position: n } },
  ]);
  process.send?.(n);
}
