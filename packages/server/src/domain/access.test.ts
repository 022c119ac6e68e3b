import { expect, it } from 'vitest';
import type { StateRow } from '../store/rows.js';
import { asSeenBy, decideEntries } from './access.js';

const state = (visible: StateRow['visible'], head: number, floor = 0): StateRow => ({
  c: 1,
  head,
  headAt: 0,
  floor,
  inherited: 0,
  visible,
  read: 0,
  delivered: 0,
  unread: 0,
  muted: false,
  pinned: false,
});

it('[D17 P17] reads what lies in the membership, and claims nothing about what does not exist yet', () => {
  const member = state(
    [
      [3, 6],
      [9, null],
    ],
    12,
  );
  expect(decideEntries({ from: 1, to: 100 }, member)).toEqual({
    ok: true,
    value: {
      to: 12,
      parts: [
        { from: 9, to: 12 },
        { from: 3, to: 5 },
      ],
      expired: [],
    },
  });
  expect(decideEntries({ from: 6, to: 8 }, member)).toEqual({ ok: true, value: { to: 8, parts: [], expired: [] } });
  expect(decideEntries({ from: 1, to: 4 }, state([[1, null]], 9, 3))).toMatchObject({
    value: { parts: [{ from: 4, to: 4 }], expired: [{ from: 1, to: 3 }] },
  });
});

it('[P32 P33] who never was a member meets nothing', () => {
  expect(decideEntries({ from: 1, to: 4 }, undefined)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  expect(asSeenBy({ code: 'NOT_MEMBER' }, []).code).toBe('NOT_FOUND');
  expect(asSeenBy({ code: 'NOT_MEMBER' }, [[1, 4]]).code).toBe('NOT_MEMBER');
  expect(decideEntries({ from: 5, to: 4 }, state([[1, null]], 9))).toMatchObject({ error: { code: 'INVALID' } });
});
