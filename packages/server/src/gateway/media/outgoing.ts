import type { Clock } from '@palaver/protocol';

/**
 * Bytes to a client, read as it takes them. A client that takes nothing for a while, or whose session ends, is cut off;
 * `ended` is called once, however it ends.
 */
export function outgoing(
  bytes: AsyncIterable<Uint8Array>,
  { clock, idleMs, stop, ended }: { clock: Clock; idleMs: number; stop: AbortSignal; ended: () => void },
): ReadableStream<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  let cancelIdle = () => {};
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    cancelIdle();
    void source.return?.().catch(() => {});
    ended();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const cut = () => {
          if (isOver) return;
          end();
          controller.error(new Error('the transfer was cut off'));
        };
        stop.addEventListener('abort', cut, { once: true });
        cancelIdle = clock.after(idleMs, cut);
      },
      async pull(controller) {
        cancelIdle();
        try {
          const next = await source.next();
          if (isOver) return;
          if (next.done) {
            end();
            return controller.close();
          }
          controller.enqueue(next.value);
        } catch (error) {
          end();
          throw error;
        }
        cancelIdle = clock.after(idleMs, () => {
          end();
          controller.error(new Error('the client takes no more'));
        });
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
