import type { Conversation, Message, User } from '@palaver/sdk';
import { useMe } from './use-client-state.js';
import { useMessages } from './use-messages.js';

/** Whether one may still write here: false from one's removal, one's leaving or the group's end on. */
export function useMembership(conversation: Conversation): boolean {
  const me = useMe();
  const { messages } = useMessages(conversation);
  return me === undefined || isStillMember(messages, me);
}

/** The last event that concerns one's membership decides; without one, one is a member. */
export function isStillMember(messages: readonly Message[], me: User): boolean {
  const isMe = (user: User) => user.username === me.username && user.appKey === me.appKey;
  for (let at = messages.length - 1; at >= 0; at--) {
    const content = messages[at]?.content;
    if (content?.type !== 'event') continue;
    const { event } = content;
    if (event.kind === 'dissolved') return false;
    if (event.kind === 'member_left' && isMe(event.actor)) return false;
    if (event.kind === 'members_removed' && event.members.some(isMe)) return false;
    if (event.kind === 'members_added' && event.members.some(isMe)) return true;
  }
  return true;
}
