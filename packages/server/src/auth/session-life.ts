import { type SessionRow, type Store, StoreFullError } from '../store/store.js';

const dayMs = 24 * 3_600_000;

/**
 * A session lives on while it is used (P9): the session as it is then, once a day of its life has passed, or a tenth of a
 * short one, so that no reconnection and no heartbeat costs a flush. Undefined where that is not yet so.
 */
export function extendedSession(session: SessionRow, lifeMs: number, now: number): SessionRow | undefined {
  // Also after the clock was set back: what was seen in the future does not count.
  if (Math.abs(now - session.seenAt) <= Math.min(dayMs, lifeMs / 10)) return undefined;
  return seenSession(session, lifeMs, now);
}

export const seenSession = (session: SessionRow, lifeMs: number, now: number): SessionRow => ({
  ...session,
  seenAt: now,
  expiresAt: Math.max(session.expiresAt, now + lifeMs),
});

/** On a full disk a session is not extended, and good all the same. */
export async function saveLife(store: Store, { id, seenAt, expiresAt }: SessionRow): Promise<void> {
  try {
    await store.touchSession(id, seenAt, expiresAt);
  } catch (error) {
    if (!(error instanceof StoreFullError)) throw error;
  }
}
