import { entryText, limits, type RoomCard, refusal } from '@palaver/protocol';
import { decideSeeRoom } from '../../domain/access.js';
import type { RoomRow } from '../../store/rows.js';
import type { Connection } from '../connection.js';
import type { Handler, Services } from './handler.js';

export const roomsListHandler =
  ({ store, rooms }: Services): Handler<'rooms.list'> =>
  ({ start = 0, count = limits.roomsPerCall }, { connection, reply }) =>
    connection.read(async () => {
      const page = await store.rooms(connection.identity.application.id, { start, count });
      reply.ok({ rooms: page.rooms.map((room) => roomCard(room.c, room, rooms.count(room.c))), total: page.total });
    });

export const roomsGetHandler =
  (services: Services): Handler<'rooms.get'> =>
  ({ id }, { connection, reply }) =>
    connection.read(async () => {
      const card = await cardOf(services, connection, Number(id));
      if (card) reply.ok({ room: card });
      else reply.refuse(notFound);
    });

/** Inside first and reading second, so that nothing said meanwhile is missed; what comes twice is told apart by its place. */
export const roomsEnterHandler =
  (services: Services): Handler<'rooms.enter'> =>
  ({ id }, { connection, reply }) => {
    const { store, rooms, enters } = services;
    const { user } = connection.identity;
    const rule = { perSecond: limits.roomEntersPerMinute / 60, burst: limits.roomEntersPerMinute };
    const retryAfterMs = enters.take(user.id, rule);
    if (retryAfterMs > 0) return reply.refuse(refusal('RATE_LIMITED', undefined, retryAfterMs));
    return connection.read(async () => {
      const c = Number(id);
      if (!(await cardOf(services, connection, c))) return reply.refuse(notFound);
      if (connection.isClosed) return;
      if (!rooms.enter(c, user.id, connection)) return reply.refuse(refusal('BUSY', 'This is in too many chatrooms.'));
      const row = await store.conversation(c);
      const head = row?.head ?? 0;
      const entries = await store.entries(c, head - limits.roomEntries + 1, head, limits.roomEntries);
      // Removed, or left by a frame that came behind, while it was read.
      const card = rooms.isInside(c, connection) ? await cardOf(services, connection, c) : undefined;
      if (!card) return reply.refuse(notFound);
      const texts = entries.map(({ seq, at, sid, body }) => entryText(seq, at, sid, body));
      reply.text(`"room":${JSON.stringify(card)},"c":${c},"head":${head},"entries":[${texts.join(',')}]`);
    });
  };

export const roomsLeaveHandler =
  (services: Services): Handler<'rooms.leave'> =>
  ({ id }, { connection, reply }) =>
    connection.read(async () => {
      const c = Number(id);
      services.rooms.leave(c, connection);
      if (await cardOf(services, connection, c)) reply.ok({});
      else reply.refuse(notFound);
    });

const notFound = refusal('NOT_FOUND', 'There is no such chatroom.');

export const roomCard = (c: number, { name, description }: RoomRow, memberCount: number): RoomCard => ({
  id: String(c),
  name,
  description,
  memberCount,
});

/** Undefined where there is none in this application. */
async function cardOf({ store, rooms }: Services, connection: Connection, c: number): Promise<RoomCard | undefined> {
  const room = decideSeeRoom(await store.conversation(c), connection.identity.application.id);
  return room.ok ? roomCard(c, room.value, rooms.count(c)) : undefined;
}
