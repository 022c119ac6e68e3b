import type { Conversation, Target } from '@palaver/sdk';
import { useEffect, useState } from 'react';
import { useClient } from './provider.js';
import { useConversations, useStatus } from './use-client-state.js';

export type ConversationState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly conversation: Conversation }
  /** Asked again by itself when the connection is back. */
  | { readonly kind: 'failed'; readonly error: unknown };

/** One conversation, by its id or by whom it is with. An unknown target is opened; an unknown id is waited for. [S1 S2] */
export function useConversation(of: Target | string): ConversationState {
  const client = useClient();
  const conversations = useConversations();
  const isOnline = useStatus() === 'online';
  const [failure, setFailure] = useState<{ key: string; error: unknown }>();
  const key = typeof of === 'string' ? of : JSON.stringify(of);
  const conversation =
    typeof of === 'string' ? conversations.find(({ id }) => id === of) : client.conversations.peek(of);
  const isMissing = conversation === undefined && typeof of !== 'string';

  // biome-ignore lint/correctness/useExhaustiveDependencies: key stands for `of`; going online is a reason to ask again.
  useEffect(() => {
    if (!isMissing) return;
    let isCurrent = true;
    setFailure(undefined);
    client.conversations.open(of as Target).catch((error: unknown) => {
      if (isCurrent) setFailure({ key, error });
    });
    return () => {
      isCurrent = false;
    };
  }, [client, key, isMissing, isOnline]);

  if (conversation) return { kind: 'open', conversation };
  return failure?.key === key ? { kind: 'failed', error: failure.error } : { kind: 'opening' };
}
