import type { Handler } from './handler.js';

export const withdrawHandler =
  (): Handler<'withdraw'> =>
  ({ id }, { connection, reply }) => {
    connection.sticky.withdraw(id);
    reply.ok({});
  };
