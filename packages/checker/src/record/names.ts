import type { Target, User } from '@palaver/sdk';
import { singleOf } from '../judge/observation.js';

/** What makes usernames of a run new to a server that has seen others: a suffix, which no history shows. */
export const newTag = (): string => `-r${Date.now().toString(36)}`;
const tag = /-r[0-9a-z]+$/;

/** People of other applications than the default one are called with it. */
export function nameOf({ username, appKey }: Pick<User, 'username' | 'appKey'>): string {
  const name = username.replace(tag, '');
  return appKey === 'default' ? name : `${appKey}/${name}`;
}

/** `group 7`, or the two users in order. `me`: as a history calls whom the target is told to. */
export function conversationOf(me: string, target: Target): string {
  if ('group' in target) return `group ${target.group}`;
  if ('chatroom' in target) return `room ${target.chatroom}`;
  const own = me.includes('/') ? (me.split('/')[0] ?? '') : 'default';
  return singleOf(me, nameOf({ username: target.user, appKey: target.appKey ?? own }));
}

/** What a conversation's name stands for, to one of its users. */
export function targetOf(me: string, to: string, tag: string): Target {
  if (to.startsWith('group ')) return { group: to.slice('group '.length) };
  const other = to.split(' ').find((user) => user !== me) ?? me;
  return { user: `${other.split('/').at(-1)}${tag}` };
}
