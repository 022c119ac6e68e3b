import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WatchedReport } from './watched-server.js';

type Closed = Extract<WatchedReport, { kind: 'closed' }>;

/** A server in a thread of its own, which says when something goes wrong, and how long its event loop was held up. */
export async function watchServer() {
  const data = mkdtempSync(join(tmpdir(), 'palaver-fuzz-'));
  const worker = new Worker(new URL('./watched-server.js', import.meta.url), { workerData: { data } });
  /** All that must not happen. */
  const faults: string[] = [];
  let onClosed = (_: Closed) => {};
  const closed = new Promise<Closed>((resolve) => {
    onClosed = resolve;
  });
  const ended = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  let isClosing = false;
  ended.catch((error: unknown) => isClosing || faults.push(String(error)));
  const listening = new Promise<Extract<WatchedReport, { kind: 'listening' }>>((resolve) => {
    worker.on('message', (report: WatchedReport) => {
      if (report.kind === 'listening') resolve(report);
      else if (report.kind === 'closed') onClosed(report);
      else faults.push(report.kind === 'logged' ? `${report.level} ${report.text}` : report.error);
    });
  });
  const { url, secret } = await Promise.race([listening, ended]);
  return {
    url,
    secret,
    data,
    faults,
    /** Closes it, and tells how it went. */
    async close(): Promise<Closed> {
      worker.postMessage('close');
      try {
        return await Promise.race([closed, ended]);
      } finally {
        isClosing = true;
        await worker.terminate();
        rmSync(data, { recursive: true, force: true });
      }
    },
  };
}
export type Watched = Awaited<ReturnType<typeof watchServer>>;
