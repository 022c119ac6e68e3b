import type { Message } from '@palaver/sdk';
import { messageKey } from '../parts/message-key.js';

/** Where the line "unread" stands: above the message whose key is `before`, since `unreadCount` rose from 0. */
export interface UnreadDivider {
  readonly before?: string;
  readonly unreadCount: number;
}
export interface ReadingView {
  readonly messages: readonly Message[];
  readonly unreadCount: number;
  /** The newest message is on screen, and somebody looks. */
  readonly isWatching: boolean;
}

export const noDivider: UnreadDivider = { unreadCount: 0 };

/** The line stays while one reads, and is drawn anew by what comes while nobody looks. */
export function stepDivider(divider: UnreadDivider, { messages, unreadCount, isWatching }: ReadingView): UnreadDivider {
  if (unreadCount === 0) return divider.unreadCount === 0 ? divider : { ...divider, unreadCount };
  const isNew = divider.unreadCount === 0 || divider.before === undefined;
  if (!isNew || isWatching || messages.length === 0) {
    return divider.unreadCount === unreadCount || divider.before === undefined ? divider : { ...divider, unreadCount };
  }
  const before = firstUnread(messages);
  return before === undefined ? divider : { before, unreadCount };
}

function firstUnread(messages: readonly Message[]): string | undefined {
  let first: string | undefined;
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at];
    if (!message || message.isOwn || !countsAsUnread(message)) continue;
    if (message.isRead) break;
    first = messageKey(message);
  }
  return first;
}

const countsAsUnread = ({ content: { type } }: Message) => type !== 'event' && type !== 'prompt';
