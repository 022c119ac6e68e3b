import { useSyncExternalStore } from 'react';

/** Whether this page can record at all: it needs a secure origin. A server cannot. */
export const useCanRecord = (): boolean => useSyncExternalStore(never, canRecord, () => false);

const never = () => () => undefined;
const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' && navigator.mediaDevices?.getUserMedia !== undefined;
