import { type GroupCard, type GroupMemberCard, limits, type Refusal, refusal } from '@palaver/protocol';
import { asSeenBy, decideSeeGroup } from '../../domain/access.js';
import { mayMeet } from '../../domain/cross-application.js';
import type { ConversationRow, UserId } from '../../store/rows.js';
import type { Handler, Identity, Reply, Services } from './handler.js';

export const groupsGetHandler =
  (services: Services): Handler<'groups.get'> =>
  ({ id }, { connection, reply }) =>
    connection.read(async () => {
      const row = await visibleGroup(services, connection.identity, id, reply);
      if (row) reply.ok({ group: await groupCardOf(services, row) });
    });

export const groupsMineHandler =
  (services: Services): Handler<'groups.mine'> =>
  (_, { connection, reply }) =>
    connection.read(async () => {
      const { store, presenter } = services;
      const { user } = connection.identity;
      const rows = await Promise.all((await store.groupsOf(user.id)).map((c) => store.state(user.id, c)));
      const states = await presenter.states(rows.flatMap((row) => row ?? []));
      reply.ok({ groups: states.map(({ peer }) => peer) });
    });

export const groupsMembersHandler =
  (services: Services): Handler<'groups.members'> =>
  ({ id, after, limit }, { connection, reply }) =>
    connection.read(async () => {
      const { directory } = services;
      const { application } = connection.identity;
      const row = await visibleGroup(services, connection.identity, id, reply);
      if (!row) return;
      const last = after ? await directory.known(application, after) : undefined;
      if (after && !last) return reply.refuse(refusal('NOT_FOUND'));
      reply.ok({ members: await memberCardsOf(services, row.c, last?.id, limit ?? limits.pageEntries) });
    });

/** Members in the order of joining, after the member `after`. */
export async function memberCardsOf(
  { store, directory, clock }: Services,
  c: number,
  after: UserId | undefined,
  limit: number,
): Promise<GroupMemberCard[]> {
  const page = await store.members(c, after, limit);
  const people = await directory.byIds(page.map(({ user }) => user));
  const now = clock.now();
  return page.flatMap(({ user, role, joinedAt, silencedUntil }) => {
    const found = people.get(user);
    if (!found) return [];
    const isSilenced = silencedUntil !== undefined && silencedUntil > now;
    return [{ user: directory.cardOf(found), role, joinedAt, ...(isSilenced && { silencedUntil }) }];
  });
}

/** The group as a card, with its members as the store has them. */
export async function groupCardOf({ presenter }: Services, row: ConversationRow): Promise<GroupCard> {
  if (!row.group) throw new Error('Two people are no group.');
  const members = row.members.map(({ user }) => user);
  return presenter.group(row.c, row.group, members);
}

/** Undefined where the caller may not see it, which was then answered. */
async function visibleGroup(
  { store, directory }: Services,
  { user, application }: Identity,
  id: string,
  reply: Reply,
): Promise<ConversationRow | undefined> {
  const c = Number(id);
  const row = await store.conversation(c);
  const home = row && (await directory.applicationById(row.application));
  const decided = decideSeeGroup(row, user.id, home === undefined || !mayMeet(application, home));
  if (decided.ok) return decided.value;
  const seen: Refusal = asSeenBy(decided.error, await store.intervals(c, user.id));
  reply.refuse(seen);
  return undefined;
}
