import { refusal } from '@palaver/protocol';
import type { Command } from '../../engine/command.js';
import { singleKey } from '../../engine/lane.js';
import type { UserId } from '../../store/store.js';
import { changeStates } from './change-states.js';
import type { Handler, Services } from './handler.js';

export const settingsHandler =
  (services: Services): Handler<'settings'> =>
  ({ target, muted, pinned }, { connection, reply }) => {
    const { directory } = services;
    const { user, application } = connection.identity;
    // After the sends before it have found their way: one of them may make the conversation.
    return connection.inOrder(false, async () => {
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
    });

    async function find(): Promise<number | undefined> {
      if ('group' in target) return Number(target.group);
      const peer = await directory.known(application, { username: target.user, appKey: target.appKey });
      return peer && conversationOf(services, user.id, peer.id);
    }
  };

/** The conversation of two people, also where it is only just being made: known when that is on the disk. */
function conversationOf({ lanes }: Services, user: UserId, peer: UserId): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    let found: number | undefined;
    const looking: Command = {
      decide(view, c) {
        found = view && c;
        return {
          kind: 'refuse',
          refusal: refusal('NOT_FOUND'),
          lookup: { op: 'lookup', sender: user, id: '', hash: '' },
        };
      },
      refused: (_, isFinal) => isFinal && resolve(found),
      accepted: () => resolve(found),
      unknown: () => reject(new Error('The conversation could not be read.')),
    };
    lanes.submit(singleKey(user, peer), looking);
  });
}
