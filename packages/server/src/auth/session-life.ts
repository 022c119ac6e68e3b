import type { SessionRow } from '../store/people-rows.js';
import { type Store, StoreFullError } from '../store/store.js';

const hourMs = 3_600_000;
/** So that no reconnection costs a flush. */
export const betweenLoginsMs = 24 * hourMs;
/** For what is written behind. */
export const whileHereMs = hourMs;

/**
 * A session lives on while it is used (P9): the session as it is then, once so much of its life has passed, or a tenth of a
 * short one. Undefined where that is not yet so.
 */
export function extendedSession(
  session: SessionRow,
  lifeMs: number,
  now: number,
  afterMs: number,
): SessionRow | undefined {
  // Also after the clock was set back: what was seen in the future does not count.
  if (Math.abs(now - session.seenAt) <= Math.min(afterMs, lifeMs / 10)) return undefined;
  return seenSession(session, lifeMs, now);
}

export const seenSession = (session: SessionRow, lifeMs: number, now: number): SessionRow => ({
  ...session,
  seenAt: now,
  expiresAt: Math.max(session.expiresAt, now + lifeMs),
});

/** On a full disk a session is not extended, and good all the same. */
export async function saveLife(
  store: Pick<Store, 'touchSession'>,
  { id, seenAt, expiresAt }: Pick<SessionRow, 'id' | 'seenAt' | 'expiresAt'>,
): Promise<void> {
  try {
    await store.touchSession(id, seenAt, expiresAt);
  } catch (error) {
    if (!(error instanceof StoreFullError)) throw error;
  }
}
