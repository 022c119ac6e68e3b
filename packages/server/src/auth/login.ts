import {
  ok,
  type Platform,
  profileSchema,
  protocolVersion,
  type Refusal,
  type Request,
  type Result,
  readAs,
  refusal,
  refused,
  serverLimits,
  usernameSchema,
  uuidv7,
} from '@palaver/protocol';
import { asUsername, decideEntry } from '../domain/account.js';
import { boundsOf } from '../domain/bounds.js';
import { deviceClassOf, endsOthers } from '../domain/device-class.js';
import type { Services } from '../session/handlers/handler.js';
import type { ApplicationRow, SessionRow, UserRow } from '../store/people-rows.js';
import type { Attempts } from './attempts.js';
import { createAccount, defaultAppKey } from './register.js';
import { type LoginRefusal, sessionOf, unauthenticated } from './session-check.js';
import { betweenLoginsMs, extendedSession, saveLife } from './session-life.js';
import { newSecret } from './session-token.js';

export type LoginServices = Pick<
  Services,
  'clock' | 'random' | 'store' | 'digest' | 'passwords' | 'tokens' | 'directory' | 'hub' | 'logins'
>;

/** Of those whose credentials were right: nobody fills the store with sessions. */
const loginRule = {
  perSecond: serverLimits.loginsPerMinuteByAccount / 60,
  burst: serverLimits.loginsPerMinuteByAccount,
};

export interface Login {
  readonly user: UserRow;
  readonly application: ApplicationRow;
  readonly session: SessionRow;
  /** Present where the login made the session. */
  readonly token?: string;
}

export interface Authenticator {
  login(request: Request<'login'>, address: string): Promise<Result<Login, LoginRefusal>>;
}

/** Decides who comes in, and as which session (P9–P12). */
export function createAuthenticator(services: LoginServices, attempts: Attempts): Authenticator {
  const { clock, store, passwords, tokens, directory } = services;
  // Checked where there is no password to check, so that an unknown name takes the same work (P12).
  const dummy = passwords.hash(newSecret(services.random));
  dummy.catch(() => {});

  return {
    async login(request, address) {
      if (request.version !== protocolVersion)
        return refused(refusal('VERSION', `This server speaks version ${protocolVersion}.`));
      const { credentials } = request;
      if (credentials.kind === 'session') return reopen(credentials.token, request.appKey);
      const application = await directory.application(request.appKey ?? defaultAppKey);
      if (!application) return refused(refusal('NOT_FOUND', 'There is no such application.'));
      const known =
        credentials.kind === 'password'
          ? await byPassword(application, credentials, address)
          : await byToken(application, credentials.token, address);
      if (!known.ok) return known;
      const entry = decideEntry(known.value, application);
      if (!entry.ok) return entry;
      const retryAfterMs = services.logins.take(entry.value.id, loginRule);
      if (retryAfterMs > 0) return refused(refusal('RATE_LIMITED', undefined, retryAfterMs));
      const made = await makeSession(services, application, entry.value, request.platform, request.deviceName);
      // What changed while the session was made holds: a new password, a disabled user.
      const now = directory.peekById(entry.value.id) ?? entry.value;
      if (now.state === 'active' && now.password === entry.value.password)
        return ok({ ...made, user: now, application });
      const reason = endedMeanwhile[now.state];
      await store.endSession(made.session.id, reason);
      return now.state === 'disabled' ? refused(refusal('FORBIDDEN')) : refused({ ...unauthenticated, ended: reason });
    },
  };

  async function byPassword(
    application: ApplicationRow,
    credentials: { readonly username: string; readonly password: string },
    address: string,
  ): Promise<Result<UserRow, Refusal>> {
    const username = asUsername(credentials.username);
    const account = `${application.id}/${username}`;
    const retryAfterMs = attempts.waitFor(address, account);
    if (retryAfterMs > 0) return refused(refusal('RATE_LIMITED', undefined, retryAfterMs));
    const attempt = attempts.begin(address, account);
    const user = await directory.user(application.id, username);
    const isRight = await passwords.verify(user?.password ?? (await dummy), credentials.password);
    if (!isRight || user?.password === undefined || user.state === 'deleted') return refused(unauthenticated);
    attempt.succeeded();
    return ok(user);
  }

  /** The application's own back end vouches for its users: one who is not known yet is made. */
  async function byToken(
    application: ApplicationRow,
    token: string,
    address: string,
  ): Promise<Result<UserRow, Refusal>> {
    const retryAfterMs = attempts.waitFor(address);
    if (retryAfterMs > 0) return refused(refusal('RATE_LIMITED', undefined, retryAfterMs));
    const attempt = attempts.begin(address);
    const vouched = await tokens.verify(token, application);
    if (!vouched.ok) return vouched;
    attempt.succeeded();
    const username = readAs(usernameSchema, vouched.value.username);
    if (!username.ok) return refused(refusal('UNAUTHENTICATED', 'The token names no possible user.'));
    const known = await directory.user(application.id, username.value);
    if (known) return ok(known);
    // A name that no user could give himself is passed over.
    const profile = readAs(profileSchema, { nickname: vouched.value.nickname });
    const made = await createAccount(services, application, {
      username: username.value,
      profile: profile.ok ? profile.value : {},
    });
    if (made.ok) return made;
    const other = await directory.user(application.id, username.value);
    return other ? ok(other) : refused(refusal('UNAUTHENTICATED', 'The name looks like one that is taken.'));
  }

  async function reopen(token: string, appKey: string | undefined): Promise<Result<Login, LoginRefusal>> {
    const found = await sessionOf(services, token);
    if (!found.ok) return found;
    const { application, session } = found.value;
    if (appKey !== undefined && appKey !== application.key) return refused(unauthenticated);
    const extended = extendedSession(session, boundsOf(application).sessionMs, clock.now(), betweenLoginsMs);
    if (extended) await saveLife(store, extended);
    return ok({ ...found.value, session: extended ?? session });
  }
}

const endedMeanwhile = { active: 'password_changed', disabled: 'user_disabled', deleted: 'user_deleted' } as const;

/** A new session; where the application's rule says so, it ends the user's others of its device class (O5). */
export async function makeSession(
  { clock, random, store, digest, hub }: LoginServices,
  application: ApplicationRow,
  user: UserRow,
  platform: Platform,
  deviceName: string | undefined,
): Promise<{ session: SessionRow; token: string }> {
  const token = newSecret(random);
  const now = clock.now();
  const { session, ended } = await store.openSession(
    {
      id: uuidv7(clock, random),
      user: user.id,
      tokenHash: digest(token),
      platform,
      deviceClass: deviceClassOf(platform),
      deviceName: deviceName ?? '',
      createdAt: now,
      expiresAt: now + boundsOf(application).sessionMs,
    },
    endsOthers(application),
  );
  hub.end(ended, 'other_device');
  return { session, token };
}
