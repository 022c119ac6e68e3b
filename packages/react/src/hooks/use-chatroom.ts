import type { Conversation } from '@palaver/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from './provider.js';
import { useStatus } from './use-client-state.js';
import type { ConversationState } from './use-conversation.js';

/** A chatroom that one goes into, and stays in until `client.chatrooms.leave`. What failed is tried again with the next connection. [O2] */
export function useChatroom(id: string): ConversationState {
  const client = useClient();
  const isOnline = useStatus() === 'online';
  const [state, setState] = useState<{ id: string; entered?: Conversation; error?: unknown }>({ id });
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => setAttempt((before) => before + 1), []);
  const isInside = state.id === id && state.entered !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` is a reason to try again.
  useEffect(() => {
    if (isInside || !isOnline) return;
    let isCurrent = true;
    client.chatrooms.enter(id).then(
      (entered) => isCurrent && setState({ id, entered }),
      (error: unknown) => isCurrent && setState({ id, error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, id, isInside, isOnline, attempt]);
  if (state.id !== id) return { kind: 'opening' };
  if (state.entered) return { kind: 'open', conversation: state.entered };
  return state.error === undefined ? { kind: 'opening' } : { kind: 'failed', error: state.error, again };
}
