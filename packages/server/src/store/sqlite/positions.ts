import type { Outcome } from '../batch.js';
import type { UserId } from '../rows.js';
import type { Batch, Of } from './batch.js';
import type { Database } from './driver.js';
import type { Head } from './heads.js';
import type { States } from './states.js';

export interface Positions {
  read(operation: Of<'read'>, batch: Batch): Outcome;
  delivered(operation: Of<'delivered'>, batch: Batch): Outcome;
  settings(operation: Of<'settings'>, batch: Batch): Outcome;
}

export function createPositions(database: Database, states: States): Positions {
  const member = database.prepare('select until, read, muted, pinned from members where user = ? and c = ?');
  const setRead = database.prepare('update members set read = ?, mark = ? where user = ? and c = ?');
  const setDelivered = database.prepare(
    `update members set delivered = min(?, coalesce(until - 1, ?))
     where user = ? and c = ? and delivered < min(?, coalesce(until - 1, ?))`,
  );
  const setSettings = database.prepare('update members set muted = ?, pinned = ?, mark = ? where user = ? and c = ?');

  const find = (c: number, user: UserId, batch: Batch) => {
    const head = batch.heads.get(c);
    const row = head && member.get(user, c);
    return head && row && { head, row };
  };
  const answer = (hasChanged: boolean, { c }: Head, user: UserId, batch: Batch): Outcome => {
    batch.heads.putBack();
    return { kind: 'state', hasChanged, state: states.of(user, c) };
  };
  const nothing: Outcome = { kind: 'state', hasChanged: false, state: undefined };

  return {
    read({ c, user, seq }, batch) {
      const found = find(c, user, batch);
      if (!found) return nothing;
      const { head, row } = found;
      const place = Math.min(seq, row.until === null ? head.head : Number(row.until) - 1);
      const hasChanged = place > Number(row.read);
      if (hasChanged) setRead.run(place, batch.takeMark(), user, c);
      return answer(hasChanged, head, user, batch);
    },
    delivered({ marks }, batch) {
      for (const [user, c, seq] of marks) {
        const head = batch.heads.get(c);
        if (head) setDelivered.run(seq, head.head, user, c, seq, head.head);
      }
      return { kind: 'done' };
    },
    settings({ c, user, muted, pinned }, batch) {
      const found = find(c, user, batch);
      if (!found) return nothing;
      const { head, row } = found;
      const next = [Number(muted ?? row.muted), Number(pinned ?? row.pinned)] as const;
      const hasChanged = next[0] !== row.muted || next[1] !== row.pinned;
      if (hasChanged) setSettings.run(...next, batch.takeMark(), user, c);
      return answer(hasChanged, head, user, batch);
    },
  };
}
