import { refusal } from '@palaver/protocol';
import {
  decideAddMembers,
  decideDissolve,
  decideLeave,
  decideRemoveMembers,
  decideUpdateGroup,
} from '../../domain/membership.js';
import { changeGroup, membersNamed } from './group-change.js';
import { inTooManyGroups } from './groups-create.js';
import { groupCardOf } from './groups-look.js';
import type { Handler, Services } from './handler.js';

export const groupsUpdateHandler =
  (services: Services): Handler<'groups.update'> =>
  ({ id, name, description }, { connection, reply }) => {
    const { identity } = connection;
    if (name === undefined && description === undefined)
      return reply.refuse(refusal('INVALID', 'Nothing is to be changed.'));
    const c = Number(id);
    const changes = { ...(name !== undefined && { name }), ...(description !== undefined && { description }) };
    changeGroup(services, connection, reply, {
      c,
      decide: (view) => decideUpdateGroup(identity.user.id, changes, view),
      people: [],
      done: async () => {
        const row = await services.store.conversation(c);
        if (row) reply.ok({ group: await groupCardOf(services, identity, row) });
      },
    });
  };

export const groupsAddMembersHandler =
  (services: Services): Handler<'groups.add_members'> =>
  async ({ id, members }, { connection, reply }) => {
    const { user, application } = connection.identity;
    const named = await membersNamed(services, connection, members);
    if (!named.ok) return reply.refuse(named.error);
    const crowded = await inTooManyGroups(services, application, named.value);
    if (crowded) return reply.refuse(crowded);
    const users = named.value.map((row) => row.id);
    changeGroup(services, connection, reply, {
      c: Number(id),
      decide: (view) => decideAddMembers(user.id, users, view),
      people: named.value,
      done: () => reply.ok({}),
    });
  };

export const groupsRemoveMembersHandler =
  (services: Services): Handler<'groups.remove_members'> =>
  async ({ id, members }, { connection, reply }) => {
    const { user } = connection.identity;
    const named = await membersNamed(services, connection, members);
    if (!named.ok) return reply.refuse(named.error);
    const users = named.value.map((row) => row.id);
    changeGroup(services, connection, reply, {
      c: Number(id),
      decide: (view) => decideRemoveMembers(user.id, users, view),
      people: named.value,
      done: () => reply.ok({}),
    });
  };

export const groupsLeaveHandler =
  (services: Services): Handler<'groups.leave'> =>
  async ({ id }, { connection, reply }) => {
    const { user } = connection.identity;
    const c = Number(id);
    // Whoever may become the owner is named by the event.
    const oldest = await services.store.members(c, undefined, 2);
    const people = await services.directory.byIds(oldest.map((member) => member.user));
    changeGroup(services, connection, reply, {
      c,
      decide: (view) => decideLeave(user.id, view),
      people: [...people.values()],
      done: () => reply.ok({}),
    });
  };

export const groupsDissolveHandler =
  (services: Services): Handler<'groups.dissolve'> =>
  ({ id }, { connection, reply }) =>
    changeGroup(services, connection, reply, {
      c: Number(id),
      decide: (view) => decideDissolve(connection.identity.user.id, view),
      people: [],
      done: () => reply.ok({}),
    });
