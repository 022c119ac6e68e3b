import { StoreFullError } from '../store.js';
import type { Task } from './writer.js';

/** Runs tasks in one transaction, wherever the writer is. */
export interface WriterPort {
  run(tasks: readonly Task[]): Promise<unknown[]>;
  close(): Promise<void>;
}

/**
 * Goes to the disk at once when it is idle, and gathers while it is not: all that came during a flush shares the next.
 * After a failure that is not a full disk nobody knows what is on the disk, and nothing is written any more (D1).
 */
export interface GroupCommit {
  submit(task: Task): Promise<unknown>;
  /** Resolves when all that was submitted has been answered. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly task: Task;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export function createGroupCommit(writer: Pick<WriterPort, 'run'>): GroupCommit {
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  const flush = async () => {
    // One turn of the queue of microtasks, for what the same tick submits beside.
    await undefined;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        if (failure) throw failure.error;
        const results = await writer.run(group.map(({ task }) => task));
        group.forEach(({ resolve }, index) => {
          resolve(results[index]);
        });
      } catch (error) {
        if (!(error instanceof StoreFullError)) failure ??= { error };
        for (const { reject } of group) reject(error);
      }
    }
    flushing = undefined;
  };

  return {
    submit: (task) =>
      new Promise((resolve, reject) => {
        waiting.push({ task, resolve, reject });
        flushing ??= flush();
      }),
    idle: () => flushing ?? Promise.resolve(),
  };
}
