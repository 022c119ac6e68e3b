import { useSyncExternalStore } from 'react';

const isAttended = () => document.visibilityState === 'visible' && document.hasFocus();

/** Every row on the screen wants to know: they share one ear. */
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of [...listeners]) listener();
};
const events = () =>
  [
    [window, 'focus'],
    [window, 'blur'],
    [document, 'visibilitychange'],
  ] as const;

function subscribe(listener: () => void) {
  if (listeners.size === 0) for (const [target, type] of events()) target.addEventListener(type, tell);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) for (const [target, type] of events()) target.removeEventListener(type, tell);
  };
}

/** Whether somebody looks: the page is visible and its window has the focus. */
export const useAttention = (): boolean => useSyncExternalStore(subscribe, isAttended, () => false);
