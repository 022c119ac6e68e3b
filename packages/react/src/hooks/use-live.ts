import type { Live } from '@palaver/sdk';
import { useSyncExternalStore } from 'react';

/**
 * The present value of a Live; renders again when it changes. `onServer`: what a server renders, and a page while it takes over
 * what the server rendered, where the value may have moved on by then.
 */
export function useLive<T>(live: Live<T>, onServer?: { readonly value: T }): T {
  return useSyncExternalStore(live.subscribe, live.get, onServer ? () => onServer.value : live.get);
}
