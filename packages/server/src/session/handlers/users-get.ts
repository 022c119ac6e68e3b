import { refusal } from '@palaver/protocol';
import { boundsOf } from '../../domain/bounds.js';
import type { Handler, Services } from './handler.js';

export const usersGetHandler =
  ({ directory, lookUps }: Services): Handler<'users.get'> =>
  ({ users }, { connection, reply }) => {
    const { user, application } = connection.identity;
    const { lookUpsPerMinute } = boundsOf(application);
    const retryAfterMs = lookUps.take(user.id, { perSecond: lookUpsPerMinute / 60, burst: lookUpsPerMinute });
    if (retryAfterMs > 0) return reply.refuse(refusal('RATE_LIMITED', undefined, retryAfterMs));
    return connection.read(async () => {
      const found = await directory.named(application, users);
      reply.ok({ users: found.flatMap((row) => (row ? [directory.cardOf(row)] : [])) });
    });
  };
