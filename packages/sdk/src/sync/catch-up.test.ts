import { limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { newConversation } from '../conversation/apply.js';
import { placesIn } from '../conversation/ranges.js';
import type { StoredConversation, StoredMessage } from '../conversation/records.js';
import { divide, planCatchUp } from './catch-up.js';

const conversation = (more: Partial<StoredConversation>): StoredConversation => ({
  ...newConversation('c', { group: '1' }, { username: 'x', appKey: 'default' }),
  log: 1,
  visible: [[1, null]],
  ...more,
});

it('[S30 (part)] up to the delivered position is roaming, after it offline', () => {
  const plan = planCatchUp(conversation({ head: 10, delivered: 6, reported: 2, held: [[1, 2]] }), true);
  expect(plan).toMatchObject({ through: 10, roamingThrough: 6, skipped: 0 });
  expect(plan?.pieces).toEqual([
    [7, 10],
    [3, 6],
  ]);
  expect(planCatchUp(conversation({ head: 10, delivered: 6, reported: 2 }), false)?.pieces).toEqual([[7, 10]]);
  expect(planCatchUp(conversation({ head: 10, reported: 10 }), true)).toBeUndefined();
});

it('[S33 (part)] fetches the newest 10,000 offline and 100 roaming entries, newest first, 500 at once', () => {
  const plan = planCatchUp(conversation({ head: 20_000, delivered: 5_000 }), true);
  expect(plan?.skipped).toBe(5_000);
  expect(plan?.pieces[0]).toEqual([19_501, 20_000]);
  expect(plan?.pieces.at(-2)).toEqual([10_001, 10_500]);
  expect(plan?.pieces.at(-1)).toEqual([4_901, 5_000]);
  expect(placesIn(plan?.pieces ?? [])).toBe(limits.offlineEntries + limits.roamingEntries);
});

it('[D11 (part)] asks only for what is visible and not held', () => {
  const plan = planCatchUp(
    conversation({
      head: 20,
      held: [[12, 13]],
      visible: [
        [5, 9],
        [11, null],
      ],
      cleared: 6,
    } as Partial<StoredConversation>),
    true,
  );
  expect(plan?.pieces).toEqual([
    [14, 20],
    [11, 11],
    [7, 8],
  ]);
});

it('[D12 (part)] each message is in exactly one of the calls; what this device sent is in none', () => {
  const me = { username: 'me', appKey: 'default' };
  const message = (seq: number, from: string, more: Partial<StoredMessage> = {}) =>
    ({
      id: `m${seq}`,
      order: [seq, 0],
      from: { username: from, appKey: 'default', displayName: from },
      body: { kind: 'message', message: {} },
      isLocal: false,
      ...more,
    }) as unknown as StoredMessage;
  const stored = [
    message(1, 'other'),
    message(2, 'me'),
    message(3, 'me', { isLocal: true }),
    message(4, 'other', { body: { kind: 'event' } } as unknown as Partial<StoredMessage>),
    message(5, 'other'),
    message(5, 'me', { id: 'unsent', order: [5, 1], isLocal: true }),
  ];
  const { messages, events, roaming } = divide(stored, [[1, 1]], me);
  expect([messages, events, roaming].map((call) => call.map(({ id }) => id))).toEqual([['m5'], ['m4'], ['m1', 'm2']]);
});
