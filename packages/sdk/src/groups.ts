import type { GroupCard } from '@palaver/protocol';
import type { Groups, MemberRef } from './api.js';
import { groupMemberOf, groupOf } from './live/people.js';
import type { Link } from './sync/link.js';
import { memberRef } from './targets.js';

export interface GroupsDeps {
  readonly appKey: () => string;
  readonly ready: () => Promise<Link>;
  /** The server described a group: its conversation shows it. */
  readonly learned: (group: GroupCard) => void;
}

/** Groups, asked of the server: what changes comes back as an event in the group's log (O6). */
export function createGroups({ appKey, ready, learned }: GroupsDeps): Groups {
  const refs = (members: readonly MemberRef[]) => members.map((member) => memberRef(member, appKey()));
  const known = ({ group }: { group: GroupCard }) => {
    learned(group);
    return groupOf(group);
  };
  return {
    async create({ members, ...group }) {
      const link = await ready();
      return known(await link.request('groups.create', { ...group, ...(members && { members: refs(members) }) }));
    },
    async get(id) {
      return known(await (await ready()).request('groups.get', { id }));
    },
    async mine() {
      const { groups } = await (await ready()).request('groups.mine', {});
      return groups.map((group) => known({ group }));
    },
    async members(id, { after, limit } = {}) {
      const { members } = await (await ready()).request('groups.members', {
        id,
        ...(after !== undefined && { after: memberRef(after, appKey()) }),
        ...(limit !== undefined && { limit }),
      });
      return members.map(groupMemberOf);
    },
    async update(id, changes) {
      return known(await (await ready()).request('groups.update', { id, ...changes }));
    },
    async addMembers(id, members) {
      await (await ready()).request('groups.add_members', { id, members: refs(members) });
    },
    async removeMembers(id, members) {
      await (await ready()).request('groups.remove_members', { id, members: refs(members) });
    },
    async leave(id) {
      await (await ready()).request('groups.leave', { id });
    },
    async dissolve(id) {
      await (await ready()).request('groups.dissolve', { id });
    },
  };
}
