import { Broken } from '../check.js';

/** How long a condition may take before a promise counts as broken: generous, since machines are shared and slow at times. */
let patienceMs = 25_000;
const intervalMs = 10;

/** Changes how long conditions are waited for. */
export function waitAtMost(ms: number): void {
  patienceMs = ms;
}

/** Waits until something is so, and answers it. What it throws counts as "not yet". */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const end = performance.now() + patienceMs;
  let last: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end)
      throw new Broken(`waited in vain: ${what}${last === undefined ? '' : ` (${String(last)})`}`);
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}
