import { Worker } from 'node:worker_threads';
import { StoreFullError } from '../store.js';
import type { WriterPort } from './group-commit.js';
import { type PackedCommit, packBatch, unpackCommit } from './pack.js';
import type { Task } from './writer.js';
import type { PackedTask, WorkerAnswer, WorkerRequest } from './writer-worker.js';

/** The writer in a thread of its own, so that a flush stops nobody but those who wait for it. */
export async function startWriterThread(file: string): Promise<WriterPort> {
  const worker = new Worker(new URL('./writer-worker.js', import.meta.url), { workerData: { file } });
  let pending: { resolve: (answer: WorkerAnswer) => void; reject: (error: unknown) => void } | undefined;
  let death: Error | undefined;

  const settle = (end: (waiting: NonNullable<typeof pending>) => void) => {
    const waiting = pending;
    pending = undefined;
    // Only while an answer is awaited does the thread keep the process alive.
    worker.unref();
    if (waiting) end(waiting);
  };
  const die = (error: Error) => {
    death ??= error;
    settle(({ reject }) => reject(death));
  };
  worker.on('message', (answer: WorkerAnswer) => settle(({ resolve }) => resolve(answer)));
  worker.on('error', (error) => die(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => die(new Error('the writer of the store has ended')));

  const nextAnswer = () =>
    new Promise<WorkerAnswer>((resolve, reject) => {
      if (death) return reject(death);
      pending = { resolve, reject };
      worker.ref();
    });
  const ask = (request: WorkerRequest) => {
    const answer = nextAnswer();
    if (!death) worker.postMessage(request);
    return answer;
  };

  await nextAnswer();
  return {
    async run(tasks) {
      const answer = await ask({ kind: 'run', tasks: tasks.map(packTask) });
      if (answer.kind === 'failed') {
        throw answer.isFull ? new StoreFullError(answer.message) : new Error(answer.message);
      }
      if (answer.kind !== 'ran') throw new Error(`the writer of the store answered '${answer.kind}'`);
      return answer.results.map((result, index) =>
        tasks[index]?.kind === 'commit' ? unpackCommit(result as PackedCommit) : result,
      );
    },
    async close() {
      if (!death) await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}

const packTask = (task: Task): PackedTask =>
  task.kind === 'commit' ? { kind: 'commit', batch: packBatch(task.batch) } : task;
