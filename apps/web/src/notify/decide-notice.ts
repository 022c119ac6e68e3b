import type { Conversation, Message, User } from '@palaver/sdk';

export interface NoticeView {
  readonly me: User | undefined;
  /** Do-not-disturb for everything. */
  readonly isAllMuted: boolean;
  /** Somebody looks at this chat, in this tab or another. */
  readonly isSeen: boolean;
  readonly showsWords: boolean;
  /** What a message says, in a line. */
  readonly describe: (message: Message) => string;
  /** In place of the words. */
  readonly newMessage: string;
}

export type NoticeDecision =
  | { readonly kind: 'silent'; readonly because: 'own' | 'not_wanted' | 'muted' | 'seen' }
  | { readonly kind: 'notice'; readonly title: string; readonly body: string };

const mostCharacters = 200;

/** Whether a new message is told outside of its chat, and in which words. */
export function decideNotice(message: Message, conversation: Conversation, view: NoticeView): NoticeDecision {
  const { content, notification } = message;
  if (message.isOwn) return { kind: 'silent', because: 'own' };
  // What happened to a group is told in its log alone.
  if (!message.notify || content.type === 'event' || content.type === 'prompt')
    return { kind: 'silent', because: 'not_wanted' };
  if (conversation.muted || view.isAllMuted) return { kind: 'silent', because: 'muted' };
  if (view.isSeen) return { kind: 'silent', because: 'seen' };
  if (!view.showsWords) return { kind: 'notice', title: conversation.title, body: view.newMessage };
  const words = notification?.alert ?? view.describe(message);
  const from = conversation.type === 'group' ? `${message.from.displayName}: ` : '';
  const prefix = isMentioned(message, view.me) ? (notification?.atPrefix ?? '') : '';
  const body = `${prefix}${from}${words}`;
  return {
    kind: 'notice',
    title: notification?.title ?? conversation.title,
    body: body.length > mostCharacters ? `${body.slice(0, mostCharacters - 1)}…` : body,
  };
}

const isMentioned = ({ mentions }: Message, me: User | undefined): boolean =>
  mentions === 'all' || Boolean(me && mentions?.some((one) => nameOf(one) === me.username));

const nameOf = (member: NonNullable<Exclude<Message['mentions'], 'all'>>[number]) =>
  typeof member === 'string' ? member : member.username;
