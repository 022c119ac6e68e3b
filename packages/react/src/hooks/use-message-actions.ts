import type { Content, Conversation, Message, SendHandle, SendOptions } from '@palaver/sdk';
import { useEffect, useMemo, useRef } from 'react';
import { type Sendings, useSendings } from './provider.js';

export interface MessageActions {
  send(content: Content | string, options?: SendOptions): SendHandle;
  /** Sends a failed message again, under the same id: it cannot be doubled. */
  retry(message: Message): SendHandle;
  /** Ends an upload. A message whose frame has left goes on to its end. */
  cancel(message: Message): void;
  /** Deletes it on this device. */
  remove(message: Message): Promise<boolean>;
}

/** What one can do with the messages of a conversation: the same object at every rendering, so that no row is drawn again for it. */
export function useMessageActions(conversation: Conversation): MessageActions {
  const latest = useRef(conversation);
  const sendings = useSendings();
  useEffect(() => {
    latest.current = conversation;
  });
  return useMemo(
    () => ({
      send: (content, options) => remember(sendings, latest.current.send(content, options)),
      retry: (message) => remember(sendings, latest.current.send(message)),
      cancel(message) {
        const handle = sendings.get(message.id);
        if (handle) handle.cancel();
        // Begun before this page was: what never left goes with the message.
        else latest.current.messages.remove(message).catch(() => undefined);
      },
      remove: (message) => latest.current.messages.remove(message),
    }),
    [sendings],
  );
}

function remember(sendings: Sendings, handle: SendHandle): SendHandle {
  if (!handle.id) return handle;
  sendings.set(handle.id, handle);
  const forget = () => {
    if (sendings.get(handle.id) === handle) sendings.delete(handle.id);
  };
  handle.then(forget, forget);
  return handle;
}
