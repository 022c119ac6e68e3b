import { limits, numericIdSchema, ok, type Refusal, type Result, readAs, refusal, refused } from '@palaver/protocol';
import type { Admin } from '../core-ports.js';
import { decideSeeRoom } from '../domain/access.js';
import { roomFault } from '../domain/room.js';
import { roomKey } from '../engine/lane.js';
import type { Services } from '../session/handlers/handler.js';
import { roomCard } from '../session/handlers/rooms.js';
import type { Operation, Outcome } from '../store/batch.js';
import type { RoomRow } from '../store/rows.js';

export type RoomAdmin = Pick<Admin, 'createRoom' | 'rooms' | 'findRoom' | 'updateRoom' | 'removeRoom'>;

/** Chatrooms are made, changed and removed by an operator only, or by the application's back end (O2). */
export function createRoomAdmin(services: Services): RoomAdmin {
  const { clock, store, directory, batcher, lanes, lines, rooms } = services;

  const commit = (
    operation: Extract<Operation, { op: 'create' | 'room' }>,
  ): Promise<Result<Outcome | undefined, Refusal>> =>
    new Promise((resolve) => {
      batcher.add({
        operations: [operation],
        isReading: false,
        settled: ([outcome]) => {
          lanes.refresh(roomKey(operation.c));
          resolve(ok(outcome));
        },
        full: () => resolve(refused(refusal('SERVER_FULL'))),
      });
    });
  const find = async (named: { appKey: string; id: string }): Promise<Result<RoomRow, Refusal>> => {
    const application = await directory.application(named.appKey);
    const isNumber = readAs(numericIdSchema, named.id).ok;
    const row = application && isNumber ? await store.conversation(Number(named.id)) : undefined;
    return decideSeeRoom(row, application?.id ?? 0);
  };
  const change = async (
    named: { appKey: string; id: string },
    change: Partial<RoomRow>,
  ): Promise<Result<void, Refusal>> => {
    const found = await find(named);
    if (!found.ok) return found;
    const done = await commit({ op: 'room', c: Number(named.id), change });
    if (!done.ok) return done;
    return done.value?.kind === 'done'
      ? ok(undefined)
      : find(named).then((again) => (again.ok ? ok(undefined) : again));
  };

  return {
    async createRoom({ appKey, name, description = '' }) {
      const application = await directory.application(appKey);
      if (!application) return refused(refusal('NOT_FOUND', 'There is no such application.'));
      const fault = roomFault({ name, description });
      if (fault) return refused(fault);
      const c = await store.allocateConversation();
      const room = { name, description, isRemoved: false };
      const made = await commit({ op: 'create', c, application: application.id, createdAt: clock.now(), room });
      return made.ok ? ok(roomCard(c, room, 0)) : made;
    },

    async rooms(appKey, { start = 0, count = limits.roomsPerCall } = {}) {
      const application = await directory.application(appKey);
      if (!application) return refused(refusal('NOT_FOUND', 'There is no such application.'));
      const page = await store.rooms(application.id, { start, count });
      return ok({ items: page.rooms.map((room) => roomCard(room.c, room, rooms.count(room.c))), total: page.total });
    },

    async findRoom(named) {
      const found = await find(named);
      return found.ok ? ok(roomCard(Number(named.id), found.value, rooms.count(Number(named.id)))) : found;
    },

    async updateRoom(named, changes) {
      const fault = roomFault(changes);
      return fault ? refused(fault) : change(named, changes);
    },

    async removeRoom(named) {
      const done = await change(named, { isRemoved: true });
      const c = Number(named.id);
      // Behind what was said there before.
      const send = () => rooms.end(c);
      if (done.ok) lines.add(c, { mark: Number.POSITIVE_INFINITY, send, failed: send });
      return done;
    },
  };
}
