import { limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import type { StandingMessage } from '../store/rows.js';
import { decideRetract, messageMeant, retractedBody, retractionBody } from './retract.js';
import type { ConversationView } from './view.js';

const from = { username: 'alice', appKey: 'default', displayName: 'Alice' };
const standing: StandingMessage = {
  c: 7,
  seq: 3,
  at: 1_000,
  sid: '30',
  sender: 1,
  increment: 2,
  isRetracted: false,
  body: JSON.stringify({ kind: 'message', from, fromType: 'user', message: { id: 'm', content: { type: 'text' } } }),
};
const view: ConversationView = {
  c: 7,
  application: 1,
  version: 0,
  members: new Map([[1, 'member']]),
  blocks: [],
  silences: new Map(),
};
const command = { by: 1, message: standing, now: 2_000, bounds: limits };

it('[S37 (part)] the sender takes back what he sent, once, within the time', () => {
  expect(decideRetract(command, view)).toEqual({ ok: true, value: standing });
  const last = standing.at + limits.retractMs;
  expect(decideRetract({ ...command, now: last }, view).ok).toBe(true);
  const refused = (change: Partial<typeof command>) => decideRetract({ ...command, ...change }, view);
  expect(refused({ now: last + 1 })).toMatchObject({ error: { code: 'RETRACT_TIMEOUT' } });
  expect(refused({ by: 2 })).toMatchObject({ error: { code: 'FORBIDDEN' } });
  expect(refused({ message: { ...standing, isRetracted: true } })).toMatchObject({
    error: { code: 'ALREADY_RETRACTED' },
  });
  expect(decideRetract({ ...command, message: undefined }, view)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  expect(decideRetract(command, undefined)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  const left = { ...view, members: new Map() };
  expect(decideRetract(command, left)).toMatchObject({ error: { code: 'NOT_MEMBER' } });
});

it('of several under one id the own is meant, else one that may be seen', () => {
  const others = { ...standing, sender: 2, seq: 4 };
  const all = [others, standing, { ...standing, c: 8 }];
  expect(messageMeant(all, 7, 1, () => true)).toBe(standing);
  expect(messageMeant(all, 7, 3, () => true)).toBe(others);
  expect(messageMeant(all, 7, 3, () => false)).toBeUndefined();
  expect(messageMeant(all, 9, 1, () => true)).toBeUndefined();
});

it('[D16 (part)] what is left of it holds nothing of what it said; a place that was empty stays it', () => {
  expect(JSON.parse(retractedBody(standing, 'm'))).toEqual({ kind: 'retracted', from, fromType: 'user', id: 'm' });
  expect(retractedBody({ ...standing, body: '{"kind":"empty"}' }, 'm')).toBe('{"kind":"empty"}');
  expect(JSON.parse(retractionBody(from, 'm', standing))).toEqual({
    ...{ kind: 'retraction', from, id: 'm', seq: 3, at: 1_000, sid: '30', increment: 2 },
  });
});
