import type { Content, Message } from '@palaver/sdk';
import type { Entry } from '../judge/observation.js';
import { nameOf } from './names.js';

/** A message as a history has it. */
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

/** A text; of what is no text its kind, with the hash of what it shows, where it is known. */
export function textOf(content: Content, sha256?: string): string {
  if (content.type === 'text') return content.text;
  const shown = 'media' in content ? (content.media.sha256 ?? sha256) : undefined;
  return shown === undefined ? content.type : `${content.type} ${shown}`;
}
