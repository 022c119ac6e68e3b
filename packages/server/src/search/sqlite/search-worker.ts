import { parentPort, workerData } from 'node:worker_threads';
import { type Log, systemClock } from '@palaver/protocol';
import { openLogSource } from '../../store/sqlite/log-source.js';
import type { Answer, CommittedLogs, Question } from '../search.js';
import { createSearch } from '../searcher.js';
import { openSqliteIndex } from './sqlite-index.js';

/** The thread of the search: reads the log through a connection of its own, so that nobody waits for it. */
export interface WorkerData {
  readonly database: string;
  readonly index: string;
  readonly epoch: string;
}
export type SearchRequest =
  | { readonly kind: 'committed'; readonly news: CommittedLogs }
  | { readonly kind: 'find'; readonly n: number; readonly question: Question }
  | { readonly kind: 'close' };
export type SearchAnswer =
  | { readonly kind: 'ready' | 'closed' }
  | { readonly kind: 'found'; readonly n: number; readonly answer: Answer | 'busy' }
  | { readonly kind: 'failed'; readonly n: number; readonly message: string }
  | {
      readonly kind: 'log';
      readonly level: 'info' | 'warn' | 'error';
      readonly event: string;
      readonly fields: Parameters<Log['info']>[1];
    };

const port = parentPort;
if (!port) throw new Error('this file is the beginning of a worker thread');
const tell = (answer: SearchAnswer) => port.postMessage(answer);
const telling =
  (level: 'info' | 'warn' | 'error'): Log['info'] =>
  (event, fields) =>
    tell({ kind: 'log', level, event, fields });

const { database, index, epoch } = workerData as WorkerData;
const source = await openLogSource(database);
const search = createSearch({
  source,
  index: await openSqliteIndex(index, epoch),
  clock: systemClock,
  log: { info: telling('info'), warn: telling('warn'), error: telling('error') },
});

port.on('message', (request: SearchRequest) => {
  switch (request.kind) {
    case 'committed':
      search.committed(request.news);
      return;
    case 'find': {
      const { n, question } = request;
      search.find(question).then(
        (answer) => tell({ kind: 'found', n, answer }),
        (error: unknown) => tell({ kind: 'failed', n, message: String(error) }),
      );
      return;
    }
    case 'close':
      void search.close().finally(() => {
        source.close();
        tell({ kind: 'closed' });
        port.close();
      });
  }
});
tell({ kind: 'ready' });
