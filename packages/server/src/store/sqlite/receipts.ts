import type { Outcome } from '../batch.js';
import type { ReceiptChange, Recipient, Since, UserId } from '../rows.js';
import type { Batch, Of } from './batch.js';
import type { Database, Row } from './driver.js';

export interface Receipts {
  mark(operation: Of<'mark'>, batch: Batch): Outcome;
  /** The message was taken back. */
  forget(c: number, seq: number): void;
}

export function createReceipts(database: Database): Receipts {
  const retracted = database.prepare('select 1 from retractions where c = ? and seq = ?');
  const marked = database.prepare('select 1 from receipt_marks where c = ? and seq = ? and reader = ?');
  const count = database.prepare('select readers from receipts where c = ? and seq = ?');
  const insert = database.prepare('insert into receipt_marks (c, seq, reader, mark) values (?, ?, ?, ?)');
  const add = database.prepare(
    `insert into receipts (c, seq, sender, readers, mark) values (?, ?, ?, 1, ?)
     on conflict (c, seq) do update set readers = readers + 1, mark = excluded.mark`,
  );
  const forgetMarks = database.prepare('delete from receipt_marks where c = ? and seq = ?');
  const forgetCount = database.prepare('delete from receipts where c = ? and seq = ?');
  return {
    mark({ c, seq, reader, sender }, batch) {
      if (retracted.get(c, seq)) return { kind: 'marked', hasChanged: false, readers: 0 };
      const hasChanged = !marked.get(c, seq, reader);
      if (hasChanged) {
        const mark = batch.takeMark();
        insert.run(c, seq, reader, mark);
        add.run(c, seq, sender, mark);
      }
      return { kind: 'marked', hasChanged, readers: Number(count.get(c, seq)?.readers ?? 0) };
    },
    forget(c, seq) {
      forgetMarks.run(c, seq);
      forgetCount.run(c, seq);
    },
  };
}

export function receiptReads(database: Database) {
  const receipts = database.prepare(
    'select c, seq, mark, readers from receipts where c = ? and seq between ? and ? and sender = ? order by seq',
  );
  const receiptsSince = database.prepare(
    `select c, seq, mark, readers from receipts
     where sender = ? and (mark, c, seq) > (?, ?, ?) order by mark, c, seq limit ?`,
  );
  const marks = database.prepare(
    'select c, seq, mark, 1 as readers from receipt_marks where reader = ? and c = ? and seq between ? and ? order by seq',
  );
  const marksSince = database.prepare(
    `select c, seq, mark, 1 as readers from receipt_marks
     where reader = ? and (mark, c, seq) > (?, ?, ?) order by mark, c, seq limit ?`,
  );
  const recipients = database.prepare(
    `select m.user,
       exists (select 1 from receipt_marks r where r.c = m.c and r.seq = ? and r.reader = m.user) as has_read
     from members m indexed by members_of
     where m.c = ? and m.user <> ? and ((m.since <= ? and (m.until is null or m.until > ?))
       or (m.has_past = 1 and exists (
         select 1 from past_intervals p where p.c = m.c and p.user = m.user and p.since <= ? and p.until > ?)))
     order by m.user limit ? offset ?`,
  );
  return {
    receipts: (c: number, from: number, to: number, sender: UserId): ReceiptChange[] =>
      receipts.all(c, from, to, sender).map(change),
    receiptsSince: (sender: UserId, { after, limit }: Since): ReceiptChange[] =>
      receiptsSince.all(sender, ...after, limit).map(change),
    marks: (c: number, from: number, to: number, reader: UserId): ReceiptChange[] =>
      marks.all(reader, c, from, to).map(change),
    marksSince: (reader: UserId, { after, limit }: Since): ReceiptChange[] =>
      marksSince.all(reader, ...after, limit).map(change),
    recipients: (c: number, seq: number, sender: UserId, skip: number, limit: number): Recipient[] =>
      recipients
        .all(seq, c, sender, seq, seq, seq, seq, limit, skip)
        .map(({ user, has_read: hasRead }) => ({ user: Number(user), hasRead: hasRead === 1 })),
  };
}

const change = ({ c, seq, mark, readers }: Row): ReceiptChange => ({
  c: Number(c),
  seq: Number(seq),
  mark: Number(mark),
  readers: Number(readers),
});
