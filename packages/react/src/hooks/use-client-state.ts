import type { ConnectionStatus, Conversation, User } from '@palaver/sdk';
import { useClient } from './provider.js';
import { useLive } from './use-live.js';

/** Who is logged in. */
export const useMe = (): User | undefined => useLive(useClient().me);

/** How the connection stands. */
export const useStatus = (): ConnectionStatus => useLive(useClient().status);

/** Sum of unread counts, conversations with do-not-disturb left out. [S9] */
export const useUnreadCount = (): number => useLive(useClient().unreadCount);

/** Every conversation, pinned first, then newest first. [S5] */
export const useConversations = (): readonly Conversation[] => useLive(useClient().conversations);
