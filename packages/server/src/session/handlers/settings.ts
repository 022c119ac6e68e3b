import { ok, type Refusal, type Request, type Result, refusal, refused } from '@palaver/protocol';
import { singleKey } from '../../engine/lane.js';
import type { Operation } from '../../store/batch.js';
import { changeStates } from './change-states.js';
import type { AskedHandler, Asker, Reply, Services } from './handler.js';

export const settingsHandler =
  (services: Services): AskedHandler<'settings'> =>
  (request, { asker, reply }) =>
    changeSettings(services, asker, reply, request);

/** Sets something for a conversation, also for one of two people that does not exist yet (P54). */
export async function changeSettings(
  services: Services,
  asker: Asker,
  reply: Reply,
  request: Request<'settings'>,
): Promise<void> {
  const found = await find(services, asker, request.target);
  if (!found.ok) return reply.refuse(found.error);
  const { muted, pinned } = request;
  const { c, creates } = found.value;
  const user = asker.identity.user.id;
  changeStates(services, asker.identity, {
    operations: [
      ...(creates ? [creates] : []),
      { op: 'settings', c, user, ...(muted !== undefined && { muted }), ...(pinned !== undefined && { pinned }) },
    ],
    settled: () => creates && services.lanes.refresh(singleKey(...creates.members)),
    done: ([state]) => {
      if (state) reply.ok({});
      else if (!creates) reply.refuse(refusal('NOT_FOUND'));
      // Somebody else has made it meanwhile.
      else changeSettings(services, asker, reply, request).catch(() => asker.unknown());
    },
    refused: (refusal) => reply.refuse(refusal),
  });
}

type Single = Extract<Operation, { op: 'create'; members: unknown }>;

async function find(
  { directory, store, clock }: Services,
  { identity: { user, application } }: Asker,
  target: Request<'settings'>['target'],
): Promise<Result<{ readonly c: number; readonly creates?: Single }, Refusal>> {
  if ('group' in target) return ok({ c: Number(target.group) });
  const ref = { username: target.user, appKey: target.appKey };
  const peer = await directory.known(application, ref);
  if (!peer) return refused(refusal('NOT_FOUND', 'There is no such user.'));
  if (peer.id === user.id) return refused(refusal('INVALID', 'This is you.'));
  const c = await store.findSingle(user.id, peer.id);
  if (c !== undefined) return ok({ c });
  const [reached] = await directory.named(application, [ref]);
  if (!reached) return refused(refusal('NOT_FOUND', 'There is no such user.'));
  const made = await store.allocateConversation();
  const members = [user.id, peer.id] as const;
  const createdAt = clock.now();
  return ok({
    c: made,
    creates: { op: 'create', c: made, application: application.id, createdAt, members, isQuiet: true },
  });
}
