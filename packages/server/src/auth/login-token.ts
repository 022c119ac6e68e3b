import { type Clock, ok, type Refusal, type Result, refusal, refused } from '@palaver/protocol';
import { SignJWT } from 'jose';
import type { Admin } from '../core-ports.js';

/** How long a login token can be used unless its maker says otherwise. */
export const loginTokenMs = 3_600_000;

/**
 * A login token as the application's own back end would sign it, for `login({ token })` of the SDK: for a back end that
 * is being written, for scripts, and for whoever lost his password.
 */
export async function issueLoginToken(
  admin: Pick<Admin, 'applications' | 'findUser'>,
  clock: Clock,
  user: { readonly appKey: string; readonly username: string },
  lifeMs: number = loginTokenMs,
): Promise<Result<{ token: string; expiresAt: number }, Refusal>> {
  const found = await admin.findUser(user);
  if (!found.ok) return found;
  if (found.value.isDisabled) return refused(refusal('FORBIDDEN', 'This user is disabled.'));
  const { username, appKey } = found.value;
  const secret = (await admin.applications()).find(({ key }) => key === appKey)?.secrets[0];
  if (secret === undefined) return refused(refusal('NOT_FOUND', 'The application has no master secret.'));
  const expiresAt = Math.floor((clock.now() + lifeMs) / 1000);
  const token = await new SignJWT({ sub: username, aud: appKey, exp: expiresAt })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
  return ok({ token, expiresAt: expiresAt * 1000 });
}
