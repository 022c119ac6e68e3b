import type { Conversation, Message } from '@palaver/sdk';
import { useCallback } from 'react';
import { useClient } from './provider.js';

/** Sends a message on to several: each stands in its own chat, with its state and a way to try again. [S40] */
export function useForward(): (message: Message, to: readonly Conversation[]) => void {
  const client = useClient();
  return useCallback(
    (message, to) => {
      for (const { target } of to) client.forward(message, target).catch(() => undefined);
    },
    [client],
  );
}
