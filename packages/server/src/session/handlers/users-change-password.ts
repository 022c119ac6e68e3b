import type { ChangePassword } from '../../auth/change-password.js';
import type { Handler } from './handler.js';

export const usersChangePasswordHandler =
  (changePassword: ChangePassword): Handler<'users.change_password'> =>
  async ({ current, next }, { connection, reply }) => {
    const { identity, address } = connection;
    const changed = await changePassword(identity, { current, next, address });
    if (changed.ok) reply.ok({});
    else reply.refuse(changed.error);
  };
