import type { Outcome } from '../batch.js';
import type { EntryRow, RetractedPlace, StandingMessage, UserId } from '../rows.js';
import type { Appends } from './appends.js';
import type { Batch, Of } from './batch.js';
import type { Database, Row } from './driver.js';
import type { MediaRefs } from './media-writes.js';
import type { Receipts } from './receipts.js';
import { entryRow } from './rows.js';

export interface Retractions {
  retract(operation: Of<'retract'>, batch: Batch): Outcome;
}

export function createRetractions(
  database: Database,
  appends: Appends,
  mediaRefs: MediaRefs,
  receipts: Pick<Receipts, 'forget'>,
): Retractions {
  const standing = database.prepare(
    `select e.sender, e.increment from entries e
     where e.c = ? and e.seq = ? and e.is_event = 0
       and not exists (select 1 from retractions r where r.c = e.c and r.seq = e.seq)`,
  );
  const rewrite = database.prepare('update entries set body = ? where c = ? and seq = ?');
  const insert = database.prepare('insert into retractions (c, seq, place, sender, increment) values (?, ?, ?, ?, ?)');
  return {
    retract({ c, version, entry, seq, body }, batch) {
      const head = batch.heads.get(c);
      if (!head || head.version !== version) return { kind: 'stale' };
      const message = standing.get(c, seq);
      if (!message) return { kind: 'retracted' };
      const outcome = appends.append({ op: 'append', c, version, entry }, batch);
      if (outcome.kind !== 'appended') throw new Error(`a retraction was ${outcome.kind}`);
      rewrite.run(body, c, seq);
      receipts.forget(c, seq);
      insert.run(c, seq, outcome.seq, Number(message.sender), Number(message.increment));
      mediaRefs.drop(c, seq);
      return outcome;
    },
  };
}

/** What others' messages in `(after, head]` added and was taken back up to `head`. */
export type RetractedSum = (c: number, user: UserId, after: number, head: number) => number;

export function createRetractedSum(database: Database): RetractedSum {
  const sum = database.prepare(
    `select sum(increment) as sum from retractions where c = ? and seq > ? and seq <= ? and place <= ? and sender <> ?`,
  );
  return (c, user, after, head) => Number(sum.get(c, after, head, head, user)?.sum ?? 0);
}

export function retractionReads(database: Database) {
  const columns = `e.c, e.seq, e.at, e.sid, e.sender, e.increment, e.body,
    exists (select 1 from retractions r where r.c = e.c and r.seq = e.seq) as is_retracted`;
  const under = database.prepare(`select ${columns} from entries e where e.id = ? and e.is_event = 0`);
  const at = database.prepare(`select ${columns} from entries e where e.c = ? and e.seq = ? and e.is_event = 0`);
  const retractions = database.prepare(
    `select e.seq, e.at, e.sid, e.body from retractions r cross join entries e on e.c = r.c and e.seq = r.place
     where r.c = ? and r.place between ? and ? and r.place > (select floor from conversations where c = r.c)
     order by r.place desc limit ?`,
  );
  const retracted = database.prepare(
    'select seq, place from retractions where c = ? and place between ? and ? order by place desc limit ?',
  );
  return {
    messagesUnder: (id: string): StandingMessage[] => under.all(id).map(standingMessage),
    messagesAt: (c: number, places: readonly number[]): StandingMessage[] =>
      [...new Set(places)].flatMap((place) => {
        const row = at.get(c, place);
        return row ? [standingMessage(row)] : [];
      }),
    retractions: (c: number, from: number, to: number, limit: number): EntryRow[] =>
      retractions.all(c, from, to, limit).map(entryRow).reverse(),
    retracted: (c: number, from: number, to: number, limit: number): RetractedPlace[] =>
      retracted
        .all(c, from, to, limit)
        .map(({ seq, place }) => ({ seq: Number(seq), by: Number(place) }))
        .reverse(),
  };
}

const standingMessage = (row: Row): StandingMessage => ({
  ...entryRow(row),
  c: Number(row.c),
  sender: Number(row.sender),
  increment: Number(row.increment),
  isRetracted: row.is_retracted === 1,
});
