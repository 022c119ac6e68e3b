import type { Conversation, Message } from '@palaver/sdk';
import { useEffect, useRef } from 'react';
import { noDivider, stepDivider } from './unread-divider.js';
import { useAttention } from './use-attention.js';

/**
 * Reports a conversation as read while its newest message is on screen and somebody looks, and tells above which
 * message the line "unread" stands.
 */
export function useReading(
  conversation: Conversation,
  view: { readonly messages: readonly Message[]; readonly isAtNewest: boolean },
): { readonly dividerBefore: string | undefined } {
  const isWatching = useAttention() && view.isAtNewest;
  const { unreadCount } = conversation;
  const committed = useRef(noDivider);
  const divider = stepDivider(committed.current, { messages: view.messages, unreadCount, isWatching });
  useEffect(() => {
    committed.current = divider;
  });
  useEffect(() => {
    // It takes effect here at once; what the server does not know yet goes with the next connection.
    if (isWatching && unreadCount > 0) conversation.clearUnread().catch(() => undefined);
  }, [conversation, isWatching, unreadCount]);
  return { dividerBefore: divider.before };
}
