import { expect, it } from 'vitest';
import { waveformOf } from './waveform.js';

it('[P77] draws a voice of any length with at most 48 bars, each the loudest of its stretch', () => {
  expect(waveformOf([])).toEqual([]);
  expect(waveformOf([0, 0.1, 0.2, -1])).toEqual([0, 66, 100, 0]);
  expect(waveformOf([0.001, 0.002])).toEqual([17, 25]);
  const long = Array.from({ length: 4_800 }, (_, at) => (at === 150 ? 1 : 0.1));
  const drawn = waveformOf(long);
  expect(drawn).toHaveLength(48);
  expect(drawn[1]).toBe(100);
  expect(drawn.filter((bar) => bar === 25)).toHaveLength(47);
});
