import { type Content, type GroupEvent, ImError, type Message, type User } from '@palaver/sdk';
import type { Format } from './format.js';
import type { Texts } from './texts.js';

/** Why something failed, in a sentence for people. */
export const describeError = (error: unknown, texts: Texts): string =>
  texts.errors[ImError.is(error) ? error.code : 'INTERNAL'];

/** A message in one line: for the list, for announcements. */
export function describeContent(content: Content, texts: Texts, format: Format, me: User | undefined): string {
  switch (content.type) {
    case 'text':
      return content.text.replace(/\s+/g, ' ').trim();
    case 'location':
      return `${texts.message.location}: ${content.address}`;
    case 'event':
      return describeEvent(content.event, texts, format, me);
    case 'prompt':
      return content.reason === 'retracted' ? texts.message.retracted : content.text;
    case 'unknown':
      return texts.message.unknown;
    default:
      return texts.message.kinds[content.type];
  }
}

/** As `describeContent`; in a group, with who said it. */
export function describeMessage(
  message: Message,
  isGroup: boolean,
  texts: Texts,
  format: Format,
  me: User | undefined,
): string {
  const line = describeContent(message.content, texts, format, me);
  const isSaid = message.content.type !== 'event' && message.content.type !== 'prompt';
  if (!isGroup || !isSaid) return line;
  return texts.message.announcement(message.isOwn ? texts.list.own : message.from.displayName, line);
}

export function describeEvent(event: GroupEvent, texts: Texts, format: Format, me: User | undefined): string {
  const say = texts.event;
  const name = (user: User) => (isSame(user, me) ? say.you : user.displayName);
  const actor = name(event.actor);
  const object = (user: User) => (isSame(user, me) ? say.youObject : user.displayName);
  const names = (users: readonly User[]) => format.names(users.map(object));
  switch (event.kind) {
    case 'created':
      return say.created(actor, names(event.members.filter((user) => !isSame(user, event.actor))));
    case 'dissolved':
      return say.dissolved(actor);
    case 'updated':
      return say.updated(actor);
    case 'members_added':
      return say.added(actor, names(event.members));
    case 'members_removed':
      return say.removed(actor, names(event.members));
    case 'member_left':
      return event.newOwner ? say.leftTo(actor, object(event.newOwner)) : say.left(actor);
    case 'owner_changed':
      return say.ownerChanged(actor, names(event.members));
    case 'admins_added':
      return say.adminsAdded(actor, names(event.members));
    case 'admins_removed':
      return say.adminsRemoved(actor, names(event.members));
    case 'silenced':
      return say.silenced(actor, names(event.members));
    case 'unsilenced':
      return say.unsilenced(actor, names(event.members));
  }
}

const isSame = (one: User, other: User | undefined) => one.username === other?.username && one.appKey === other.appKey;
