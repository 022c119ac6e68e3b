import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openingMs, reconnectDelayMs } from './reconnect-policy.js';

const now = { attempt: 50, spentMs: 0, isHidden: false, fraction: 0.999 };

it('[O1 (part)] waits at most 5 s where somebody looks, 30 s where nobody does, with full jitter', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.float({ min: 0, max: Math.fround(0.999), noNaN: true }), (attempt, fraction) => {
      const visible = reconnectDelayMs({ ...now, attempt, fraction });
      const hidden = reconnectDelayMs({ ...now, attempt, fraction, isHidden: true });
      expect(visible).toBeGreaterThanOrEqual(0);
      expect(visible).toBeLessThanOrEqual(5_000);
      expect(hidden).toBeLessThanOrEqual(30_000);
    }),
  );
  expect(reconnectDelayMs(now)).toBeGreaterThan(4_900);
  expect(reconnectDelayMs({ ...now, isHidden: true })).toBeGreaterThan(29_000);
  expect(reconnectDelayMs({ ...now, fraction: 0 })).toBe(0);
  expect(reconnectDelayMs({ ...now, attempt: 0 })).toBeLessThan(250);
});

it('[D20 (part)] the time that a hanging attempt took counts as waited', () => {
  expect(reconnectDelayMs({ ...now, spentMs: openingMs })).toBe(0);
  expect(reconnectDelayMs({ ...now, spentMs: openingMs }) + openingMs).toBeLessThan(10_000);
});

it('comes no sooner than the server asked for', () => {
  expect(reconnectDelayMs({ ...now, fraction: 0, retryAfterMs: 700 })).toBe(700);
});
