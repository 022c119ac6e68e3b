import { useSyncExternalStore } from 'react';

const isAttended = () => document.visibilityState === 'visible' && document.hasFocus();

function subscribe(listener: () => void) {
  const events = [
    [window, 'focus'],
    [window, 'blur'],
    [document, 'visibilitychange'],
  ] as const;
  for (const [target, type] of events) target.addEventListener(type, listener);
  return () => {
    for (const [target, type] of events) target.removeEventListener(type, listener);
  };
}

/** Whether somebody looks: the page is visible and its window has the focus. */
export const useAttention = (): boolean => useSyncExternalStore(subscribe, isAttended, () => false);
