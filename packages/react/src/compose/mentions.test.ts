import type { GroupMember } from '@palaver/sdk';
import { describe, expect, it } from 'vitest';
import { fakeUser } from '../testing/fake-client.js';
import { mentionQuery } from './mention-query.js';
import { type MentionContext, mayMentionAll, mentionChoices, mentionsIn } from './mentions.js';

const me = fakeUser('anna');
const member = (username: string, displayName = username, more: Partial<GroupMember> = {}): GroupMember => ({
  user: { ...fakeUser(username), displayName },
  role: 'member',
  joinedAt: new Date(0),
  ...more,
});
const members = [
  member('anna', 'Anna', { role: 'owner' }),
  member('bert', 'Bert Berg'),
  member('berta'),
  member('li', '李梅'),
  member('zhang', '张伟', { nickname: '小张' }),
];
const context: MentionContext = { members, me, everyone: ['所有人', 'everyone'] };
const names = (wanted: string) => mentionChoices(wanted, context).map(({ name }) => name);
const ref = (username: string) => ({ username, appKey: 'default' });

describe('[web: mentions] what stands behind an @', () => {
  it('is a mention at a beginning, after a space, and within Chinese; not in an address', () => {
    expect(mentionQuery('@', 1)).toEqual({ from: 0, wanted: '' });
    expect(mentionQuery('hi @be', 6)).toEqual({ from: 3, wanted: 'be' });
    expect(mentionQuery('你好＠李', 4)).toEqual({ from: 2, wanted: '李' });
    expect(mentionQuery('jane@example', 12)).toBeUndefined();
    expect(mentionQuery('@bert and', 9)).toBeUndefined();
    expect(mentionQuery('@bert', 0)).toBeUndefined();
  });

  it('finds people by their name, their username and their name in the group; those that begin so come first', () => {
    expect(names('')).toEqual(['所有人', 'Bert Berg', 'berta', '李梅', '小张']);
    expect(names('BER')).toEqual(['Bert Berg', 'berta']);
    expect(names('梅')).toEqual(['李梅']);
    expect(names('张')).toEqual(['小张']);
    expect(names('zha')).toEqual(['小张']);
    expect(names('every')).toEqual(['所有人']);
    expect(names('nobody')).toEqual([]);
  });

  it('offers everybody to the owner and the admins alone', () => {
    expect(mayMentionAll(members, me)).toBe(true);
    expect(mayMentionAll(members, members[1]?.user)).toBe(false);
    expect(mentionChoices('', { ...context, everyone: undefined }).some(({ kind }) => kind === 'all')).toBe(false);
    expect(mentionsIn('@everyone!', new Map(), { ...context, everyone: undefined })).toBeUndefined();
  });

  it('is read from the words that are sent', () => {
    const none = new Map();
    expect(mentionsIn('@Bert Berg, and @李梅你好', none, context)).toEqual([ref('bert'), ref('li')]);
    expect(mentionsIn('@bert', none, context)).toEqual([ref('bert')]);
    expect(mentionsIn('@berta', none, context)).toEqual([ref('berta')]);
    expect(mentionsIn('@bertram jane@bert', none, context)).toBeUndefined();
    expect(mentionsIn('＠所有人 @bert', none, context)).toBe('all');
    const chosen = new Map([['berta', ref('another')]]);
    expect(mentionsIn('@berta', chosen, context)).toEqual([ref('another')]);
  });
});
