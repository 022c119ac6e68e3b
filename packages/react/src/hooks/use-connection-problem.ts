import { useEffect, useState, useSyncExternalStore } from 'react';
import { useStatus } from './use-client-state.js';

/** Why there is no connection: this device has no network, or the server does not answer. */
export type ConnectionProblem = 'no_network' | 'no_server';

const graceMs = 3_000;

/** Undefined while connected, and for the first 3 s without: most interruptions are over before anybody needs to know. */
export function useConnectionProblem(): ConnectionProblem | undefined {
  const status = useStatus();
  const isCut = status === 'offline' || status === 'connecting';
  const hasNetwork = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isCut) return;
    const timer = setTimeout(() => setIsLong(true), graceMs);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isCut]);
  if (!isCut || !isLong) return undefined;
  return hasNetwork ? 'no_server' : 'no_network';
}

function subscribe(listener: () => void) {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}
