import type { ConversationState, Entry } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { forgetLog } from '../sync/start-over.js';
import { advanceReported, applyEntries, applyState, clearConversation, missingPlaces } from './apply.js';
import type { StoredConversation } from './records.js';
import { unreadCount } from './unread.js';

const me = { username: 'me', appKey: 'default' };
const other = { username: 'other', appKey: 'default' };
const target = { user: 'other', appKey: 'default' };
const id = 'single_default_other';

const state = (more: Partial<ConversationState>): ConversationState => ({
  c: 1,
  target,
  peer: other,
  head: 0,
  headAt: 0,
  floor: 0,
  visible: [[1, null]],
  read: 0,
  delivered: 0,
  unread: 0,
  muted: false,
  pinned: false,
  ...more,
});
const entry = (seq: number, from = other): Entry => ({
  seq,
  at: seq * 1_000,
  sid: String(seq),
  body: {
    kind: 'message',
    from: { ...from, displayName: from.username },
    fromType: 'user',
    message: { id: `a-message-of-${seq}-places`, content: { type: 'text', text: `m${seq}` } },
  },
});
const page = (from: number, to: number) => ({
  from,
  to,
  entries: Array.from({ length: to - from + 1 }, (_, at) => entry(from + at)),
});
const known = (more: Partial<ConversationState>, isLive = false): StoredConversation =>
  applyState(undefined, id, state(more), { isLive });

it('[D12 (part)] a conversation that is new while live begins after its head, one that is caught up at its beginning', () => {
  expect(known({ head: 7 }, true).reported).toBe(7);
  expect(known({ head: 7 }).reported).toBe(0);
});

it('[D11 (part)] what is stored is not missing; the reported position stops before a gap', () => {
  let conversation = known({ head: 10, unread: 10 });
  conversation = applyEntries(conversation, page(6, 10), me).conversation;
  expect(missingPlaces(conversation, 1, 10)).toEqual([[1, 5]]);
  expect(advanceReported(conversation).reported).toBe(0);
  conversation = applyEntries(conversation, page(1, 5), me).conversation;
  expect(advanceReported(conversation).reported).toBe(10);
  expect(unreadCount(conversation.unread)).toBe(10);
});

it('[D10 (part)] an entry that is held already is not shown again', () => {
  const { conversation } = applyEntries(known({ head: 3 }), page(1, 3), me);
  const again = applyEntries(conversation, page(2, 4), me);
  expect(again.messages.map(({ order }) => order[0])).toEqual([4]);
});

it('[S30 (part)] what is stored as roaming stays it until it was reported', () => {
  const { conversation } = applyEntries(known({ head: 6, delivered: 4 }), page(1, 6), me, { roamingThrough: 4 });
  expect(conversation.roamed).toEqual([[1, 4]]);
  expect(advanceReported(conversation).roamed).toEqual([]);
});

it('[S6] after a removal nothing up to there is missing or stored, and unread is nothing', () => {
  const read = known({ head: 5, unread: 5 });
  const cleared = clearConversation(read);
  expect(cleared).toMatchObject({ cleared: 5, isListed: false, pending: { read: 5 }, last: null });
  expect(unreadCount(cleared.unread)).toBe(0);
  expect(missingPlaces(cleared, 1, 5)).toEqual([]);
  expect(applyEntries(cleared, page(1, 5), me).messages).toEqual([]);
  const anew = applyEntries(cleared, page(6, 6), me).conversation;
  expect(anew.isListed).toBe(true);
  expect(unreadCount(anew.unread)).toBe(1);
});

it('[S30 (part)] places that a removal passed over are not reported as delivered by this device', () => {
  expect(clearConversation(known({ head: 5 })).delivered).toBe(5);
  const received = advanceReported(applyEntries(known({ head: 5 }), page(1, 5), me).conversation);
  expect(clearConversation(received)).toMatchObject({ delivered: 0, reported: 5 });
});

it('[D23 (part)] in another history a removal reaches no further than the new head', () => {
  const removed = clearConversation(known({ head: 50 }));
  const forgotten = forgetLog(removed, []);
  expect(forgotten).toMatchObject({ log: 0, head: 0, held: [], cleared: 50, pending: {} });
  const anew = applyState(forgotten, id, state({ c: 9, head: 20 }), { isLive: false });
  expect(anew).toMatchObject({ log: 9, cleared: 20, reported: 20, delivered: 20 });
  expect(missingPlaces(anew, 1, 20)).toEqual([]);
  const since = applyState(forgotten, id, state({ c: 9, head: 20, inherited: 12 }), { isLive: false });
  expect(since).toMatchObject({ cleared: 12, reported: 12, delivered: 12 });
  expect(missingPlaces(since, 1, 20)).toEqual([[13, 20]]);
  expect(applyState(forgotten, id, state({ c: 9, head: 20, inherited: 0 }), { isLive: false }).cleared).toBe(0);
});
