import { expect, it } from 'vitest';
import type { StandingMessage } from '../store/rows.js';
import { decideMarks, decideReceipts, recipientsOf } from './receipt.js';

const message = (seq: number, more: Partial<StandingMessage> = {}): StandingMessage => ({
  c: 7,
  seq,
  at: 1,
  sid: String(seq),
  sender: 1,
  increment: 1,
  isRetracted: false,
  body: '{"kind":"message","recipients":2,"message":{}}',
  ...more,
});
const plain = '{"kind":"message","message":{"content":{"text":"\\"recipients\\":9"}}}';
const whole = [[1, null]] as const;

it('[D15 (part)] only a recipient gives a receipt, and only where one is wanted', () => {
  const standing = [message(2), message(3), message(4, { sender: 9 }), message(5, { body: plain })];
  const marks = (places: number[], intervals: readonly (readonly [number, number | null])[] = whole) =>
    decideMarks(9, places, standing, intervals);
  expect(marks([2, 3, 2])).toEqual({ ok: true, value: [standing[0], standing[1]] });
  for (const wrong of [[4], [5], [6], [2, 4]]) expect(marks(wrong)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  expect(marks([2], [[3, null]])).toMatchObject({ error: { code: 'NOT_FOUND' } });
  expect(marks([2, 3], [[1, 3]])).toMatchObject({ error: { code: 'NOT_FOUND' } });
  expect(decideMarks(9, [2], [message(2, { isRetracted: true })], whole)).toEqual({ ok: true, value: [] });
});

it('[S43 (part)] only the sender knows who has read, where he asked', () => {
  expect(decideReceipts(1, message(2), whole).ok).toBe(true);
  expect(decideReceipts(2, message(2), whole)).toMatchObject({ error: { code: 'FORBIDDEN' } });
  expect(decideReceipts(2, message(2), [[3, null]])).toMatchObject({ error: { code: 'NOT_FOUND' } });
  expect(decideReceipts(1, undefined, whole)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  expect(decideReceipts(1, message(2, { body: plain }), whole)).toMatchObject({ error: { code: 'INVALID' } });
  expect(decideReceipts(1, message(2, { isRetracted: true }), whole)).toMatchObject({ error: { code: 'INVALID' } });
});

it('how many are asked stands beside what the device sent, not in it', () => {
  expect(recipientsOf(message(1))).toBe(2);
  expect(recipientsOf(message(1, { body: plain }))).toBeUndefined();
  expect(recipientsOf(message(1, { body: '{"kind":"empty"}' }))).toBeUndefined();
});
