import type { Conversation, Message } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { decideNotice, type NoticeView } from './decide-notice.js';

const bert = { username: 'bert', appKey: 'default', displayName: 'Bert' };
const anna = { username: 'anna', appKey: 'default', displayName: 'Anna' };
const message = (more: Partial<Message> = {}) =>
  ({ isOwn: false, notify: true, from: bert, content: { type: 'text', text: 'hello <b>you</b>' }, ...more }) as Message;
const chat = (more: Partial<Conversation> = {}) =>
  ({ type: 'single', title: 'Bert', muted: false, ...more }) as Conversation;
const view: NoticeView = {
  me: anna,
  isAllMuted: false,
  isSeen: false,
  showsWords: true,
  describe: ({ content }) => ('text' in content ? content.text : content.type),
  newMessage: 'New message',
};

describe('[web: notifications] a new message', () => {
  it('is told in its own words, in a group with who wrote it', () => {
    expect(decideNotice(message(), chat(), view)).toEqual({ kind: 'notice', title: 'Bert', body: 'hello <b>you</b>' });
    const group = chat({ type: 'group', title: 'Lake' });
    expect(decideNotice(message(), group, view)).toMatchObject({ title: 'Lake', body: 'Bert: hello <b>you</b>' });
    const long = message({ content: { type: 'text', text: 'x'.repeat(900) } });
    expect(decideNotice(long, chat(), view)).toMatchObject({ body: `${'x'.repeat(199)}…` });
  });

  it('is told without its words where they are not to be shown', () => {
    const told = decideNotice(message({ notification: { title: 'A secret' } }), chat(), { ...view, showsWords: false });
    expect(told).toEqual({ kind: 'notice', title: 'Bert', body: 'New message' });
  });

  it('[S28 (part)] is told as its sender wants it: in other words, with a prefix for who is mentioned, or not at all', () => {
    const notification = { title: 'Shop', alert: 'Your parcel is here', atPrefix: '@you ' };
    expect(decideNotice(message({ notification }), chat(), view)).toMatchObject({
      title: 'Shop',
      body: 'Your parcel is here',
    });
    const mentioned = message({ notification, mentions: [anna] });
    expect(decideNotice(mentioned, chat(), view)).toMatchObject({ body: '@you Your parcel is here' });
    expect(decideNotice(message({ notify: false }), chat(), view)).toEqual({ kind: 'silent', because: 'not_wanted' });
  });

  it('is not told where it is one’s own, seen, in a chat that must not disturb, or no message', () => {
    expect(decideNotice(message({ isOwn: true }), chat(), view)).toEqual({ kind: 'silent', because: 'own' });
    expect(decideNotice(message(), chat(), { ...view, isSeen: true })).toEqual({ kind: 'silent', because: 'seen' });
    expect(decideNotice(message(), chat({ muted: true }), view)).toEqual({ kind: 'silent', because: 'muted' });
    expect(decideNotice(message(), chat(), { ...view, isAllMuted: true })).toEqual({
      kind: 'silent',
      because: 'muted',
    });
    const event = message({ content: { type: 'event', event: { kind: 'updated', actor: bert } } });
    expect(decideNotice(event, chat(), view)).toEqual({ kind: 'silent', because: 'not_wanted' });
  });
});
