import type { Live } from '@palaver/sdk';
import { useSyncExternalStore } from 'react';

/** The present value of a Live; renders again when it changes. */
export const useLive = <T>(live: Live<T>): T => useSyncExternalStore(live.subscribe, live.get, live.get);
