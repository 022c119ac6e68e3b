import { readFileSync } from 'node:fs';

const everyMs = 10;

/**
 * Watches how long this thread's event loop is held up, by the processor time that the thread takes between two turns:
 * on a machine that others use, the time on the clock would say as much of them. Where the system does not tell: undefined.
 */
export function watchTurns(): { longestMs(): number | undefined } {
  let longest = 0;
  let before = processorMs();
  // A turn that takes long is part of what lies between two calls; of the rest that is `everyMs` at most.
  const timer = setInterval(() => {
    const now = processorMs();
    if (now !== undefined && before !== undefined) longest = Math.max(longest, now - before);
    before = now;
  }, everyMs);
  return {
    longestMs() {
      clearInterval(timer);
      return before === undefined ? undefined : longest;
    },
  };
}

/** Processor time of this thread, as Linux tells it. */
function processorMs(): number | undefined {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return undefined;
  }
}
