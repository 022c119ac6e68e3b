import { limits } from '@palaver/protocol';
import type { Authenticator } from '../../auth/login.js';
import { afterEnd } from '../../auth/session-check.js';
import type { Handler, Services } from './handler.js';

export const loginHandler =
  ({ clock, directory }: Services, authenticator: Authenticator): Handler<'login'> =>
  async (request, { connection, reply }) => {
    const login = await authenticator.login(request, connection.address);
    if (!login.ok) {
      connection.refuseLogin();
      reply.refuse(login.error);
      if (login.error.code === 'VERSION') connection.close('version');
      return;
    }
    const { user, application, session, token } = login.value;
    const hindrance = connection.accept({ user, application, session });
    if (hindrance === 'gone') return connection.close('drained');
    if (hindrance) {
      connection.refuseLogin();
      return reply.refuse(afterEnd(hindrance));
    }
    reply.ok({
      user: directory.cardOf(user),
      session: session.id,
      ...(token !== undefined && { token }),
      now: clock.now(),
      heartbeatMs: limits.heartbeatMs,
    });
  };
