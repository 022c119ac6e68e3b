import type { LogRow, OldestRow, UserId, VisibleLog } from '../rows.js';
import type { Database, Row } from './driver.js';
import { interval } from './rows.js';

/** Logs as search and retention look at them: who may see which places of them, how far they go, where they begin. */
export function createLogReads(database: Database) {
  const visible = database.prepare(
    `select m.c, m.since, m.until, m.has_past, v.floor from members m cross join conversations v on v.c = m.c
     where m.user = ? and m.c > ? order by m.c limit ?`,
  );
  const pastIntervals = database.prepare(
    'select since, until from past_intervals where c = ? and user = ? order by since',
  );
  const changed = database.prepare(
    'select c, head, floor from conversations where c > ? and mark >= ? and joins > 0 order by c limit ?',
  );
  const oldest = database.prepare(
    `select v.c, v.application, (select e.at from entries e where e.c = v.c and e.seq = v.floor + 1) as at
     from conversations v where v.c > ? order by v.c limit ?`,
  );
  const intervalsOf = (user: UserId, row: Row) => [
    ...(row.has_past === 1 ? pastIntervals.all(Number(row.c), user).map(interval) : []),
    interval(row),
  ];
  return {
    visibleLogs: (user: UserId, { after, limit }: { after: number; limit: number }): VisibleLog[] =>
      visible.all(user, after, limit).map((row) => ({
        c: Number(row.c),
        floor: Number(row.floor),
        visible: intervalsOf(user, row),
      })),
    oldest: ({ after, limit }: { after: number; limit: number }): OldestRow[] =>
      oldest.all(after, limit).map(({ c, application, at }) => ({
        c: Number(c),
        application: Number(application),
        at: at == null ? undefined : Number(at),
      })),
    logs: ({ since, after, limit }: { since: number; after: number; limit: number }): LogRow[] =>
      changed.all(after, since, limit).map((row) => ({
        c: Number(row.c),
        head: Number(row.head),
        floor: Number(row.floor),
      })),
  };
}
