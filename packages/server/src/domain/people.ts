import type { Actor, Profile, UserCard } from '@palaver/protocol';
import type { UserRow } from '../store/people-rows.js';

export const displayName = (user: UserRow): string => {
  const { nickname } = user.profile as Profile;
  return nickname || user.username;
};

/** Who did it, as he is called now. */
export const actorOf = (user: UserRow, appKey: string): Actor => ({
  username: user.username,
  appKey,
  displayName: displayName(user),
});

export const cardOf = (user: UserRow, appKey: string): UserCard => ({
  ...(user.profile as Profile),
  username: user.username,
  appKey,
});
