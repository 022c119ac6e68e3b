import type { Observation } from './observation.js';

/** A promise that was not kept: the first time it was seen, with the observations that show it, and how often in all. */
export interface Broken {
  readonly row: string;
  readonly says: string;
  readonly events: readonly Observation[];
  readonly count: number;
}

/** Says that a row is broken. */
export type Tell = (row: string, says: string, ...events: readonly (Observation | undefined)[]) => void;

export interface Findings {
  readonly tell: Tell;
  /** One per row, the earliest seen first. */
  list(): Broken[];
  count(row: string): number;
}

export function createFindings(): Findings {
  const rows = new Map<string, Broken>();
  return {
    tell(row, says, ...events) {
      const seen = events.filter((event) => event !== undefined);
      const first = rows.get(row);
      rows.set(row, first ? { ...first, count: first.count + 1 } : { row, says, events: seen, count: 1 });
    },
    list: () => [...rows.values()].sort((one, other) => lastOf(one) - lastOf(other)),
    count: (row) => rows.get(row)?.count ?? 0,
  };
}

/** What no observation shows comes last. */
const lastOf = ({ events }: Broken): number =>
  events.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...events.map(({ at }) => at));
