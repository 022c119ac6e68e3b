import type { User } from '@palaver/sdk';
import { useCallback } from 'react';
import { useClient } from './provider.js';
import { useConversations } from './use-client-state.js';

const mostKnown = 12;

/** Those one talks with, the latest first, and anybody by his name. `find` rejects NOT_FOUND, INVALID, OFFLINE. */
export function usePeople(): { known: readonly User[]; find: (username: string) => Promise<User> } {
  const { users } = useClient();
  const known = useConversations()
    .flatMap(({ peer }) => ('username' in peer ? [peer] : []))
    .slice(0, mostKnown);
  return { known, find: useCallback((username) => users.get(username.trim().normalize('NFC')), [users]) };
}
