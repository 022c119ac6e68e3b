import { type GroupCard, ImError } from '@palaver/protocol';
import type { Groups, MediaSource, MemberRef } from './api.js';
import type { Desk } from './desk.js';
import { groupMemberOf, groupOf } from './live/people.js';
import { memberRef, memberRefs } from './targets.js';

export interface GroupsDeps {
  readonly appKey: () => string;
  readonly request: Desk['request'];
  readonly uploadAvatar: (image: MediaSource) => Promise<string>;
  /** The server described a group: its conversation shows it. */
  readonly learned: (group: GroupCard) => void;
}

/** Groups, asked of the server: what changes comes back as an event in the group's log (O6). */
export function createGroups({ appKey, request, learned, uploadAvatar }: GroupsDeps): Groups {
  const refs = (members: readonly MemberRef[]) => memberRefs(members, appKey());
  const known = ({ group }: { group: GroupCard }) => {
    learned(group);
    return groupOf(group);
  };
  return {
    async create(wanted) {
      const { members, ...group } = wanted ?? {};
      return known(await request('groups.create', { ...group, ...(members && { members: refs(members) }) }));
    },
    async get(id) {
      return known(await request('groups.get', { id }));
    },
    async mine() {
      const { groups } = await request('groups.mine', {});
      return groups.map((group) => known({ group }));
    },
    async members(id, { after, limit } = {}) {
      const { members } = await request('groups.members', {
        id,
        ...(after !== undefined && { after: memberRef(after, appKey()) }),
        ...(limit !== undefined && { limit }),
      });
      return members.map(groupMemberOf);
    },
    async update(id, changes) {
      return known(await request('groups.update', { id, ...changes }));
    },
    async setAvatar(id, image) {
      return known(await request('groups.set_avatar', { id, mediaId: await uploadAvatar(image) }));
    },
    async addMembers(id, members) {
      await request('groups.add_members', { id, members: refs(members) });
    },
    async removeMembers(id, members) {
      await request('groups.remove_members', { id, members: refs(members) });
    },
    async leave(id) {
      await request('groups.leave', { id });
    },
    async dissolve(id) {
      await request('groups.dissolve', { id });
    },
    async transfer(id, newOwner) {
      await request('groups.transfer', { id, to: memberRef(newOwner, appKey()) });
    },
    async setRole(id, member, role) {
      await request('groups.set_role', { id, member: memberRef(member, appKey()), role });
    },
    async silence(id, member, until) {
      const at = until === null ? null : until instanceof Date ? until.getTime() : Number.NaN;
      if (Number.isNaN(at)) throw new ImError('INVALID', 'A silence lasts until a time, or null lifts it.');
      await request('groups.silence', { id, member: memberRef(member, appKey()), until: at });
    },
  };
}
