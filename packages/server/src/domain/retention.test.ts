import { expect, it } from 'vitest';
import { expiryOf } from './retention.js';

const dayMs = 24 * 3_600_000;
const now = 100 * dayMs + 5;

it('keeps for the days asked for at least, and less than one more', () => {
  expect(expiryOf([{ retentionDays: 30 }], now)).toBe(70 * dayMs);
  expect(expiryOf([{ retentionDays: 30 }], 101 * dayMs - 1)).toBe(70 * dayMs);
  expect(expiryOf([{ retentionDays: 30 }], 101 * dayMs)).toBe(71 * dayMs);
});

it('keeps for ever where one of the applications does, else as long as the one that keeps longest', () => {
  expect(expiryOf([], now)).toBeUndefined();
  for (const other of [{}, { retentionDays: null }])
    for (const both of [
      [{ retentionDays: 1 }, other],
      [other, { retentionDays: 1 }],
    ])
      expect(expiryOf(both, now)).toBeUndefined();
  expect(expiryOf([{ retentionDays: 1 }, { retentionDays: 7 }], now)).toBe(93 * dayMs);
});
