import { limits, type WireMessage } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { decideSend, messageBody, messageEntry } from './send.js';
import type { ConversationView } from './view.js';

const message = (more: Partial<WireMessage> = {}): WireMessage => ({
  id: 'message-000000001',
  content: { type: 'text', text: 'hello' },
  ...more,
});
const group: ConversationView = {
  c: 7,
  application: 1,
  version: 3,
  members: new Map([[1, 'owner']]),
  blocks: [],
  silences: new Map(),
  group: { name: '', description: '', kind: 'private', owner: 1, maxMembers: 10, isDissolved: false },
};
const command = { sender: 1, fromType: 'user' as const, message: message(), bounds: limits, now: 1_000 };

it('[D5 (part)] only a member sends into a group', () => {
  expect(decideSend(command, group).ok).toBe(true);
  expect(decideSend({ ...command, sender: 2 }, group)).toMatchObject({ error: { code: 'NOT_MEMBER' } });
  expect(decideSend(command, undefined)).toMatchObject({ error: { code: 'NOT_FOUND' } });
});

it('the first message of two people makes their conversation, and oneself is nobody to write to', () => {
  expect(decideSend({ ...command, peer: 2 }, undefined)).toEqual({ ok: true, value: { creates: [1, 2] } });
  expect(decideSend({ ...command, peer: 1 }, undefined)).toMatchObject({ error: { code: 'INVALID' } });
});

it('a text may be as long as the application allows, counted in characters', () => {
  const bounds = { ...limits, textCharacters: 3 };
  const text = (value: string) => message({ content: { type: 'text', text: value } });
  expect(decideSend({ ...command, peer: 2, bounds, message: text('😀😀😀') }, undefined).ok).toBe(true);
  expect(decideSend({ ...command, peer: 2, bounds, message: text('abcd') }, undefined)).toMatchObject({
    error: { code: 'TOO_LARGE' },
  });
});

it('[P14 P23] what was sent is kept with fields that nobody here knows', () => {
  const sent = message({ mood: { deep: [1] } } as Partial<WireMessage>);
  const body = messageBody({ username: 'alice', appKey: 'default', displayName: 'Alice' }, 'user', sent);
  expect(JSON.parse(body)).toEqual({
    kind: 'message',
    from: { username: 'alice', appKey: 'default', displayName: 'Alice' },
    fromType: 'user',
    message: sent,
  });
});

it('[D19] a message that is not kept leaves its place empty and is not unread', () => {
  const stored = { body: '{"kind":"message"}', hash: 'h', at: 5 };
  const unsaved = { ...command, message: message({ saveOffline: false, unreadIncrement: 3 }) };
  expect(messageEntry(unsaved, stored)).toMatchObject({ body: '{"kind":"empty"}', increment: 0, hash: 'h' });
  expect(messageEntry({ ...command, message: message({ unreadIncrement: 3 }) }, stored)).toMatchObject({
    body: stored.body,
    increment: 3,
  });
});

it('[O7] who was blocked sends nothing to who blocked him, and hears from him all the same', () => {
  const { group: _, ...pair } = group;
  const blocked = { ...pair, members: new Map([[1, 'member'] as const, [2, 'member'] as const]), blocks: [2] };
  expect(decideSend({ ...command, peer: 2 }, blocked)).toMatchObject({ error: { code: 'BLOCKED' } });
  expect(decideSend({ ...command, sender: 2, peer: 1 }, blocked).ok).toBe(true);
});

it('[O6 (part)] a silence holds until its time by the clock of the server, and ends by itself', () => {
  const silenced = { ...group, silences: new Map([[1, 2_000]]) };
  expect(decideSend({ ...command, now: 1_999 }, silenced)).toMatchObject({ error: { code: 'SILENCED' } });
  expect(decideSend({ ...command, now: 2_000 }, silenced).ok).toBe(true);
});
