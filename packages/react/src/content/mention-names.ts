import type { Client, MemberRef, Message, User } from '@palaver/sdk';

/** What everybody is called, in the languages of the parts. */
const everyone = ['everyone', 'all', '所有人', '全体成员'];

/** A name that a text mentions, and whether it is the reader's. */
export interface MentionName {
  readonly name: string;
  readonly isMe: boolean;
}

const isUser = (ref: MemberRef, user: User) =>
  typeof ref === 'string' ? ref === user.username : ref.username === user.username && ref.appKey === user.appKey;

/** By which names the people whom a message mentions may stand in its text: those that this device knows without asking. */
export function mentionNames(message: Message, client: Client): readonly MentionName[] {
  const { mentions, target } = message;
  if (!mentions) return [];
  if (mentions === 'all') return everyone.map((name) => ({ name, isMe: !message.isOwn }));
  const me = client.me.get();
  const spoke = client.conversations.peek(target)?.messages.get() ?? [];
  const peers = client.conversations.get().flatMap(({ peer }) => ('username' in peer ? [peer] : []));
  const names = new Map<string, boolean>();
  for (const ref of mentions) {
    const isMe = me !== undefined && isUser(ref, me);
    names.set(typeof ref === 'string' ? ref : ref.username, isMe);
    const known = isMe
      ? me
      : (spoke.find(({ from }) => isUser(ref, from))?.from ?? peers.find((peer) => isUser(ref, peer)));
    if (known) names.set(known.displayName, isMe);
  }
  return [...names].map(([name, isMe]) => ({ name, isMe }));
}
