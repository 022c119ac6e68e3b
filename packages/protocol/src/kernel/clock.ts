/** Time as a port: the simulation puts a virtual one in its place, so nothing else may read a clock or set a timer. */
export interface Clock {
  /** Wall time in ms since 1970. May jump either way. */
  now(): number;
  /** Time in ms since some start. Never runs back; measures spans. */
  monotonic(): number;
  /** Calls `run` once, after `delayMs`. The answer takes it back. */
  after(delayMs: number, run: () => void): Cancel;
  /** Calls `run` once, when what has already arrived has been handled: the place where a tick's work is gathered. */
  soon(run: () => void): void;
}

/** Takes back what has not happened yet; harmless when it has. */
export type Cancel = () => void;
