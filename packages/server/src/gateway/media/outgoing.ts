import type { Clock } from '@palaver/protocol';

interface OutgoingBounds {
  readonly clock: Clock;
  /** How long a client may take nothing. */
  readonly idleMs: number;
  readonly stop: AbortSignal;
  readonly ended: () => void;
  readonly sever: () => void;
}

/**
 * Bytes to a client, read as it takes them. A client that takes nothing for a while, or whose session ends, is cut off by
 * `sever`; `ended` is called once, however it ends.
 */
export function outgoing(
  bytes: AsyncIterable<Uint8Array>,
  { clock, idleMs, stop, ended, sever }: OutgoingBounds,
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
  const cut = () => {
    if (isOver) return;
    end();
    sever();
  };
  stop.addEventListener('abort', cut, { once: true });
  cancelIdle = clock.after(idleMs, cut);
  return new ReadableStream<Uint8Array>(
    {
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
        cancelIdle = clock.after(idleMs, cut);
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
