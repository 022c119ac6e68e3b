import type { Message, SendHandle } from './api.js';
import { LiveValue } from './live/live-value.js';

/** The two ends of a send: the handle that the caller holds, and what settles it. */
export interface Sending {
  readonly handle: SendHandle;
  stored(message: Message): void;
  /** How far its media is, from 0 to 1. */
  progress(fraction: number): void;
  sent(message: Message): void;
  failed(error: unknown): void;
}

export function createSending(
  id: string,
  cancel: () => void,
  onError: (error: unknown) => void,
  onProgress: (fraction: number) => void = () => {},
): Sending {
  const result = deferred<Message>();
  const message = deferred<Message>();
  // Left alone it raises nothing: a failure shows as the message's status.
  result.promise.catch(() => {});
  message.promise.catch(() => {});
  const progress = new LiveValue(0, onError);
  const moveTo = (fraction: number) => {
    if (fraction <= progress.get()) return;
    progress.set(fraction);
    try {
      onProgress(fraction);
    } catch (error) {
      onError(error);
    }
  };
  const handle = Object.assign(result.promise, {
    id,
    message: message.promise,
    progress: { get: progress.get, subscribe: progress.subscribe },
    cancel,
  });
  return {
    handle,
    stored: message.resolve,
    progress: moveTo,
    sent(sent) {
      moveTo(1);
      result.resolve(sent);
    },
    failed(error) {
      message.reject(error);
      result.reject(error);
    },
  };
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
