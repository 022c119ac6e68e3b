import {
  type EndReason,
  endReasonSchema,
  ok,
  type Refusal,
  type Result,
  readAs,
  refusal,
  refused,
} from '@palaver/protocol';
import { decideEntry } from '../domain/account.js';
import type { Identity, Services } from '../session/handlers/handler.js';

export type LoginRefusal = Refusal & { readonly ended?: EndReason };
export const unauthenticated = refusal('UNAUTHENTICATED');

/**
 * Whose session a token reopens. Read anew each time: a session that has ended opens nothing from that moment on, and the
 * look-up by the token's hash is the same work whatever is wrong with it.
 */
export async function sessionOf(
  { clock, store, digest, directory, hub }: Pick<Services, 'clock' | 'store' | 'digest' | 'directory' | 'hub'>,
  token: string,
): Promise<Result<Identity, LoginRefusal>> {
  const session = await store.sessionByToken(digest(token));
  if (!session) return refused(unauthenticated);
  if (session.endReason !== undefined) return refused(afterEnd(session.endReason));
  const people = await directory.byIds([session.user]);
  const user = people.get(session.user);
  if (!user) throw new Error('A session of nobody.');
  const application = directory.applicationOf(user);
  if (session.expiresAt <= clock.now()) {
    // Ended for good, so that a clock set back does not revive it.
    await store.endSession(session.id, 'token_expired');
    hub.end([session], 'token_expired');
    return refused(refusal('TOKEN_EXPIRED'));
  }
  const entry = decideEntry(user, application);
  return entry.ok ? ok({ user, application, session }) : entry;
}

export function afterEnd(endReason: string): LoginRefusal {
  if (endReason === 'token_expired') return refusal('TOKEN_EXPIRED');
  const reason = readAs(endReasonSchema, endReason);
  return { ...unauthenticated, ...(reason.ok && { ended: reason.value }) };
}
