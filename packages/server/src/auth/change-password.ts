import { ok, type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import type { Identity, Services } from '../session/handlers/handler.js';
import type { UserId } from '../store/rows.js';
import type { Attempts } from './attempts.js';
import { endSessions } from './end-sessions.js';

export type ChangePassword = (
  who: Identity,
  change: { readonly current: string; readonly next: string; readonly address: string },
) => Promise<Result<void, Refusal>>;

/** Who holds a session need not know the password: guessing it is slowed as at the door. All other sessions end. */
export function createPasswordChange(
  services: Pick<Services, 'store' | 'hub' | 'directory' | 'passwords'>,
  attempts: Attempts,
): ChangePassword {
  const { directory, passwords } = services;
  /** Two devices at once: one is first, and the other's current password is the current one no more. */
  const changing = new Set<UserId>();

  return async ({ user, application, session }, { current, next, address }) => {
    const account = `${application.id}/${user.username}`;
    const retryAfterMs = attempts.waitFor(address, account);
    if (retryAfterMs > 0) return refused(refusal('RATE_LIMITED', undefined, retryAfterMs));
    if (changing.has(user.id)) return refused(refusal('BUSY'));
    changing.add(user.id);
    try {
      const row = directory.peekById(user.id) ?? user;
      const attempt = attempts.begin(address, account);
      // Who has none logs in by tokens: his application has to give him one.
      if (row.password === undefined || !(await passwords.verify(row.password, current)))
        return refused(refusal('UNAUTHENTICATED', 'The current password is wrong.'));
      attempt.succeeded();
      await directory.update(row, { password: await passwords.hash(next) });
      await endSessions(services, user.id, 'password_changed', session.id);
      return ok(undefined);
    } finally {
      changing.delete(user.id);
    }
  };
}
