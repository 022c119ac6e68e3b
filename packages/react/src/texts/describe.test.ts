import type { Content } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { fakeMessage, fakeUser } from '../testing/fake-client.js';
import { describeContent, describeError, describeMessage } from './describe.js';
import { en } from './en.js';
import { createFormat, daysBetween } from './format.js';
import { zh } from './zh.js';

const anna = fakeUser('anna');
const bert = fakeUser('bert');
const carl = fakeUser('carl');
const say = (content: Content, texts = en) => describeContent(content, texts, createFormat(texts.locale), anna);

describe('a message in one line', () => {
  it('tells what happened in a group, and calls oneself you', () => {
    const created: Content = { type: 'event', event: { kind: 'created', actor: bert, members: [bert, anna, carl] } };
    expect(say(created)).toBe('bert made the group with you and carl');
    expect(say(created, zh)).toBe('bert创建了群聊，成员有你和carl');
    expect(say({ type: 'event', event: { kind: 'member_left', actor: anna, newOwner: bert } })).toBe(
      'You left the group to bert',
    );
  });

  it('puts several lines into one, and never leaves an unknown kind empty', () => {
    expect(say({ type: 'text', text: ' one\n two ' })).toBe('one two');
    expect(say({ type: 'unknown', raw: {} })).toBe(en.message.unknown);
  });

  it('says in a group who said it', () => {
    const format = createFormat('en');
    expect(describeMessage(fakeMessage(bert, 'hello'), true, en, format, anna)).toBe('bert: hello');
    expect(describeMessage(fakeMessage(anna, 'hello'), true, en, format, anna)).toBe('You: hello');
    expect(describeMessage(fakeMessage(bert, 'hello'), false, en, format, anna)).toBe('hello');
  });

  it('has a sentence for what is no error of ours', () => {
    expect(describeError(new Error('TypeError: x'), en)).toBe(en.errors.INTERNAL);
  });
});

describe('daysBetween', () => {
  it('counts midnights, not hours, also where a day has 23 of them', () => {
    expect(daysBetween(new Date(2026, 2, 28, 23, 59), new Date(2026, 2, 29, 0, 1))).toBe(1);
    expect(daysBetween(new Date(2026, 2, 29, 0, 1), new Date(2026, 2, 30, 23, 0))).toBe(1);
    expect(daysBetween(new Date(2026, 4, 1, 0, 1), new Date(2026, 4, 1, 23, 59))).toBe(0);
  });
});
