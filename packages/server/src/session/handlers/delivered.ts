import { encodeCursor } from '../../cursor.js';
import type { Handler, Services } from './handler.js';

export const deliveredHandler =
  ({ positions, lines, store }: Services): Handler<'delivered'> =>
  ({ marks }, { connection, reply }) => {
    positions.report(connection.identity.user.id, marks);
    reply.ok({ cursor: encodeCursor(store.epoch, lines.vouched()) });
  };
