import process from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import { createServer } from '../../server.js';
import { watchTurns } from './longest-turn.js';

/** What the thread says of itself. */
export type WatchedReport =
  | { readonly kind: 'listening'; readonly url: string; readonly secret: string }
  | { readonly kind: 'logged'; readonly level: 'warn' | 'error'; readonly text: string }
  | { readonly kind: 'unhandled'; readonly error: string }
  | {
      readonly kind: 'closed';
      /** How long the loop was held up at most, in ms of the processor; undefined where the system does not tell. */
      readonly longestMs: number | undefined;
      readonly heapBytes: number;
    };

const tell = (report: WatchedReport) => parentPort?.postMessage(report);
const { data } = workerData as { data: string };

for (const event of ['unhandledRejection', 'uncaughtException'] as const)
  process.on(event, (error) => tell({ kind: 'unhandled', error: String(error) }));

const log = (level: 'warn' | 'error') => (event: string, fields?: object) =>
  tell({ kind: 'logged', level, text: JSON.stringify([event, fields]) });
const server = await createServer({ port: 0, data, log: { info() {}, warn: log('warn'), error: log('error') } });
// What bounds the rate of a person would keep most of what is tried from being looked at.
const many = 1_000_000;
await server.admin.changeSettings('default', {
  devices: 'unlimited',
  limits: {
    ...{ sendsPerSecond: many, sendsBurst: many, commandsPerSecond: many, commandsBurst: many },
    ...{ changesPerSecond: many, changesBurst: many },
    ...{ lookUpsPerMinute: many, searchesPerMinute: many, groupsPerUser: many },
  },
});
const [application] = await server.admin.applications();
const turns = watchTurns();

parentPort?.once('message', async () => {
  const longestMs = turns.longestMs();
  await server.close();
  tell({ kind: 'closed', longestMs, heapBytes: process.memoryUsage().heapUsed });
});
tell({ kind: 'listening', url: server.url, secret: application?.secrets[0] ?? '' });
