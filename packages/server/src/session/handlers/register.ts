import type { Attempts } from '../../auth/attempts.js';
import { register } from '../../auth/register.js';
import type { Handler, Services } from './handler.js';

export const registerHandler =
  (services: Services, attempts: Attempts): Handler<'register'> =>
  async (request, { connection, reply }) => {
    const made = await register(services, attempts, request, connection.address);
    if (made.ok) reply.ok({});
    else reply.refuse(made.error);
  };
