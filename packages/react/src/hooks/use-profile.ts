import type { MediaSource, Profile, User } from '@palaver/sdk';
import { useMemo } from 'react';
import { useClient } from './provider.js';
import { useMe } from './use-client-state.js';
import { useLive } from './use-live.js';

/** Each rejects as the verb of `client.users` does. */
export interface ProfileActions {
  readonly update: (profile: Partial<Profile>) => Promise<User>;
  readonly setAvatar: (image: MediaSource) => Promise<User>;
  readonly setAllMuted: (isMuted: boolean) => Promise<void>;
  readonly changePassword: (current: string, next: string) => Promise<void>;
}

const heard = { value: false };

/** Oneself: how others see one, and whether anything may disturb. [O7] */
export function useProfile(): { me: User | undefined; isAllMuted: boolean } & ProfileActions {
  const { users } = useClient();
  const me = useMe();
  const isAllMuted = useLive(users.isAllMuted, heard);
  const actions = useMemo<ProfileActions>(
    () => ({
      update: (profile) => users.update(profile),
      setAvatar: (image) => users.setAvatar(image),
      setAllMuted: (isMuted) => users.setMuted('all', isMuted),
      changePassword: (current, next) => users.changePassword(current, next),
    }),
    [users],
  );
  return { me, isAllMuted, ...actions };
}
