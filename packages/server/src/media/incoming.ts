import { type Clock, ImError } from '@palaver/protocol';

export interface IncomingBounds {
  readonly clock: Clock;
  /** How long the next bytes may take. */
  readonly idleMs: number;
  /** More than so many bytes are too many. */
  readonly most: number;
  /** Ends it, with an ImError as the reason. */
  readonly stop: AbortSignal;
}

/**
 * Bytes from a client, as long as they keep coming and are no more than was said. Otherwise it throws an ImError: TIMEOUT,
 * TOO_LARGE, UPLOAD_FAILED where the client broke off, or the reason of `stop`.
 */
export async function* incoming(bytes: AsyncIterable<Uint8Array>, bounds: IncomingBounds): AsyncGenerator<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  let count = 0;
  try {
    for (;;) {
      const next = await nextInTime(source, bounds);
      if (next.done) return;
      count += next.value.length;
      if (count > bounds.most) throw new ImError('TOO_LARGE', 'More bytes came than were announced.');
      yield next.value;
    }
  } finally {
    // Not awaited: a source that hangs would hang this, too.
    source.return?.().catch(() => {});
  }
}

function nextInTime(
  source: AsyncIterator<Uint8Array>,
  { clock, idleMs, stop }: IncomingBounds,
): Promise<IteratorResult<Uint8Array>> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      cancel();
      stop.removeEventListener('abort', stopped);
      settle();
    };
    const stopped = () => end(() => reject(stop.reason));
    const cancel = clock.after(idleMs, () => end(() => reject(new ImError('TIMEOUT', 'No more bytes came.'))));
    if (stop.aborted) return stopped();
    stop.addEventListener('abort', stopped);
    source.next().then(
      (next) => end(() => resolve(next)),
      (cause: unknown) =>
        end(() => reject(ImError.is(cause) ? cause : new ImError('UPLOAD_FAILED', undefined, { cause }))),
    );
  });
}
