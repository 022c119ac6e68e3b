import { useEffect, useState, useSyncExternalStore } from 'react';
import { useStatus } from './use-client-state.js';

/** Why what is written does not go out, or what others wrote is not all there: no network, no answer from the server, or much to fetch. */
export type ConnectionProblem = 'no_network' | 'no_server' | 'catching_up';

const graceMs = 3_000;

/** Undefined while all is well, and for the first 3 s in which it is not: most interruptions are over before anybody needs to know. */
export function useConnectionProblem(): ConnectionProblem | undefined {
  const status = useStatus();
  const isDisturbed = status === 'offline' || status === 'connecting' || status === 'syncing';
  const hasNetwork = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isDisturbed) return;
    const timer = setTimeout(() => setIsLong(true), graceMs);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isDisturbed]);
  if (!isDisturbed || !isLong) return undefined;
  if (status === 'syncing') return 'catching_up';
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
