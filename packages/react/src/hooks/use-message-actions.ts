import type { Content, Conversation, Message, SendHandle, SendOptions } from '@palaver/sdk';
import { useEffect, useMemo, useRef } from 'react';

export interface MessageActions {
  send(content: Content | string, options?: SendOptions): SendHandle;
  /** Sends a failed message again, under the same id: it cannot be doubled. */
  retry(message: Message): SendHandle;
  /** Deletes it on this device. */
  remove(message: Message): Promise<boolean>;
}

/** What one can do with the messages of a conversation: the same object at every rendering, so that no row is drawn again for it. */
export function useMessageActions(conversation: Conversation): MessageActions {
  const latest = useRef(conversation);
  useEffect(() => {
    latest.current = conversation;
  });
  return useMemo(
    () => ({
      send: (content, options) => latest.current.send(content, options),
      retry: (message) => latest.current.send(message),
      remove: (message) => latest.current.messages.remove(message),
    }),
    [],
  );
}
