import type { Attempts } from '../../auth/attempts.js';
import { changePassword } from '../../auth/change-password.js';
import type { Handler, Services } from './handler.js';

export const usersChangePasswordHandler =
  (services: Services, attempts: Attempts): Handler<'users.change_password'> =>
  async ({ current, next }, { connection, reply }) => {
    const { identity, address } = connection;
    const changed = await changePassword(services, attempts, identity, { current, next, address });
    if (changed.ok) reply.ok({});
    else reply.refuse(changed.error);
  };
