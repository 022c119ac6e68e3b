import type { Message } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { messageKey } from '../parts/message-key.js';
import { fakeMessage, fakeUser } from '../testing/fake-client.js';
import { noDivider, stepDivider } from './unread-divider.js';

const anna = fakeUser('anna');
const bert = fakeUser('bert');
const read = (text: string) => fakeMessage(bert, text, { isRead: true });
const unread = (text: string) => fakeMessage(bert, text);
const step = (before: typeof noDivider, messages: readonly Message[], unreadCount: number, isWatching = false) =>
  stepDivider(before, { messages, unreadCount, isWatching });

describe('the unread line', () => {
  it('stands above the first unread message of somebody else', () => {
    const first = unread('two');
    const messages = [read('one'), first, fakeMessage(anna, 'mine'), unread('three')];
    expect(step(noDivider, messages, 2).before).toBe(messageKey(first));
  });

  it('waits for the messages', () => {
    const waiting = step(noDivider, [], 1);
    expect(waiting.before).toBeUndefined();
    const message = unread('one');
    expect(step(waiting, [message], 1).before).toBe(messageKey(message));
  });

  it('stays while one reads, and is not drawn by what one sees come', () => {
    const messages = [read('one'), unread('two')];
    const drawn = step(noDivider, messages, 1);
    expect(step(drawn, messages, 0, true).before).toBe(drawn.before);
    expect(step(noDivider, messages, 1, true).before).toBeUndefined();
  });

  it('is drawn anew by what comes while nobody looks', () => {
    const messages = [read('one'), unread('two')];
    const drawn = step(noDivider, messages, 1);
    const seen = step(drawn, messages, 0);
    const later = unread('three');
    const all = messages.map((message) => ({ ...message, isRead: true }));
    expect(step(seen, [...all, later], 1).before).toBe(messageKey(later));
  });

  it('passes over events, which are never unread', () => {
    const event = fakeMessage(bert, { type: 'event', event: { kind: 'updated', actor: bert } });
    const first = unread('one');
    expect(step(noDivider, [event, first], 1).before).toBe(messageKey(first));
  });
});
