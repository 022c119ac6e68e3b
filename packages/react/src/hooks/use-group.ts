import type { Group, GroupMember, MediaSource, User } from '@palaver/sdk';
import { useMemo } from 'react';
import { useClient } from './provider.js';
import { isSameUser, refOf } from './use-blocked.js';
import { useMe } from './use-client-state.js';
import { type GroupMembersView, useGroupMembers } from './use-group-members.js';

/** Each rejects as the verb of `client.groups` does; the members are read anew behind it. */
export interface GroupActions {
  readonly update: (changes: { name?: string; description?: string }) => Promise<Group>;
  readonly setAvatar: (image: MediaSource) => Promise<Group>;
  readonly add: (people: readonly User[]) => Promise<void>;
  readonly remove: (user: User) => Promise<void>;
  readonly setRole: (user: User, role: 'admin' | 'member') => Promise<void>;
  /** Null lets him speak again. */
  readonly silence: (user: User, until: Date | null) => Promise<void>;
  readonly transfer: (user: User) => Promise<void>;
  readonly leave: () => Promise<void>;
  readonly dissolve: () => Promise<void>;
}

export interface GroupView extends GroupMembersView {
  /** What one is oneself in it; undefined until the members are known. */
  readonly mine: GroupMember | undefined;
  readonly isOwner: boolean;
  /** Owner or admin: may rename, silence and remove. */
  readonly canManage: boolean;
  readonly actions: GroupActions;
}

/** A group from the inside: its members, what one's role allows, and the verbs for it. [O6] */
export function useGroup(id: string): GroupView {
  const { groups } = useClient();
  const me = useMe();
  const view = useGroupMembers(id);
  const mine = me && view.members.find(({ user }) => isSameUser(user, me));
  const isOwner = mine?.role === 'owner';
  const { reload } = view;
  const actions = useMemo<GroupActions>(() => {
    const then = <T>(work: Promise<T>): Promise<T> => work.finally(reload);
    return {
      update: (changes) => then(groups.update(id, changes)),
      setAvatar: (image) => then(groups.setAvatar(id, image)),
      add: (people) => then(groups.addMembers(id, people.map(refOf))),
      remove: (user) => then(groups.removeMembers(id, [refOf(user)])),
      setRole: (user, role) => then(groups.setRole(id, refOf(user), role)),
      silence: (user, until) => then(groups.silence(id, refOf(user), until)),
      transfer: (user) => then(groups.transfer(id, refOf(user))),
      // Behind these two there is nothing left to read.
      leave: () => groups.leave(id),
      dissolve: () => groups.dissolve(id),
    };
  }, [groups, id, reload]);
  return { ...view, mine, isOwner, canManage: isOwner || mine?.role === 'admin', actions };
}
