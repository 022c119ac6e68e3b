import { type Refusal, refusal } from '@palaver/protocol';
import { boundsOf } from '../../domain/bounds.js';
import { decideCreateGroup } from '../../domain/membership.js';
import type { UserRow } from '../../store/people-rows.js';
import type { GroupRow } from '../../store/rows.js';
import { changeGroup } from './group-change.js';
import { membersNamed } from './group-people.js';
import { groupCardOf } from './groups-look.js';
import type { AskedHandler, Services } from './handler.js';

export const groupsCreateHandler =
  (services: Services): AskedHandler<'groups.create'> =>
  async ({ name, description = '', kind = 'private', maxMembers, members = [] }, { asker, reply }) => {
    const { user, application } = asker.identity;
    const { groupMembers } = boundsOf(application);
    if (maxMembers !== undefined && maxMembers > groupMembers)
      return reply.refuse(refusal('TOO_LARGE', `A group may have ${groupMembers} members.`));
    const named = await membersNamed(services, asker, members);
    if (!named.ok) return reply.refuse(named.error);
    const crowded = await inTooManyGroups(services, [user, ...named.value]);
    if (crowded) return reply.refuse(crowded);
    const c = await services.store.allocateConversation();
    const group: GroupRow = {
      name,
      description,
      kind,
      owner: user.id,
      maxMembers: maxMembers ?? groupMembers,
      isDissolved: false,
    };
    changeGroup(services, asker, reply, {
      c,
      creates: group,
      decide: () =>
        decideCreateGroup(
          group,
          named.value.map(({ id }) => id),
        ),
      people: [user, ...named.value],
      done: async () => {
        const row = await services.store.conversation(c);
        if (row) reply.ok({ group: await groupCardOf(services, row) });
      },
    });
  };

/** Counted before the change, by what is on the disk: a bound against abuse, not an invariant. */
export async function inTooManyGroups(
  { store, directory }: Services,
  users: readonly UserRow[],
): Promise<Refusal | undefined> {
  const counts = await Promise.all(users.map(({ id }) => store.groupsOf(id)));
  const mostOf = (user: UserRow) => boundsOf(directory.applicationOf(user)).groupsPerUser;
  const user = users.find((user, at) => (counts[at]?.length ?? 0) >= mostOf(user));
  return user && refusal('FORBIDDEN', `${user.username} is in ${mostOf(user)} groups already.`);
}
