import { changeStates } from './change-states.js';
import type { Handler, Services } from './handler.js';

export const readHandler =
  (services: Services): Handler<'read'> =>
  ({ marks }, { connection, reply }) => {
    if (marks.length === 0) return reply.ok({});
    const user = connection.identity.user.id;
    changeStates(services, connection.identity, {
      operations: marks.map(([c, seq]) => ({ op: 'read', c, user, seq })),
      done: () => reply.ok({}),
      refused: (refusal) => reply.refuse(refusal),
    });
  };
