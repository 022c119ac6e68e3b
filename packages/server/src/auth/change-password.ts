import { ok, type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import type { Identity, Services } from '../session/handlers/handler.js';
import type { Attempts } from './attempts.js';
import { endSessions } from './end-sessions.js';

/** Who holds a session need not know the password: guessing it is slowed as at the door. All other sessions end. */
export async function changePassword(
  services: Pick<Services, 'store' | 'hub' | 'directory' | 'passwords'>,
  attempts: Attempts,
  { user, application, session }: Identity,
  { current, next, address }: { readonly current: string; readonly next: string; readonly address: string },
): Promise<Result<void, Refusal>> {
  const { directory, passwords } = services;
  const account = `${application.id}/${user.username}`;
  const retryAfterMs = attempts.waitFor(address, account);
  if (retryAfterMs > 0) return refused(refusal('RATE_LIMITED', undefined, retryAfterMs));
  const attempt = attempts.begin(address, account);
  const verifier = latest().password;
  // Who has none logs in by tokens: his application has to give him one.
  if (verifier === undefined || !(await passwords.verify(verifier, current))) return refused(wrong);
  attempt.succeeded();
  const password = await passwords.hash(next);
  // Another device was quicker: what was given as the current one is not any more.
  if (latest().password !== verifier) return refused(wrong);
  await directory.update(latest(), { password });
  await endSessions(services, user.id, 'password_changed', session.id);
  return ok(undefined);

  function latest() {
    return directory.peekById(user.id) ?? user;
  }
}

const wrong = refusal('UNAUTHENTICATED', 'The current password is wrong.');
