import type { Live, Unsubscribe } from '../api.js';

/** A function that may also be used with `using`, where the runtime knows it. Calling it twice is harmless. */
export function unsubscribe(end: () => void): Unsubscribe {
  let isEnded = false;
  const once = () => {
    if (isEnded) return;
    isEnded = true;
    end();
  };
  return Object.assign(once, disposable(once));
}

/** Node 20 and older browsers have no `Symbol.dispose`. */
export const disposable = (end: () => void): Disposable =>
  (Symbol.dispose ? { [Symbol.dispose]: end } : {}) as Disposable;

/** A value that its owner sets and others watch. */
export class LiveValue<T> implements Live<T> {
  private value: T;
  private readonly listeners = new Set<() => void>();
  private readonly onError: (error: unknown) => void;

  constructor(value: T, onError: (error: unknown) => void) {
    this.value = value;
    this.onError = onError;
  }

  readonly get = (): T => this.value;

  readonly subscribe = (listener: () => void): Unsubscribe => {
    // A wrapper of its own, so that one function may listen twice.
    const own = () => listener();
    this.listeners.add(own);
    return unsubscribe(() => this.listeners.delete(own));
  };

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of [...this.listeners]) {
      try {
        listener();
      } catch (error) {
        this.onError(error);
      }
    }
  }
}
