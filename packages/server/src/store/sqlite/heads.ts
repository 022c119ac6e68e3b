import type { UserId } from '../rows.js';
import type { Database } from './driver.js';
import type { OwnSums } from './own-sums.js';

/** A conversation's row as the writer has it, ahead of the table until it is put back. */
export interface Head {
  readonly c: number;
  readonly isGroup: boolean;
  readonly isRoom: boolean;
  version: number;
  head: number;
  headAt: number;
  sum: number;
  mark: number;
  joins: number;
  members: number;
  /** Senders' own sums at the head, as far as they were asked for. */
  readonly own: Map<UserId, number>;
}

/** The conversations that were written to last: there is one writer, so what it remembers is what stands. */
export interface Heads {
  get(c: number): Head | undefined;
  own(head: Head, user: UserId): number;
  changed(head: Head): void;
  /** Writes what changed into the table, once for all entries of the batch. */
  putBack(): void;
  /** After a rollback nothing that is remembered holds. */
  forget(): void;
}

const remembered = 10_000;
const rememberedSenders = 100;

export function createHeads(database: Database, ownSums: OwnSums): Heads {
  const select = database.prepare(
    `select v.version, head, head_at, sum, mark, joins, members, low is null and r.c is null as is_group, r.c as room
     from conversations v left join rooms r on r.c = v.c where v.c = ?`,
  );
  const update = database.prepare(
    'update conversations set version = ?, head = ?, head_at = ?, sum = ?, mark = ?, joins = ?, members = ? where c = ?',
  );
  const heads = new Map<number, Head>();
  const dirty = new Set<Head>();

  const load = (c: number): Head | undefined => {
    const row = select.get(c);
    return (
      row && {
        c,
        isGroup: row.is_group === 1,
        isRoom: row.room !== null,
        version: Number(row.version),
        head: Number(row.head),
        headAt: Number(row.head_at),
        sum: Number(row.sum),
        mark: Number(row.mark),
        joins: Number(row.joins),
        members: Number(row.members),
        own: new Map(),
      }
    );
  };
  const putBack = () => {
    for (const { c, version, head, headAt, sum, mark, joins, members } of dirty) {
      update.run(version, head, headAt, sum, mark, joins, members, c);
    }
    dirty.clear();
    for (const c of heads.keys()) {
      if (heads.size <= remembered) break;
      heads.delete(c);
    }
  };

  return {
    putBack,
    get(c) {
      const head = heads.get(c) ?? load(c);
      if (!head) return undefined;
      // Taken out and put in again: the last used stand last.
      heads.delete(c);
      heads.set(c, head);
      return head;
    },
    own(head, user) {
      const own = head.own.get(user) ?? ownSums(head, user, head.head);
      if (head.own.size >= rememberedSenders) head.own.clear();
      head.own.set(user, own);
      return own;
    },
    changed(head) {
      dirty.add(head);
    },
    forget() {
      heads.clear();
      dirty.clear();
    },
  };
}
