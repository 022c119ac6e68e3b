import { refusal } from '@palaver/protocol';
import { changeStates } from './change-states.js';
import type { Handler, Services } from './handler.js';

export const settingsHandler =
  (services: Services): Handler<'settings'> =>
  async ({ target, muted, pinned }, { connection, reply }) => {
    const { directory, store } = services;
    const { user, application } = connection.identity;
    const c = await find();
    if (c === undefined) return reply.refuse(refusal('NOT_FOUND'));
    changeStates(services, connection.identity, {
      operations: [
        {
          op: 'settings',
          c,
          user: user.id,
          ...(muted !== undefined && { muted }),
          ...(pinned !== undefined && { pinned }),
        },
      ],
      done: ([state]) => (state ? reply.ok({}) : reply.refuse(refusal('NOT_FOUND'))),
      refused: reply.refuse,
    });

    async function find(): Promise<number | undefined> {
      if ('group' in target) return Number(target.group);
      const peer = await directory.known(application, { username: target.user, appKey: target.appKey });
      return peer && store.findSingle(user.id, peer.id);
    }
  };
