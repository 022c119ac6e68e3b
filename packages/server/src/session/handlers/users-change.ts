import type { Request } from '@palaver/protocol';
import { changePersonal } from './change-personal.js';
import type { AskedHandler, Asker, Services } from './handler.js';
import { changeSettings } from './settings.js';

export const usersUpdateHandler =
  (services: Services): AskedHandler<'users.update'> =>
  ({ profile }, { asker, reply }) => {
    const { user } = asker.identity;
    changePersonal(services, asker, reply, {
      operations: [{ op: 'personal', user: user.id, profile: cleared(profile) }],
      done: () => reply.ok({ user: cardNow(services, asker) }),
    });
  };

/** For everything; for one user it is a setting of the conversation with him. */
export const usersMuteHandler =
  (services: Services): AskedHandler<'users.mute'> =>
  ({ user, muted }, { asker, reply }) => {
    if (user) {
      const { username, appKey } = user;
      const target = { user: username, ...(appKey !== undefined && { appKey }) };
      return changeSettings(services, asker, reply, { target, muted });
    }
    return changePersonal(services, asker, reply, {
      operations: [{ op: 'personal', user: asker.identity.user.id, isMuted: muted }],
      done: () => reply.ok({}),
    });
  };

export const cardNow = ({ directory }: Services, { identity: { user } }: Asker) =>
  directory.cardOf(directory.peekById(user.id) ?? user);

/** An empty text takes its field away, as null does. */
const cleared = (profile: Request<'users.update'>['profile']): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(profile).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value === '' ? null : value]],
    ),
  );
