import { firstMembersCount, type Interval, type StateRow, type UserId } from '../rows.js';
import type { Database, Row, Statement } from './driver.js';
import { type OwnSums, ownOfTwo } from './own-sums.js';
import type { RetractedSum } from './retractions.js';
import { groupRow, interval } from './rows.js';

export interface States {
  /** A page of the user's conversations that changed at mark `since` or later. */
  since(user: UserId, query: { since: number; after: number; limit: number }): StateRow[];
  of(user: UserId, c: number): StateRow | undefined;
  intervals(c: number, user: UserId): Interval[];
}

/** `head_…` is the entry at the member's head, `base_…` the one at his read position. What is below the floor is not unread. */
const select = `
  select m.c, m.since, m.until, m.has_past, m.read, m.delivered, m.muted, m.pinned,
    v.low, v.high, v.floor, v.inherited, v.members, coalesce(m.until - 1, v.head) as head,
    h.at as head_at, h.sender as head_sender, h.sum as head_sum, h.own as head_own,
    b.sender as base_sender, b.sum as base_sum, b.own as base_own, max(m.read, v.floor) as base,
    g.name, g.description, g.kind, g.owner, g.max_members, g.is_dissolved, g.avatar
  from members m
  cross join conversations v on v.c = m.c
  left join groups g on g.c = m.c
  left join entries h on h.c = m.c and h.seq = coalesce(m.until - 1, v.head)
  left join entries b on b.c = m.c and b.seq = max(m.read, v.floor)`;

export function createStates(database: Database, ownSums: OwnSums, retractedSum: RetractedSum): States {
  const one = database.prepare(`${select} where m.user = ? and m.c = ?`);
  // What happens in a conversation after he left is no change of his view; one that was made quietly is none either.
  const changed = database.prepare(
    `${select} where m.user = ? and m.c > ? and (m.mark >= ? or (m.until is null and v.mark >= ?))
       and (v.head > 0 or m.mark > 0) order by m.c limit ?`,
  );
  const pastIntervals = database.prepare(
    'select since, until from past_intervals where c = ? and user = ? order by since',
  );
  const newestInterval = database.prepare('select since, until, has_past from members where user = ? and c = ?');
  const firstMembers = database.prepare(
    `select user from members where c = ? and until is null order by joined limit ${firstMembersCount}`,
  );

  const visible = (c: number, user: UserId, newest: Row): Interval[] => [
    ...(newest.has_past === 1 ? pastIntervals.all(c, user).map(interval) : []),
    interval(newest),
  ];
  const stateRow = (user: UserId, row: Row): StateRow => {
    const c = Number(row.c);
    return {
      c,
      ...target(row, user, firstMembers),
      head: Number(row.head),
      headAt: Number(row.head_at ?? 0),
      floor: Number(row.floor),
      inherited: Number(row.inherited),
      visible: visible(c, user, row),
      read: Number(row.read),
      delivered: Number(row.delivered),
      unread: unread(row, user, ownSums, retractedSum),
      muted: row.muted === 1,
      pinned: row.pinned === 1,
    };
  };

  return {
    since: (user, { since, after, limit }) =>
      changed.all(user, after, since, since, limit).map((row) => stateRow(user, row)),
    of(user, c) {
      const row = one.get(user, c);
      return row && stateRow(user, row);
    },
    intervals(c, user) {
      const newest = newestInterval.get(user, c);
      return newest ? visible(c, user, newest) : [];
    },
  };
}

function target(row: Row, user: UserId, firstMembers: Statement): Pick<StateRow, 'peer' | 'group'> {
  if (row.low !== null) return { peer: Number(row.low === user ? row.high : row.low) };
  return {
    group: {
      ...groupRow(row),
      memberCount: Number(row.members),
      firstMembers: firstMembers.all(Number(row.c)).map((member) => Number(member.user)),
    },
  };
}

/** Increments of others in `(base, head]`, less what of them was taken back. */
function unread(row: Row, user: UserId, ownSums: OwnSums, retractedSum: RetractedSum): number {
  const added = increments(row, user, ownSums);
  return added === 0 ? 0 : added - retractedSum(Number(row.c), user, Number(row.base), Number(row.head));
}

/** From the running sums at both ends. */
function increments(row: Row, user: UserId, ownSums: OwnSums): number {
  const [head, base] = [Number(row.head), Number(row.base)];
  const all = Number(row.head_sum ?? 0) - Number(row.base_sum ?? 0);
  if (base >= head || all === 0) return 0;
  if (row.low !== null) {
    const at = (end: 'head' | 'base') =>
      row[`${end}_sender`] === null
        ? 0
        : ownOfTwo(
            {
              sender: row[`${end}_sender`] ?? null,
              sum: row[`${end}_sum`] ?? null,
              own: row[`${end}_own`] ?? null,
            },
            user,
          );
    return all - (at('head') - at('base'));
  }
  const group = { c: Number(row.c), isGroup: true };
  return all - (ownSums(group, user, head) - ownSums(group, user, base));
}
