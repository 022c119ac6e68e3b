import { byteLength, limits, type MemberRef, refusal, type UserCard } from '@palaver/protocol';
import { singleKey } from '../../engine/lane.js';
import type { Operation } from '../../store/batch.js';
import { changePersonal } from './change-personal.js';
import type { AskedHandler, Asker, Handler, Reply, Services } from './handler.js';

export const usersBlockHandler =
  (services: Services): AskedHandler<'users.block'> =>
  ({ user }, { asker, reply }) =>
    setBlock(services, asker, reply, { ref: user, isBlocked: true });

export const usersUnblockHandler =
  (services: Services): AskedHandler<'users.unblock'> =>
  ({ user }, { asker, reply }) =>
    setBlock(services, asker, reply, { ref: user, isBlocked: false });

export const usersBlockedHandler =
  ({ store, directory }: Services): Handler<'users.blocked'> =>
  ({ after }, { connection, reply }) =>
    connection.read(async () => {
      const { user, application } = connection.identity;
      const { blocked } = await store.personal(user.id);
      const last = after && (await directory.known(application, after));
      const begin = last ? blocked.indexOf(last.id) + 1 : 0;
      if (after && begin === 0) return reply.refuse(refusal('NOT_FOUND', 'This user is not blocked.'));
      const ids = blocked.slice(begin, begin + limits.lookUpUsers);
      const people = await directory.byIds(ids);
      const found = ids.flatMap((id) => people.get(id) ?? []).filter(({ state }) => state !== 'deleted');
      const users = thatFit(found.map((row) => directory.cardOf(row)));
      reply.ok({ users, hasMore: users.length < found.length || begin + ids.length < blocked.length });
    });

/** What is sent after the answer is decided with it: the view of the two people's conversation is looked at anew. */
async function setBlock(
  services: Services,
  asker: Asker,
  reply: Reply,
  { ref, isBlocked }: { readonly ref: MemberRef; readonly isBlocked: boolean },
): Promise<void> {
  const { directory, store, clock, lanes } = services;
  const { user, application } = asker.identity;
  const { blocked } = await store.personal(user.id);
  const [reached] = await directory.named(application, [ref]);
  const known = reached ?? (await directory.known(application, ref));
  // Who is blocked already can be let go, also where his application is apart by now.
  const other = reached ?? (known && blocked.includes(known.id) ? known : undefined);
  if (!other) return reply.refuse(refusal('NOT_FOUND', 'There is no such user.'));
  if (other.id === user.id) return reply.refuse(refusal('INVALID', 'Nobody blocks himself.'));
  // Counted before the change, by what is on the disk: a bound against abuse, not an invariant.
  if (isBlocked && blocked.length >= limits.blockedUsers && !blocked.includes(other.id))
    return reply.refuse(refusal('FORBIDDEN', `${limits.blockedUsers} users may be blocked.`));
  const at = clock.now();
  const operations: Extract<Operation, { op: 'block' | 'create' }>[] = [
    { op: 'block', user: user.id, other: other.id, isBlocked, at },
  ];
  // Where the two have no conversation, one is made that neither sees: its version tells a send that it is too late.
  if (isBlocked && (await store.findSingle(user.id, other.id)) === undefined) {
    const c = await store.allocateConversation();
    const members = [user.id, other.id] as const;
    operations.unshift({ op: 'create', c, application: application.id, createdAt: at, members, isQuiet: true });
  }
  changePersonal(services, asker, reply, {
    operations,
    settled: () => lanes.refresh(singleKey(user.id, other.id)),
    done: () => reply.ok({}),
  });
}

/** As many as an answer holds, one at least. */
function thatFit(cards: readonly UserCard[]): UserCard[] {
  let bytes = 0;
  const first = cards.findIndex((card, at) => {
    bytes += byteLength(JSON.stringify(card));
    return at > 0 && bytes > limits.pageBytes;
  });
  return first < 0 ? [...cards] : cards.slice(0, first);
}
