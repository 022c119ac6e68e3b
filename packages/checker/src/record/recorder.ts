import { closeSync, openSync, writeSync } from 'node:fs';
import { lineOf } from '../judge/lines.js';
import type { Observation, Untimed } from '../judge/observation.js';

/** One clock for all processes of a machine, which nobody sets. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Takes down what was seen, with its time. */
export interface Recorder {
  add(seen: Untimed): void;
}

/** Writes a history down as it happens: what a killed process saw before its end is in the file. */
export function openRecorder(path: string): Recorder & { close(): void } {
  const file = openSync(path, 'a');
  return {
    add: (seen) => void writeSync(file, lineOf({ at: now(), ...seen } as Observation)),
    close: () => closeSync(file),
  };
}
