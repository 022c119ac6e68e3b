import { type Entry, limits, type WireMessage } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import { applyEntries, clearUnread, newConversation } from './apply.js';
import type { StoredConversation } from './records.js';

const me = { username: 'anna', appKey: 'shop' };
const bert = { username: 'bert', appKey: 'shop', displayName: 'Bert' };
const group = newConversation('group_1', { group: '1' }, {
  id: '1',
  firstMembers: [],
} as unknown as StoredConversation['peer']);

const entry = (seq: number, body: unknown) => ({ seq, at: seq, sid: String(seq), body }) as Entry;
const said = (seq: number, mentions: WireMessage['mentions'], from: typeof bert = bert) => {
  const message = { id: `message-${seq}`, content: { type: 'text', text: 'x' }, mentions };
  return entry(seq, { kind: 'message', from, fromType: 'user', message });
};
const apply = (conversation: StoredConversation, ...entries: Entry[]) =>
  applyEntries(conversation, { from: entries[0]?.seq ?? 0, to: entries.at(-1)?.seq ?? 0, entries }, me).conversation;
const places = ({ mentions = [], unread }: StoredConversation) => mentions.filter((seq) => seq > unread.read);
const mentioned = (conversation: StoredConversation) => places(conversation).length > 0;

describe('[web: mentions] who is mentioned', () => {
  it('is told by name, with or without an application, or with everybody', () => {
    for (const mentions of [[{ username: 'anna' }], [{ username: 'anna', appKey: 'shop' }], 'all' as const])
      expect(mentioned(apply(group, said(1, mentions)))).toBe(true);
  });

  it('is nobody else, not of another application, and not who writes', () => {
    for (const mentions of [undefined, [], [{ username: 'bert' }], [{ username: 'anna', appKey: 'bank' }]])
      expect(mentioned(apply(group, said(1, mentions)))).toBe(false);
    expect(mentioned(apply(group, said(1, [{ username: 'anna' }], { ...bert, appKey: 'bank' })))).toBe(false);
    expect(mentioned(apply(group, said(1, 'all', { ...me, displayName: 'Anna' })))).toBe(false);
  });

  it('knows it until it is read or taken back', () => {
    const told = apply(group, said(1, 'all'), said(2, undefined));
    expect(mentioned(told)).toBe(true);
    expect(mentioned(clearUnread(told))).toBe(false);
    const back = entry(3, { kind: 'retraction', from: bert, seq: 1, id: 'message-1', sid: '1', increment: 1 });
    expect(mentioned(apply(told, back))).toBe(false);
  });

  it('knows every place, the oldest first, also of what is fetched late, and of what came behind what was read', () => {
    const told = apply(group, said(5, 'all'), said(6, undefined), said(7, 'all'));
    expect(places(told)).toEqual([5, 7]);
    const older = applyEntries(told, { from: 2, to: 3, entries: [said(2, 'all'), said(3, undefined)] }, me);
    expect(places(older.conversation)).toEqual([2, 5, 7]);
    expect(places(apply(clearUnread(told), said(8, 'all')))).toEqual([8]);
    const many = Array.from({ length: limits.mentionsKnown + 5 }, (_, at) => said(at + 1, 'all'));
    expect(places(apply(group, ...many))).toEqual(many.slice(5).map(({ seq }) => seq));
  });
});
