import type { Histogram } from './histogram.js';

/** How messages come: as soon as one is answered, or by the clock. */
export interface Course {
  readonly messages: number;
  readonly pace: Pace;
}
export type Pace =
  /** Of each writer. */
  { readonly inFlight: number } | { readonly perSecond: number };

/** How long they took, counted from the moment of sending. */
export interface Passed {
  readonly answers: Histogram;
  readonly deliveries: Histogram;
}

/** Calls `send` so often a second, by the clock and not by what comes back. */
export function byTheClock(perSecond: number, send: (count: number) => void): () => void {
  const began = performance.now();
  let count = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - began) / 1000) * perSecond;
    for (; count < due; count++) send(count);
  }, 1);
  return () => clearInterval(timer);
}

/** Calls `run` for each of `count` once a second, a twentieth of them at a time. */
export function everySecond(count: number, run: (at: number) => void): () => void {
  let turn = 0;
  const timer = setInterval(() => {
    turn = (turn + 1) % 20;
    for (let at = turn; at < count; at += 20) run(at);
  }, 50);
  return () => clearInterval(timer);
}
