import type { Refusal } from '@palaver/protocol';
import { asSeenBy } from '../../domain/access.js';
import type { UserId } from '../../store/rows.js';
import type { Reply, Services } from './handler.js';

/** Refuses so that a group does not show itself to who never was a member (P32). */
export function refuseAsSeen(
  { store }: Services,
  asked: { readonly reply: Reply; readonly user: UserId; readonly c: number; unknown(): void },
  refusal: Refusal,
): void {
  // What does not exist takes what it takes to tell a former member from a stranger.
  if (refusal.code !== 'NOT_MEMBER' && refusal.code !== 'NOT_FOUND') {
    asked.reply.refuse(refusal);
    return;
  }
  store.intervals(asked.c, asked.user).then(
    (intervals) => asked.reply.refuse(asSeenBy(refusal, intervals)),
    () => asked.unknown(),
  );
}
