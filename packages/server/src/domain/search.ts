import type { VisibleLog } from '../store/rows.js';

/** Places of a log, both ends included. */
export interface Range {
  readonly c: number;
  readonly from: number;
  readonly to: number;
}

/** What a user may search: his membership's places that have not expired, and nothing else is looked at (D17). */
export const searchedRanges = (logs: readonly VisibleLog[]): Range[] =>
  logs.flatMap(({ c, floor, visible }) =>
    visible.flatMap(([begin, until]) => {
      const range = { c, from: Math.max(begin, floor + 1), to: until === null ? Number.MAX_SAFE_INTEGER : until - 1 };
      return range.from <= range.to ? [range] : [];
    }),
  );
