import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

test('a worker thread of a test may be a TypeScript source, named as its built file', async () => {
  const worker = new Worker(new URL('./testing/worker.js', import.meta.url));
  expect(await once(worker, 'message')).toEqual([42]);
});
