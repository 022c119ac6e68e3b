import type { Handler, Services } from './handler.js';

/** The device goes for good: what it stored counts as delivered, and its token reopens nothing. */
export const logoutHandler =
  ({ store, hub, positions }: Services): Handler<'logout'> =>
  async (_, { connection, reply }) => {
    const { user, session } = connection.identity;
    await positions.settle(user.id);
    await store.endSession(session.id, 'logged_out');
    reply.ok({});
    hub.end([session], 'logged_out');
  };
