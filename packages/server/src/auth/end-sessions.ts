import type { EndReason } from '@palaver/protocol';
import type { Services } from '../session/handlers/handler.js';
import type { UserId } from '../store/rows.js';

/** Ends a user's sessions, but for the one that asks for it: their tokens reopen nothing, their connections close. */
export async function endSessions(
  { store, hub }: Pick<Services, 'store' | 'hub'>,
  user: UserId,
  reason: EndReason,
  except?: string,
): Promise<void> {
  const sessions = (await store.sessions(user)).filter(({ id }) => id !== except);
  for (const { id } of sessions) await store.endSession(id, reason);
  hub.end(sessions, reason);
}
