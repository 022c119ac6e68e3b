import { refusal } from '@palaver/protocol';
import {
  decideAddMembers,
  decideDissolve,
  decideLeave,
  decideRemoveMembers,
  decideUpdateGroup,
} from '../../domain/membership.js';
import { changeGroup } from './group-change.js';
import { membersNamed, whoAreThere } from './group-people.js';
import { inTooManyGroups } from './groups-create.js';
import { groupCardOf } from './groups-look.js';
import type { AskedHandler, Asker, Reply, Services } from './handler.js';

export const groupsUpdateHandler =
  (services: Services): AskedHandler<'groups.update'> =>
  ({ id, name, description }, { asker, reply }) => {
    const { identity } = asker;
    if (name === undefined && description === undefined)
      return reply.refuse(refusal('INVALID', 'Nothing is to be changed.'));
    const c = Number(id);
    const changes = { ...(name !== undefined && { name }), ...(description !== undefined && { description }) };
    changeGroup(services, asker, reply, {
      c,
      decide: (view) => decideUpdateGroup(identity.user.id, changes, view),
      people: [],
      done: async () => {
        const row = await services.store.conversation(c);
        if (row) reply.ok({ group: await groupCardOf(services, row) });
      },
    });
  };

export const groupsAddMembersHandler =
  (services: Services): AskedHandler<'groups.add_members'> =>
  async ({ id, members }, { asker, reply }) => {
    const { user } = asker.identity;
    const named = await membersNamed(services, asker, members);
    if (!named.ok) return reply.refuse(named.error);
    const crowded = await inTooManyGroups(services, named.value);
    if (crowded) return reply.refuse(crowded);
    const users = named.value.map((row) => row.id);
    changeGroup(services, asker, reply, {
      c: Number(id),
      decide: (view) => decideAddMembers(user.id, users, view),
      people: [...named.value, ...(await whoAreThere(services, asker, Number(id), named.value))],
      done: () => reply.ok({}),
    });
  };

export const groupsRemoveMembersHandler =
  (services: Services): AskedHandler<'groups.remove_members'> =>
  async ({ id, members }, { asker, reply }) => {
    const { user } = asker.identity;
    const named = await membersNamed(services, asker, members, Number(id));
    if (!named.ok) return reply.refuse(named.error);
    const users = named.value.map((row) => row.id);
    changeGroup(services, asker, reply, {
      c: Number(id),
      decide: (view) => decideRemoveMembers(user.id, users, view),
      people: named.value,
      done: () => reply.ok({}),
    });
  };

export const groupsLeaveHandler =
  (services: Services): AskedHandler<'groups.leave'> =>
  ({ id }, { asker, reply }) =>
    leaveGroup(services, asker, reply, Number(id));

export async function leaveGroup(services: Services, asker: Asker, reply: Reply, c: number): Promise<void> {
  const { user } = asker.identity;
  // Whoever may become the owner is named by the event.
  const oldest = await services.store.members(c, undefined, 2);
  const people = await services.directory.byIds(oldest.map((member) => member.user));
  changeGroup(services, asker, reply, {
    c,
    decide: (view) => decideLeave(user.id, view),
    people: [...people.values()],
    done: () => reply.ok({}),
  });
}

export const groupsDissolveHandler =
  (services: Services): AskedHandler<'groups.dissolve'> =>
  ({ id }, { asker, reply }) =>
    changeGroup(services, asker, reply, {
      c: Number(id),
      decide: (view) => decideDissolve(asker.identity.user.id, view),
      people: [],
      done: () => reply.ok({}),
    });
