// Runs the conformance cases of one row against the sources of this tree. As a program it starts a worker thread, which can load TypeScript.
import { isMainThread, Worker } from 'node:worker_threads';

const runner = new URL('../../packages/conformance/src/testing/one-row.ts', import.meta.url);
if (isMainThread)
  new Worker(runner, { argv: process.argv.slice(2) }).on('error', (error) => {
    process.stderr.write(`${error.stack ?? JSON.stringify(error)}\n`);
    process.exit(1);
  });
