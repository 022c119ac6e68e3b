import { type Clock, limits } from '@palaver/protocol';
import type { Lock, Locker } from '@tus/server';

/**
 * One request at a time writes an upload. Who comes later asks the one before to end, which it does with what it has: so
 * a client whose connection died unseen goes on at once.
 */
export function createUploadLocks(clock: Clock, keyOf: (id: string) => string): Locker {
  const queues = new Map<string, Turn[]>();
  return {
    newLock(id): Lock {
      const key = keyOf(id);
      let own: Turn | undefined;
      const leave = () => {
        const queue = queues.get(key);
        const at = own && queue ? queue.indexOf(own) : -1;
        if (!queue || at < 0) return;
        queue.splice(at, 1);
        if (queue.length === 0) queues.delete(key);
        else if (at === 0) queue[0]?.begin();
      };
      return {
        lock: (signal, askToEnd) =>
          new Promise<void>((resolve, reject) => {
            const queue = queues.get(key) ?? [];
            queues.set(key, queue);
            const giveUp = () => {
              leave();
              reject(busy);
            };
            const cancel = clock.after(limits.requestMs, giveUp);
            signal.addEventListener('abort', giveUp, { once: true });
            own = {
              askToEnd,
              begin() {
                cancel();
                signal.removeEventListener('abort', giveUp);
                resolve();
              },
            };
            queue.push(own);
            if (queue.length === 1) own.begin();
            else void queue[0]?.askToEnd();
          }),
        unlock: async () => leave(),
      };
    },
  };
}

interface Turn {
  readonly askToEnd: () => Promise<void> | void;
  begin(): void;
}

const busy = { status_code: 503, body: 'The upload is busy.\n' };
