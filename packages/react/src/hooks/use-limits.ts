import type { Client, Limits } from '@palaver/sdk';
import { useSyncExternalStore } from 'react';
import { useClient } from './provider.js';

/** What holds until the server was asked: its own defaults. */
const usual = { textCharacters: 4_000, retractMs: 180_000 } as const satisfies Partial<Limits>;
export type KnownLimits = Pick<Limits, keyof typeof usual>;

interface Source {
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => KnownLimits;
}
const sources = new WeakMap<Client, Source>();

/** Asked once with each connection, however many parts want to know. */
function createSource(client: Client): Source {
  let known: KnownLimits = usual;
  const listeners = new Set<() => void>();
  let stop: (() => void) | undefined;
  let isAsked = false;
  const ask = () => {
    const isOnline = client.status.get() === 'online';
    if (isOnline === isAsked) return;
    isAsked = isOnline;
    if (!isOnline) return;
    client.limits().then(
      ({ textCharacters, retractMs }) => {
        known = { textCharacters, retractMs };
        for (const listener of [...listeners]) listener();
      },
      // What was known stays; the next connection asks again.
      () => undefined,
    );
  };
  return {
    get: () => known,
    subscribe(listener) {
      listeners.add(listener);
      stop ??= client.status.subscribe(ask);
      ask();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}

/** The bounds of the application, as the server has them. */
export function useLimits(): KnownLimits {
  const client = useClient();
  const source = sources.get(client) ?? createSource(client);
  sources.set(client, source);
  return useSyncExternalStore(source.subscribe, source.get, () => usual);
}
