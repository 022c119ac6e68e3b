import { type Algorithm, hash, verify } from '@node-rs/argon2';
import { ImError, serverLimits } from '@palaver/protocol';
import type { Passwords } from '../core-ports.js';

// The enum's value: `const enum` has no run time under isolated modules.
const argon2id = 2 as Algorithm;
/** About 12 ms of one core and 19 MiB for each hash. */
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** More at once only take the threads that the disk needs too. */
const atOnce = 2;

/** Hashes on threads of their own, two at a time; rejects with BUSY when too many wait. */
export function argon2Passwords(waitingMost: number = serverLimits.passwordsWaiting): Passwords {
  const turn = createTurns(atOnce, waitingMost);
  return {
    hash: (password) => turn(() => hash(password, cost)),
    // A verifier that cannot be read is a wrong password, never a crash.
    verify: (verifier, password) => turn(() => verify(verifier, password).catch(() => false)),
  };
}

/** Runs at most `atOnce` at a time, in order, and lets at most `waitingMost` wait. */
function createTurns(atOnce: number, waitingMost: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(run: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (waiting.length >= waitingMost) throw new ImError('BUSY', undefined, { retryAfterMs: 1_000 });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      // The place goes straight to the next in line, so nobody slips in between.
      if (next) next();
      else running--;
    }
  };
}
