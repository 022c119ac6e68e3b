import type { MemberRef, User } from '@palaver/sdk';
import { useCallback } from 'react';
import { useClient } from './provider.js';
import { type AskedView, useAsked } from './use-asked.js';

export interface BlockedView extends Omit<AskedView<readonly User[]>, 'value' | 'again'> {
  /** Undefined until the server has said. */
  readonly blocked: readonly User[] | undefined;
  readonly isBlocked: (user: User) => boolean | undefined;
  /** Both reject as `client.users.block` does. */
  readonly block: (user: User) => Promise<void>;
  readonly unblock: (user: User) => Promise<void>;
}

/** Whom one does not want to hear of. [O7] */
export function useBlocked(): BlockedView {
  const { users } = useClient();
  const { value: blocked, error, isAsking, again } = useAsked(useCallback(() => users.blocked(), [users]));
  const isBlocked = (user: User) => blocked?.some((one) => isSameUser(one, user));
  const block = useCallback((user: User) => users.block(refOf(user)).then(again), [users, again]);
  const unblock = useCallback((user: User) => users.unblock(refOf(user)).then(again), [users, again]);
  return { blocked, error, isAsking, isBlocked, block, unblock };
}

/** A user as the verbs of groups and blocks name him. */
export const refOf = ({ username, appKey }: User): MemberRef => ({ username, appKey });
export const isSameUser = (one: User, other: User): boolean =>
  one.username === other.username && one.appKey === other.appKey;
