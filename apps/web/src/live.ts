import type { Live } from '@palaver/sdk';

/** A Live value of the application's own. */
export function createLive<T>(first: T): Live<T> & { readonly set: (value: T) => void } {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    subscribe: (listener) => {
      listeners.add(listener);
      const stop = () => void listeners.delete(listener);
      return Object.assign(stop, { [Symbol.dispose]: stop });
    },
    set: (next) => {
      value = next;
      for (const listener of [...listeners]) listener();
    },
  };
}
