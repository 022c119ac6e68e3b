import { Worker } from 'node:worker_threads';
import { type Log, systemClock } from '@palaver/protocol';
import { errorText } from '../../error-text.js';
import type { Answer, Search } from '../search.js';
import type { SearchAnswer, SearchRequest, WorkerData } from './search-worker.js';

/** A thread that ended is begun again after a while: the log has all that it needs. */
const restartMs = 5_000;

interface Waiting {
  resolve(answer: Answer | 'busy'): void;
  reject(error: unknown): void;
}

/** The search in a thread of its own. */
export function startSearchThread(data: WorkerData, log: Log): Search {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let asked = 0;
  let onClosed: (() => void) | undefined;

  const hear = (answer: SearchAnswer) => {
    switch (answer.kind) {
      case 'found':
        take(answer.n)?.resolve(answer.answer);
        return;
      case 'failed':
        take(answer.n)?.reject(new Error(answer.message));
        return;
      case 'log':
        log[answer.level](answer.event, answer.fields);
        return;
      case 'closed':
        onClosed?.();
    }
  };
  const take = (n: number) => {
    const one = waiting.get(n);
    waiting.delete(n);
    return one;
  };
  const start = () => {
    const begun = new Worker(new URL('./search-worker.js', import.meta.url), { workerData: data });
    worker = begun;
    begun.on('message', hear);
    begun.on('error', (error) => log.error('search.failed', { error: errorText(error) }));
    begun.on('exit', () => {
      worker = undefined;
      for (const { resolve } of waiting.values()) resolve('busy');
      waiting.clear();
      if (onClosed) onClosed();
      else systemClock.after(restartMs, () => onClosed || start());
    });
    // It keeps no process alive.
    begun.unref();
  };
  const post = (request: SearchRequest) => worker?.postMessage(request);

  start();
  return {
    committed: (news) => post({ kind: 'committed', news }),
    find(question) {
      if (!worker || onClosed) return Promise.resolve('busy');
      asked += 1;
      const n = asked;
      return new Promise((resolve, reject) => {
        waiting.set(n, { resolve, reject });
        post({ kind: 'find', n, question });
      });
    },
    async close() {
      const ending = worker;
      const closed = new Promise<void>((resolve) => {
        onClosed = resolve;
      });
      if (!ending) return;
      ending.postMessage({ kind: 'close' } satisfies SearchRequest);
      ending.ref();
      await closed;
      await ending.terminate();
    },
  };
}
