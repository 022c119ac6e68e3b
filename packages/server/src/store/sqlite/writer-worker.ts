import { parentPort, workerData } from 'node:worker_threads';
import type { Commit } from '../batch.js';
import { isDiskFull, openDatabase } from './driver.js';
import { type PackedBatch, packCommit, unpackBatch } from './pack.js';
import { createWriter, type Task } from './writer.js';

/** The writer's thread: takes groups of tasks, answers each group after its flush. */
export type WorkerRequest =
  | { readonly kind: 'run'; readonly tasks: readonly PackedTask[] }
  | { readonly kind: 'close' };
export type PackedTask = Exclude<Task, { kind: 'commit' }> | { readonly kind: 'commit'; readonly batch: PackedBatch };
export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'ran'; readonly results: readonly unknown[] }
  | { readonly kind: 'failed'; readonly message: string; readonly isFull: boolean }
  | { readonly kind: 'closed' };

const port = parentPort;
if (!port) throw new Error('this file is the beginning of a worker thread');
const answer = (message: WorkerAnswer) => port.postMessage(message);

const writer = createWriter(await openDatabase((workerData as { file: string }).file));

const run = (packed: readonly PackedTask[]) => {
  const tasks = packed.map(
    (task): Task => (task.kind === 'commit' ? { ...task, batch: unpackBatch(task.batch) } : task),
  );
  return writer
    .run(tasks)
    .map((result, index) => (tasks[index]?.kind === 'commit' ? packCommit(result as Commit) : result));
};

port.on('message', (request: WorkerRequest) => {
  if (request.kind === 'close') {
    writer.close();
    answer({ kind: 'closed' });
    port.close();
    return;
  }
  try {
    answer({ kind: 'ran', results: run(request.tasks) });
  } catch (error) {
    answer({ kind: 'failed', message: String(error), isFull: isDiskFull(error) });
  }
  // What fails here ends the thread, and with it the store: a flush that failed must not be tried again.
  writer.checkpoint();
});
answer({ kind: 'ready' });
