import type { Observation } from './observation.js';

export const lineOf = (seen: Observation): string => `${JSON.stringify(seen)}\n`;

/** The histories of several processes as one, in the order of time; what a process wrote keeps its order. */
export function readHistory(...texts: readonly string[]): Observation[] {
  const all = texts.flatMap((text) =>
    text
      .split('\n')
      // A process that was killed may have left half a line.
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line) as Observation),
  );
  return all.sort((one, other) => one.at - other.at);
}
