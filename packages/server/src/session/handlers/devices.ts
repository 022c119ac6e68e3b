import { type Platform, refusal } from '@palaver/protocol';
import type { Handler, Services } from './handler.js';

export const devicesListHandler =
  ({ store, hub, seen, clock }: Services): Handler<'devices.list'> =>
  (_, { connection, reply }) =>
    connection.read(async () => {
      const { user, session: current } = connection.identity;
      const sessions = (await store.sessions(user.id)).filter(({ expiresAt }) => expiresAt > clock.now());
      const devices = sessions.map(({ id, platform, deviceName, seenAt }) => {
        const isOnline = hub.has(id);
        return {
          id,
          platform: platform as Platform,
          name: deviceName,
          isCurrent: id === current.id,
          isOnline,
          lastSeenAt: isOnline ? clock.now() : Math.max(seenAt, seen.at(id) ?? 0),
        };
      });
      devices.sort((a, b) => b.lastSeenAt - a.lastSeenAt || (a.id < b.id ? -1 : 1));
      reply.ok({ devices });
    });

/** As if that device had logged out. */
export const devicesEndHandler =
  ({ store, hub, positions }: Services): Handler<'devices.end'> =>
  async ({ id }, { connection, reply }) => {
    const { user } = connection.identity;
    const session = (await store.sessions(user.id)).find((one) => one.id === id);
    if (!session) return reply.refuse(refusal('NOT_FOUND', 'There is no such device.'));
    await positions.settle(user.id);
    await store.endSession(id, 'logged_out');
    reply.ok({});
    hub.end([session], 'logged_out');
  };
