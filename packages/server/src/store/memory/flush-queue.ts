import type { Clock } from '@palaver/protocol';

export interface FlushOptions {
  /** With a clock, what is written takes effect and resolves `flushMs` later, as with a disk; without, at once. */
  readonly clock?: Clock;
  readonly flushMs?: () => number;
}

/**
 * What is on its way to an imagined disk. A transaction runs when its flush is over, so that nobody reads what a crash
 * could still undo, and flushes end in the order in which they began.
 */
export interface FlushQueue {
  write<T>(transaction: () => T): Promise<T>;
  read<T>(query: () => T): Promise<T>;
  /** Nothing of this queue resolves any more; the first `kept` transactions in flight have reached the disk. */
  crash(kept: number): void;
}

interface InFlight {
  readonly apply: () => void;
  readonly answer: () => void;
}

export function createFlushQueue({ clock, flushMs = () => 0 }: FlushOptions): FlushQueue {
  const inFlight: InFlight[] = [];
  let isDead = false;
  let lastDue = 0;

  const never = <T>() => new Promise<T>(() => {});

  const flushFirst = () => {
    const first = isDead ? undefined : inFlight.shift();
    first?.apply();
    first?.answer();
  };

  return {
    write<T>(transaction: () => T): Promise<T> {
      if (isDead) return never();
      if (!clock) return settle(transaction);
      return new Promise<T>((resolve) => {
        let outcome: Promise<T> | undefined;
        inFlight.push({
          apply: () => {
            outcome = settle(transaction);
          },
          answer: () => outcome && resolve(outcome),
        });
        const now = clock.monotonic();
        lastDue = Math.max(lastDue, now + flushMs());
        clock.after(lastDue - now, flushFirst);
      });
    },
    read: (query) => (isDead ? never() : settle(query)),
    crash(kept) {
      isDead = true;
      for (const { apply } of inFlight.splice(0).slice(0, kept)) apply();
    },
  };
}

/** What throws becomes a rejection. */
async function settle<T>(run: () => T): Promise<T> {
  return run();
}
