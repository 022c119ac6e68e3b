/** Places of a log as sorted ranges, both ends included, never touching each other. */
export type Ranges = readonly (readonly [from: number, to: number])[];

export function hasPlace(ranges: Ranges, place: number): boolean {
  for (let at = ranges.length - 1; at >= 0; at--) {
    const [from, to] = ranges[at] as Ranges[number];
    if (place > to) return false;
    if (place >= from) return true;
  }
  return false;
}

export function addRange(ranges: Ranges, from: number, to: number): Ranges {
  if (from > to) return ranges;
  const before = ranges.filter((range) => range[1] < from - 1);
  const after = ranges.filter((range) => range[0] > to + 1);
  const touched = ranges.slice(before.length, ranges.length - after.length);
  const first = touched[0];
  const last = touched[touched.length - 1];
  const joined = [Math.min(from, first ? first[0] : from), Math.max(to, last ? last[1] : to)] as const;
  return [...before, joined, ...after];
}

/** What of `from` to `to` is in none of the ranges. */
export function gaps(ranges: Ranges, from: number, to: number): Ranges {
  const missing: [number, number][] = [];
  let next = from;
  for (const [low, high] of ranges) {
    if (high < next) continue;
    if (low > to) break;
    if (low > next) missing.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= to) missing.push([next, to]);
  return missing;
}

export const placesIn = (ranges: Ranges): number => ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);

/** What of the ranges lies between the two places. */
export function clip(ranges: Ranges, from: number, to: number): Ranges {
  return ranges
    .filter(([low, high]) => high >= from && low <= to)
    .map(([low, high]) => [Math.max(low, from), Math.min(high, to)] as const);
}

/** The newest `count` places of the ranges. */
export function newest(ranges: Ranges, count: number): Ranges {
  const taken: [number, number][] = [];
  let left = count;
  for (let at = ranges.length - 1; at >= 0 && left > 0; at--) {
    const [from, to] = ranges[at] as Ranges[number];
    const low = Math.max(from, to - left + 1);
    taken.unshift([low, to]);
    left -= to - low + 1;
  }
  return taken;
}
