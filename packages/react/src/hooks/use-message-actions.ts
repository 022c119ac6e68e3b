import type { Content, Conversation, Message, SendHandle, SendOptions } from '@palaver/sdk';
import { useMemo } from 'react';

export interface MessageActions {
  send(content: Content | string, options?: SendOptions): SendHandle;
  /** Sends a failed message again, under the same id: it cannot be doubled. */
  retry(message: Message): SendHandle;
  /** Deletes it on this device. */
  remove(message: Message): Promise<boolean>;
}

/** What one can do with the messages of a conversation. */
export function useMessageActions(conversation: Conversation): MessageActions {
  return useMemo(
    () => ({
      send: (content, options) => conversation.send(content, options),
      retry: (message) => conversation.send(message),
      remove: (message) => conversation.messages.remove(message),
    }),
    [conversation],
  );
}
