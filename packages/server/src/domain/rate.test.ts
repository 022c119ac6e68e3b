import { expect, it } from 'vitest';
import { giveBack, take, waitFor } from './rate.js';

const rule = { perSecond: 20, burst: 3 };

it('lets a burst pass, then one for every twentieth of a second', () => {
  let bucket: ReturnType<typeof take>['bucket'] | undefined;
  const attempt = (now: number) => {
    const taken = take(bucket, rule, now);
    bucket = taken.bucket;
    return taken.retryAfterMs;
  };
  expect([attempt(0), attempt(0), attempt(0), attempt(0)]).toEqual([0, 0, 0, 50]);
  expect(attempt(25)).toBe(25);
  expect(attempt(50)).toBe(0);
  expect(attempt(50)).toBe(50);
  // However long it was quiet, a burst is a burst.
  expect([1, 2, 3, 4].map(() => attempt(60_000))).toEqual([0, 0, 0, 50]);
});

it('tells the wait without taking, and takes back what should not have counted', () => {
  const { bucket } = take({ tokens: 1, at: 0 }, rule, 0);
  expect(waitFor(bucket, rule, 0)).toBe(50);
  expect(waitFor(bucket, rule, 0)).toBe(50);
  expect(waitFor(giveBack(bucket, rule), rule, 0)).toBe(0);
  expect(waitFor(undefined, rule, 0)).toBe(0);
});
