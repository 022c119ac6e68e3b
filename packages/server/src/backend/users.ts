import {
  limits,
  ok,
  type ProfileChange,
  passwordSchema,
  profileSchema,
  type Refusal,
  type Result,
  readAs,
  refusal,
  refused,
  type UserCard,
  usernameSchema,
} from '@palaver/protocol';
import * as v from 'valibot';
import { endSessions } from '../auth/end-sessions.js';
import { createAccount } from '../auth/register.js';
import { asUsername, isSystem } from '../domain/account.js';
import { deleteUser } from '../people/delete-user.js';
import type { Services } from '../session/handlers/handler.js';
import { usersUpdateHandler } from '../session/handlers/users-change.js';
import type { ApplicationRow, UserRow } from '../store/people-rows.js';
import { ask } from './ask.js';

/** Without a password the user logs in by the application's tokens only. */
const newAccountSchema = v.object({
  username: usernameSchema,
  password: v.optional(passwordSchema),
  profile: v.optional(profileSchema),
});
/** Looked at one by one: each is answered for itself. */
export type NewAccount = { readonly username: string };
export interface Account {
  readonly user: UserCard;
  readonly isDisabled: boolean;
  readonly isOnline: boolean;
  readonly createdAt: number;
}
export type Created = { readonly username: string; readonly refusal?: Refusal };

/** Hashing takes most of it: so many side by side leave room for those who log in. */
const atOnce = 4;

/** An application's users, as its back end looks after them. */
export function createUsers(services: Services) {
  const { store, directory, passwords, hub } = services;

  const find = async (application: ApplicationRow, username: string): Promise<Result<UserRow, Refusal>> => {
    const user = await directory.user(application.id, asUsername(username));
    return user && user.state !== 'deleted' ? ok(user) : refused(refusal('NOT_FOUND', 'There is no such user.'));
  };
  /** Whom the back end may change: anybody but the account that speaks for the system. */
  const findPerson = async (application: ApplicationRow, username: string): Promise<Result<UserRow, Refusal>> => {
    const found = await find(application, username);
    if (found.ok && isSystem(found.value, application))
      return refused(refusal('FORBIDDEN', 'This account speaks for the system.'));
    return found;
  };
  const describe = (user: UserRow): Account => ({
    user: directory.cardOf(user),
    isDisabled: user.state === 'disabled',
    isOnline: hub.of(user.id).length > 0,
    createdAt: user.createdAt,
  });

  return {
    find,

    /** Each for itself: one that is refused keeps no other from being made. Answers in the order asked. */
    async create(application: ApplicationRow, accounts: readonly NewAccount[]): Promise<Created[]> {
      const created: Created[] = [];
      const waiting = accounts.entries();
      const work = async () => {
        for (const [at, account] of waiting) {
          const read = readAs(newAccountSchema, account);
          const made = read.ok
            ? await createAccount(services, application, { ...read.value, profile: read.value.profile ?? {} })
            : refused(refusal('INVALID', read.error));
          const { username } = account;
          created[at] = made.ok ? { username: made.value.username } : { username, refusal: made.error };
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      return created;
    },

    async list(
      application: ApplicationRow,
      {
        after,
        limit = limits.pageEntries,
      }: { readonly after?: string | undefined; readonly limit?: number | undefined },
    ): Promise<Result<{ readonly users: Account[]; readonly next?: string }, Refusal>> {
      const last = after === undefined ? undefined : await directory.user(application.id, asUsername(after));
      if (after !== undefined && !last) return refused(refusal('NOT_FOUND', 'There is no such user.'));
      const page = await store.usersOf(application.id, last?.id ?? 0, limit);
      const next = page.length === limit ? page.at(-1)?.username : undefined;
      return ok({ users: page.map((row) => describe(directory.keep(row))), ...(next !== undefined && { next }) });
    },

    async look(application: ApplicationRow, username: string): Promise<Result<Account, Refusal>> {
      const found = await find(application, username);
      return found.ok ? ok(describe(found.value)) : found;
    },

    async update(
      application: ApplicationRow,
      username: string,
      profile: ProfileChange,
    ): Promise<Result<Account, Refusal>> {
      const found = await find(application, username);
      if (!found.ok) return found;
      const done = await ask(usersUpdateHandler(services), { user: found.value, application }, { profile });
      return done.ok ? ok(describe(directory.peekById(found.value.id) ?? found.value)) : done;
    },

    async setPassword(application: ApplicationRow, username: string, password: string): Promise<Result<void, Refusal>> {
      const found = await findPerson(application, username);
      if (!found.ok) return found;
      await directory.update(found.value, { password: await passwords.hash(password) });
      await endSessions(services, found.value.id, 'password_changed');
      return ok(undefined);
    },

    async setDisabled(
      application: ApplicationRow,
      username: string,
      isDisabled: boolean,
    ): Promise<Result<void, Refusal>> {
      const found = await findPerson(application, username);
      if (!found.ok) return found;
      await directory.update(found.value, { state: isDisabled ? 'disabled' : 'active' });
      if (isDisabled) await endSessions(services, found.value.id, 'user_disabled');
      return ok(undefined);
    },

    async endSessions(application: ApplicationRow, username: string): Promise<Result<void, Refusal>> {
      const found = await find(application, username);
      if (!found.ok) return found;
      await endSessions(services, found.value.id, 'logged_out');
      return ok(undefined);
    },

    async remove(application: ApplicationRow, username: string): Promise<Result<void, Refusal>> {
      const found = await findPerson(application, username);
      if (!found.ok) return found;
      await deleteUser(services, { user: found.value, application });
      return ok(undefined);
    },
  };
}
