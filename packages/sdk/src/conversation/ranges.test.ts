import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addRange, clip, gaps, hasPlace, newest, placesIn, type Ranges } from './ranges.js';

const span = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 8 }));
const spans = fc.array(span, { maxLength: 20 });
const build = (list: [number, number][]) =>
  list.reduce((ranges: Ranges, [from, length]) => addRange(ranges, from, from + length), []);
const model = (list: [number, number][]) =>
  new Set(list.flatMap(([from, length]) => Array.from({ length: length + 1 }, (_, at) => from + at)));
const places = (ranges: Ranges) =>
  ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => from + at));

it('[D11 (part)] ranges hold exactly the places that were added, sorted and apart', () => {
  fc.assert(
    fc.property(spans, (list) => {
      const ranges = build(list);
      const set = model(list);
      expect(places(ranges)).toEqual([...set].sort((a, b) => a - b));
      expect(placesIn(ranges)).toBe(set.size);
      for (let at = 1; at < ranges.length; at++)
        expect((ranges[at]?.[0] ?? 0) - (ranges[at - 1]?.[1] ?? 0)).toBeGreaterThan(1);
      for (let place = 0; place < 70; place++) expect(hasPlace(ranges, place)).toBe(set.has(place));
    }),
  );
});

it('[D11 (part)] gaps, clips and the newest places are what a set says', () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }), (list, from, length) => {
      const ranges = build(list);
      const all = Array.from({ length: length + 1 }, (_, at) => from + at);
      expect(places(gaps(ranges, from, from + length))).toEqual(all.filter((place) => !hasPlace(ranges, place)));
      expect(places(clip(ranges, from, from + length))).toEqual(all.filter((place) => hasPlace(ranges, place)));
      expect(places(newest(ranges, length))).toEqual(length === 0 ? [] : places(ranges).slice(-length));
    }),
  );
});
