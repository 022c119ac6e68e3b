import { closeSync, openSync, writeSync } from 'node:fs';
import type { Content, Message, Target, User } from '@palaver/sdk';
import { lineOf } from '../judge/lines.js';
import { type Entry, type Observation, singleOf, type Untimed } from '../judge/observation.js';

/** One clock for all processes of a machine, which nobody sets. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Writes a history down as it happens: what a killed process saw before its end is in the file. */
export interface Recorder {
  add(seen: Untimed): void;
  close(): void;
}

export function openRecorder(path: string): Recorder {
  const file = openSync(path, 'a');
  return {
    add: (seen) => void writeSync(file, lineOf({ at: now(), ...seen } as Observation)),
    close: () => closeSync(file),
  };
}

/** What makes usernames of a run new to a server that has seen others: a suffix, which no history shows. */
export const newTag = (): string => `-r${Date.now().toString(36)}`;
const tag = /-r[0-9a-z]+$/;

/** People of other applications than the default one are called with it. */
export function nameOf({ username, appKey }: Pick<User, 'username' | 'appKey'>): string {
  const name = username.replace(tag, '');
  return appKey === 'default' ? name : `${appKey}/${name}`;
}

/** `group 7`, or the two users in order. */
export function conversationOf(me: string, target: Target, appKey: string): string {
  if ('group' in target) return `group ${target.group}`;
  if ('chatroom' in target) return `room ${target.chatroom}`;
  return singleOf(me, nameOf({ username: target.user, appKey: target.appKey ?? appKey }));
}

/** What a conversation's name stands for, to one of its users. */
export function targetOf(me: string, to: string, tag: string): Target {
  if (to.startsWith('group ')) return { group: to.slice('group '.length) };
  const other = to.split(' ').find((user) => user !== me) ?? me;
  return { user: `${other.split('/').at(-1)}${tag}` };
}

export function entryOf(message: Message): Entry {
  const { seq = 0, id, serverId: sid = '', from, createdAt, content, isOwn, isRead } = message;
  const entry = { seq, id, sid, from: nameOf(from), time: createdAt.getTime(), what: whatOf(content) };
  return isOwn ? entry : { ...entry, isRead };
}

function whatOf(content: Content): Entry['what'] {
  if (content.type === 'prompt') return { kind: 'prompt' };
  if (content.type !== 'event') return { kind: 'message', text: textOf(content) };
  const { event } = content;
  return { kind: 'event', event: event.kind, members: 'members' in event ? event.members.map(nameOf) : [] };
}

/** What a message says, in a line. */
export function textOf(content: Content): string {
  if (content.type === 'text') return content.text;
  if ('media' in content) return `${content.type} ${content.media.sha256}`;
  return JSON.stringify(content);
}
