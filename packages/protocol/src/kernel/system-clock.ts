import type { Clock } from './clock.js';

type Timer = { unref?: () => void };
declare const setTimeout: (run: () => void, delayMs: number) => Timer;
declare const clearTimeout: (timer: Timer) => void;
declare const setImmediate: ((run: () => void) => unknown) | undefined;
declare const performance: { now(): number };

function realClock(keepsAwake: boolean): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      if (!keepsAwake) timer.unref?.();
      return () => clearTimeout(timer);
    },
    soon(run) {
      if (typeof setImmediate === 'function') setImmediate(run);
      else setTimeout(run, 0);
    },
  };
}

/** The real clock of any runtime. Its timers do not keep a Node process alive. */
export const systemClock: Clock = realClock(false);

/** The same, for who must not end while it waits: a Node process with a client that is about to reconnect goes on. */
export const wakefulClock: Clock = realClock(true);
