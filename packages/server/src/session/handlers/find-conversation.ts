import type { Target } from '@palaver/protocol';
import { groupKey, type LaneKey, singleKey } from '../../engine/lane.js';
import type { Asker, Services } from './handler.js';

/** A conversation that exists, by whom it is with. Undefined where it does not, or is a chatroom. */
export async function findConversation(
  { directory, store }: Services,
  { identity: { user, application } }: Asker,
  to: Target,
): Promise<{ readonly c: number; readonly key: LaneKey } | undefined> {
  if ('group' in to) return { c: Number(to.group), key: groupKey(Number(to.group)) };
  if (!('user' in to)) return undefined;
  const peer = await directory.known(application, { username: to.user, appKey: to.appKey });
  const c = peer && (await store.findSingle(user.id, peer.id));
  return peer && c !== undefined ? { c, key: singleKey(user.id, peer.id) } : undefined;
}
