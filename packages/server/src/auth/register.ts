import { ok, type Refusal, type Request, type Result, refusal, refused } from '@palaver/protocol';
import { asUsername, decideRegister, isReserved, skeleton } from '../domain/account.js';
import type { Services } from '../session/handlers/handler.js';
import type { ApplicationRow, UserRow } from '../store/people-rows.js';
import type { Attempts } from './attempts.js';

export const defaultAppKey = 'default';

/** Makes an account for somebody who asks for one himself. */
export async function register(
  services: Pick<Services, 'directory' | 'clock' | 'store' | 'passwords'>,
  attempts: Attempts,
  { appKey = defaultAppKey, username, password, profile }: Request<'register'>,
  address: string,
): Promise<Result<void, Refusal>> {
  const application = decideRegister(await services.directory.application(appKey));
  if (!application.ok) return application;
  const retryAfterMs = attempts.register(address);
  if (retryAfterMs > 0) return refused(refusal('RATE_LIMITED', undefined, retryAfterMs));
  const made = await createAccount(services, application.value, { username, password, profile: profile ?? {} });
  return made.ok ? ok(undefined) : made;
}

/** Refused with USER_EXISTS where the name, or one that looks like it, was ever taken. */
export async function createAccount(
  { directory, clock, store, passwords }: Pick<Services, 'directory' | 'clock' | 'store' | 'passwords'>,
  application: ApplicationRow,
  account: {
    username: string;
    password?: string | undefined;
    profile: Readonly<Record<string, unknown>>;
    isSystem?: boolean;
  },
): Promise<Result<UserRow, Refusal>> {
  const username = asUsername(account.username);
  const taken = refusal('USER_EXISTS');
  if (!account.isSystem && isReserved(username)) return refused(taken);
  // Hashing is the costly part: a name that is taken is refused before it.
  if (await directory.user(application.id, username)) return refused(taken);
  const row = await store.createUser({
    application: application.id,
    username,
    skeleton: skeleton(username),
    ...(account.password !== undefined && { password: await passwords.hash(account.password) }),
    profile: account.profile,
    createdAt: clock.now(),
  });
  return row ? ok(directory.keep(row)) : refused(taken);
}
