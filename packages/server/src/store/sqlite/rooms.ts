import { limits } from '@palaver/protocol';
import type { Outcome } from '../batch.js';
import type { Batch, Of } from './batch.js';
import type { Database } from './driver.js';
import type { Head } from './heads.js';
import type { MediaRefs } from './media-writes.js';

export interface Rooms {
  create(operation: Extract<Of<'create'>, { room: unknown }>, batch: Batch): Outcome;
  change(operation: Of<'room'>, batch: Batch): Outcome;
  /** After an entry was appended: what lies too far back goes, and its ids with it. */
  trim(head: Head): void;
}

export function createRooms(database: Database, mediaRefs: MediaRefs): Rooms {
  const insertConversation = database.prepare(
    `insert into conversations (c, application, low, high, version, head, head_at, floor, sum, mark, joins, members)
     values (?, ?, null, null, 0, 0, 0, 0, 0, ?, 0, 0)`,
  );
  const insert = database.prepare(
    'insert into rooms (c, application, name, description, is_removed) values (?, ?, ?, ?, ?)',
  );
  const update = database.prepare(
    `update rooms set name = coalesce(?, name), description = coalesce(?, description),
       is_removed = coalesce(?, is_removed) where c = ? and is_removed = 0`,
  );
  const raiseFloor = database.prepare('update conversations set floor = ? where c = ?');
  const deleteBelow = database.prepare('delete from entries where c = ? and seq <= ?');

  const deleteUpTo = (c: number, floor: number) => {
    raiseFloor.run(floor, c);
    deleteBelow.run(c, floor);
    mediaRefs.dropUpTo(c, floor);
  };

  return {
    create({ c, application, room }, batch) {
      insertConversation.run(c, application, batch.takeMark());
      insert.run(c, application, room.name, room.description, Number(room.isRemoved));
      return { kind: 'done' };
    },
    change({ c, change: { name, description, isRemoved } }, batch) {
      const removed = isRemoved === undefined ? null : Number(isRemoved);
      const head = batch.heads.get(c);
      if (!head || update.run(name ?? null, description ?? null, removed, c) === 0) return { kind: 'stale' };
      head.version += 1;
      batch.heads.changed(head);
      if (isRemoved) deleteUpTo(c, head.head);
      return { kind: 'done' };
    },
    trim({ c, head }) {
      if (head > limits.roomEntries) deleteUpTo(c, head - limits.roomEntries);
    },
  };
}
