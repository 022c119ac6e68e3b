import type { Conversation, Target } from '@palaver/sdk';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from './provider.js';
import { useStatus } from './use-client-state.js';

export type ConversationState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly conversation: Conversation }
  /** Asked again by itself when the connection is back, and by `again`. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly again: () => void };

/** One conversation, by its id or by whom it is with. An unknown target is opened; an unknown id is waited for. [S1 S2] */
export function useConversation(of: Target | string): ConversationState {
  const client = useClient();
  const { conversations } = client;
  const status = useStatus();
  const isIn = status !== 'idle' && status !== 'kicked' && status !== 'expired';
  const isOnline = status === 'online';
  const [failure, setFailure] = useState<{ key: string; error: unknown }>();
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => setAttempt((before) => before + 1), []);
  const key = typeof of === 'string' ? of : JSON.stringify(of);
  const find = () =>
    typeof of === 'string' ? conversations.get().find(({ id }) => id === of) : conversations.peek(of);
  const conversation = useSyncExternalStore(conversations.subscribe, find, () => undefined);
  // Before anybody is logged in there is nobody to ask, and nothing has failed.
  const isMissing = isIn && conversation === undefined && typeof of !== 'string';

  // biome-ignore lint/correctness/useExhaustiveDependencies: key stands for `of`; going online and `again` are reasons to ask again.
  useEffect(() => {
    if (!isMissing) return;
    let isCurrent = true;
    setFailure(undefined);
    conversations.open(of as Target).catch((error: unknown) => {
      if (isCurrent) setFailure({ key, error });
    });
    return () => {
      isCurrent = false;
    };
  }, [client, key, isMissing, isOnline, attempt]);

  if (conversation) return { kind: 'open', conversation };
  return failure?.key === key ? { kind: 'failed', error: failure.error, again } : { kind: 'opening' };
}
