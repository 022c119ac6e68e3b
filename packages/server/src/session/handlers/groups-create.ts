import { type Refusal, refusal } from '@palaver/protocol';
import { boundsOf } from '../../domain/bounds.js';
import { decideCreateGroup } from '../../domain/membership.js';
import type { ApplicationRow, GroupRow, UserRow } from '../../store/store.js';
import { changeGroup, membersNamed } from './group-change.js';
import { groupCardOf } from './groups-look.js';
import type { AskedHandler, Services } from './handler.js';

export const groupsCreateHandler =
  (services: Services): AskedHandler<'groups.create'> =>
  async ({ name, description = '', kind = 'private', maxMembers, members = [] }, { asker, reply }) => {
    const { identity } = asker;
    const { user, application } = identity;
    const { groupMembers } = boundsOf(application);
    if (maxMembers !== undefined && maxMembers > groupMembers)
      return reply.refuse(refusal('TOO_LARGE', `A group may have ${groupMembers} members.`));
    const named = await membersNamed(services, asker, members);
    if (!named.ok) return reply.refuse(named.error);
    const crowded = await inTooManyGroups(services, application, [user, ...named.value]);
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
        if (row) reply.ok({ group: await groupCardOf(services, identity, row) });
      },
    });
  };

/** Counted before the change, by what is on the disk: a bound against abuse, not an invariant. */
export async function inTooManyGroups(
  { store }: Services,
  application: ApplicationRow,
  users: readonly UserRow[],
): Promise<Refusal | undefined> {
  const { groupsPerUser } = boundsOf(application);
  const counts = await Promise.all(users.map(({ id }) => store.groupsOf(id)));
  const at = counts.findIndex((groups) => groups.length >= groupsPerUser);
  const user = users[at];
  return user && refusal('FORBIDDEN', `${user.username} is in ${groupsPerUser} groups already.`);
}
