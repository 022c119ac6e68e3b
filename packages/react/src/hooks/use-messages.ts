import type { Conversation, Message, WindowState } from '@palaver/sdk';
import { useCallback } from 'react';
import { useLive } from './use-live.js';

export interface MessagesView {
  /** Oldest first. */
  readonly messages: readonly Message[];
  readonly state: WindowState;
  readonly loadOlder: (count?: number) => Promise<void>;
}

/** The newest messages of a conversation, and a way to the older ones. */
export function useMessages({ messages }: Conversation): MessagesView {
  return {
    messages: useLive(messages),
    state: useLive(messages.state),
    loadOlder: useCallback((count) => messages.loadOlder(count), [messages]),
  };
}
