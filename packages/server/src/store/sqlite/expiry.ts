import { emptyBody } from '../../domain/send.js';
import type { Outcome } from '../batch.js';
import type { Batch, Of } from './batch.js';
import type { Database, Row } from './driver.js';
import type { MediaRefs } from './media-writes.js';

export interface Expiry {
  expire(operation: Of<'expire'>, batch: Batch): Outcome;
}

/** More rows than this in one transaction only make those wait who want to write: an entry brings its readers' marks with it. */
const mostRows = 5_000;

/**
 * What is below the floor is deleted, but for what unread is computed from: the running sums of the entry at the floor and,
 * in a group, of each sender's last counted entry. Those rows stay, emptied. Of what was taken back the places stay, for a
 * device that still shows it (D16).
 */
export function createExpiry(database: Database, mediaRefs: MediaRefs): Expiry {
  const floorOf = database.prepare('select floor from conversations where c = ?');
  const oldest = database.prepare(
    `select e.seq, e.at, e.counted_sender, coalesce(r.readers, 0) as readers
     from entries e left join receipts r on r.c = e.c and r.seq = e.seq
     where e.c = ? and e.seq > ? order by e.seq limit ?`,
  );
  const raise = database.prepare('update conversations set floor = ? where c = ?');
  const remove = database.prepare('delete from entries where c = ? and seq = ?');
  const removeSums = database.prepare('delete from entries where c = ? and counted_sender = ? and seq <= ?');
  const removeBase = database.prepare('delete from entries where c = ? and seq = ? and counted_sender is null');
  // A sign that is in no message's id keeps the row apart from all of them.
  const empty = database.prepare(
    `update entries set is_event = 1, id = '~' || c || '.' || seq, hash = '', body = '${emptyBody}' where c = ? and seq = ?`,
  );
  const removeReceipts = database.prepare('delete from receipts where c = ? and seq <= ?');
  const removeMarks = database.prepare('delete from receipt_marks where c = ? and seq <= ?');
  const keepPlaces = database.prepare(
    'update retractions set sender = 0, increment = 0 where c = ? and place > ? and place <= ?',
  );

  return {
    expire({ c, before, limit }, batch) {
      const head = batch.heads.get(c);
      const floor = Number(floorOf.get(c)?.floor ?? 0);
      const gone = head ? expired(oldest.all(c, floor, limit), before) : [];
      const last = gone.at(-1);
      if (!head || !last) return { kind: 'expired', count: 0, floor };
      const next = Number(last.seq);
      const sums = new Map(gone.map((row) => [row.counted_sender, row.seq]));
      removeBase.run(c, floor);
      for (const sender of sums.keys()) if (sender != null) removeSums.run(c, sender, floor);
      for (const { seq, counted_sender: sender } of gone) {
        const isSum = seq === next || (sender != null && sums.get(sender) === seq);
        (isSum ? empty : remove).run(c, Number(seq));
      }
      removeReceipts.run(c, next);
      removeMarks.run(c, next);
      keepPlaces.run(c, floor, next);
      mediaRefs.dropUpTo(c, next);
      raise.run(next, c);
      head.mark = batch.takeMark();
      batch.heads.changed(head);
      return { kind: 'expired', count: gone.length, floor: next };
    },
  };
}

/** Times never fall as places rise (D9): the first that is young enough ends it. */
function expired(rows: readonly Row[], before: number): Row[] {
  const gone: Row[] = [];
  let weight = 0;
  for (const row of rows) {
    if (Number(row.at) >= before || weight > mostRows) break;
    weight += 1 + Number(row.readers);
    gone.push(row);
  }
  return gone;
}
