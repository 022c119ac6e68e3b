import type { ConnectionStatus, Conversation, User } from '@palaver/sdk';
import { useMemo } from 'react';
import { useClient } from './provider.js';
import { useLive } from './use-live.js';

/** On a server nobody is logged in, whoever is when the page takes over. */
const nobody = { value: undefined };
const idle = { value: 'idle' } as const;
const none = { value: 0 };
const noConversations: { readonly value: readonly Conversation[] } = { value: [] };

/** Who is logged in. */
export const useMe = (): User | undefined => useLive(useClient().me, nobody);

/** How the connection stands. */
export const useStatus = (): ConnectionStatus => useLive<ConnectionStatus>(useClient().status, idle);

/** Sum of unread counts, conversations with do-not-disturb left out. [S9] */
export const useUnreadCount = (): number => useLive(useClient().unreadCount, none);

/** Every conversation, pinned first, then newest first; with a text, those whose title has it. [S5] */
export function useConversations(text = ''): readonly Conversation[] {
  const all = useLive(useClient().conversations, noConversations);
  const wanted = text.trim().toLocaleLowerCase();
  return useMemo(
    () => (wanted ? all.filter(({ title }) => title.toLocaleLowerCase().includes(wanted)) : all),
    [all, wanted],
  );
}
