import {
  appKeySchema,
  ok,
  passwordSchema,
  profileSchema,
  type Refusal,
  type Result,
  readAs,
  refusal,
  refused,
  usernameSchema,
} from '@palaver/protocol';
import { createApplications } from '../backend/applications.js';
import type { Admin } from '../core-ports.js';
import { asUsername } from '../domain/account.js';
import { deleteUser } from '../people/delete-user.js';
import type { Services } from '../session/handlers/handler.js';
import type { ApplicationRow, UserRow } from '../store/people-rows.js';
import type { RoomAdmin } from './admin-rooms.js';
import { endSessions } from './end-sessions.js';
import { createAccount } from './register.js';
import { newSecret } from './session-token.js';

/** What an operator, or an application's back end, does; the same decisions as for everybody, without the passwords. */
export function createAdmin(services: Services): Omit<Admin, keyof RoomAdmin> {
  const { clock, random, store, passwords, directory } = services;
  const applications = createApplications(services);

  const find = async (named: { appKey: string; username: string }): Promise<Result<Found, Refusal>> => {
    const application = await directory.application(named.appKey);
    const user = application && (await directory.user(application.id, asUsername(named.username)));
    return user && user.state !== 'deleted'
      ? ok({ application, user })
      : refused(refusal('NOT_FOUND', 'There is no such user.'));
  };

  return {
    async createApplication({ key, name, settings }) {
      const appKey = key ?? newSecret(random).slice(0, 24);
      if (!readAs(appKeySchema, appKey).ok)
        return refused(refusal('INVALID', 'An application key has 1 to 64 letters, digits, _ and -.'));
      const row = await store.createApplication({
        key: appKey,
        name,
        secrets: [newSecret(random)],
        settings: { registration: 'open', devices: 'one_per_class', limits: {}, ...settings },
        createdAt: clock.now(),
      });
      if (row) directory.keepApplication(row);
      return row
        ? ok(row)
        : refused(
            refusal(
              'INVALID',
              `There is an application ${appKey} already, or one with which its name could be confused.`,
            ),
          );
    },

    applications: () => store.applications(),

    async changeSettings(appKey, change) {
      const application = await directory.application(appKey);
      if (!application) return refused(refusal('NOT_FOUND', 'There is no such application.'));
      const settings = (now: ApplicationRow) => ({ settings: { ...now.settings, ...change } });
      return ok(await directory.changeApplication(application, settings));
    },

    async addSecret(appKey) {
      const application = await directory.application(appKey);
      if (!application) return refused(refusal('NOT_FOUND', 'There is no such application.'));
      return ok(await applications.addSecret(application));
    },

    async createUser({ appKey, username, password, nickname }) {
      const application = await directory.application(appKey);
      if (!application) return refused(refusal('NOT_FOUND', 'There is no such application.'));
      const name = readAs(usernameSchema, username);
      if (!name.ok) return refused(refusal('INVALID', `username: ${name.error}`));
      const profile = readAs(profileSchema, { nickname });
      if (!profile.ok) return refused(refusal('INVALID', profile.error));
      const fault = passwordFault(password);
      if (fault) return refused(fault);
      const made = await createAccount(services, application, {
        username: name.value,
        password,
        profile: profile.value,
      });
      return made.ok ? ok({ username: made.value.username, appKey }) : made;
    },

    async findUser(named) {
      const found = await find(named);
      if (!found.ok) return found;
      const { application, user } = found.value;
      return ok({ username: user.username, appKey: application.key, isDisabled: user.state !== 'active' });
    },

    async setPassword(named, password) {
      const fault = passwordFault(password);
      if (fault) return refused(fault);
      const found = await find(named);
      if (!found.ok) return found;
      await directory.update(found.value.user, { password: await passwords.hash(password) });
      await endSessions(services, found.value.user.id, 'password_changed');
      return ok(undefined);
    },

    async setDisabled(named, isDisabled) {
      const found = await find(named);
      if (!found.ok) return found;
      await directory.update(found.value.user, { state: isDisabled ? 'disabled' : 'active' });
      if (isDisabled) await endSessions(services, found.value.user.id, 'user_disabled');
      return ok(undefined);
    },

    async deleteUser(named) {
      const found = await find(named);
      if (!found.ok) return found;
      await deleteUser(services, found.value);
      return ok(undefined);
    },
  };
}

type Found = { readonly application: ApplicationRow; readonly user: UserRow };

function passwordFault(password: string | undefined): Refusal | undefined {
  if (password === undefined) return undefined;
  const read = readAs(passwordSchema, password);
  return read.ok ? undefined : refusal('INVALID', `password: ${read.error}`);
}
