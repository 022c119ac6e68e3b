// A server of its own for the conformance cases in Chromium: a vitest browser command starts it, and stops it by closing its input.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { isMainThread, Worker } from 'node:worker_threads';

const hooks = new URL('../source-hooks.mjs', import.meta.url).href;
const host = new URL('../../packages/conformance/src/testing/host.ts', import.meta.url);
const running = new Map();

/** Command: starts a server that lets pages of this origin in; answers where it is, as JSON that the page knows. */
export async function startConformanceHost(_context, origin) {
  const execArgv = ['--conditions=@palaver/source', `--import=${hooks}`];
  const child = spawn(process.execPath, [...execArgv, import.meta.filename, origin], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const told = JSON.parse(line);
  running.set(told.url, child);
  return told;
}

/** Command: stops the server at this address. */
export async function stopConformanceHost(_context, url) {
  const child = running.get(url);
  running.delete(url);
  child?.stdin.end();
}

// As a program: the host is TypeScript, which a worker thread can load; without anybody at the input it ends.
if (isMainThread && process.argv[1] === import.meta.filename) {
  new Worker(host, { argv: process.argv.slice(2) });
  process.stdin.on('end', () => process.exit()).resume();
}
