import type { MembershipChange, Outcome } from '../batch.js';
import type { Role, UserId } from '../rows.js';
import type { Batch, Of } from './batch.js';
import type { Database } from './driver.js';
import type { Head } from './heads.js';

export interface Memberships {
  create(operation: Exclude<Of<'create'>, { room: unknown }>, batch: Batch): Outcome;
  /** What the entry at the head changes. */
  change(head: Head, change: MembershipChange, batch: Batch): void;
}

export function createMemberships(database: Database): Memberships {
  const single = database.prepare('select c from conversations where low = ? and high = ?');
  const insertConversation = database.prepare(
    `insert into conversations (c, application, low, high, version, head, head_at, floor, sum, mark, joins, members)
     values (?, ?, ?, ?, 0, 0, 0, 0, 0, ?, 0, 0)`,
  );
  const insertGroup = database.prepare(
    `insert into groups (c, name, description, kind, owner, max_members, is_dissolved) values (?, ?, ?, ?, ?, ?, ?)`,
  );
  const updateGroup = database.prepare(
    `update groups set name = coalesce(?, name), description = coalesce(?, description), kind = coalesce(?, kind),
       owner = coalesce(?, owner), max_members = coalesce(?, max_members), is_dissolved = coalesce(?, is_dissolved),
       avatar = coalesce(?, avatar)
     where c = ?`,
  );
  const former = database.prepare('select since, until from members where user = ? and c = ?');
  const keepInterval = database.prepare('insert into past_intervals (c, user, since, until) values (?, ?, ?, ?)');
  const insertMember = database.prepare(
    `insert into members (user, c, role, since, until, has_past, joined, joined_at, read, delivered, muted, pinned, mark)
     values (?, ?, ?, ?, null, 0, ?, ?, ?, ?, 0, 0, ?)
     on conflict (user, c) do update set role = excluded.role, since = excluded.since, until = null, has_past = 1,
       joined = excluded.joined, joined_at = excluded.joined_at, read = excluded.read, delivered = excluded.delivered,
       mark = excluded.mark`,
  );
  const endMember = database.prepare(
    'update members set until = ?, mark = ? where user = ? and c = ? and until is null',
  );
  const setRole = database.prepare('update members set role = ? where user = ? and c = ? and until is null');

  const silence = database.prepare('update members set silenced_until = ? where user = ? and c = ?');

  const join = (head: Head, user: UserId, role: Role, from: number, joinedAt: number, takeMark: () => number) => {
    const before = former.get(user, head.c);
    if (before?.until === null) return;
    if (before) keepInterval.run(head.c, user, Number(before.since), Number(before.until));
    head.joins += 1;
    head.members += 1;
    insertMember.run(user, head.c, role, from, head.joins, joinedAt, from - 1, from - 1, takeMark());
  };

  return {
    create(operation, batch) {
      const { c, application, createdAt } = operation;
      if (!('members' in operation)) {
        const { name, description, kind, owner, maxMembers, isDissolved } = operation.group;
        insertConversation.run(c, application, null, null, batch.takeMark());
        insertGroup.run(c, name, description, kind, owner, maxMembers, isDissolved ? 1 : 0);
        return { kind: 'done' };
      }
      const [one, other] = operation.members;
      const pair = [Math.min(one, other), Math.max(one, other)] as const;
      const standing = single.get(...pair);
      if (standing) return { kind: 'exists', c: Number(standing.c) };
      // A quiet one has the mark before all changes.
      const takeMark = operation.isQuiet ? () => 0 : batch.takeMark;
      insertConversation.run(c, application, ...pair, takeMark());
      const head = batch.heads.get(c);
      if (!head) throw new Error(`conversation ${c} was made and is not there`);
      for (const user of operation.members) join(head, user, 'member', 1, createdAt, takeMark);
      batch.heads.changed(head);
      return { kind: 'done' };
    },

    change(head, { joins = [], leaves = [], roles = [], silences = [], group }, batch) {
      const { c } = head;
      head.version += 1;
      for (const { user, role } of joins) join(head, user, role, head.head, head.headAt, batch.takeMark);
      for (const user of leaves) head.members -= endMember.run(head.head + 1, batch.takeMark(), user, c);
      for (const { user, role } of roles) setRole.run(role, user, c);
      for (const { user, until } of silences) silence.run(until, user, c);
      if (!group) return;
      const { name, description, kind, owner, maxMembers, isDissolved, avatar } = group;
      const dissolved = isDissolved === undefined ? null : Number(isDissolved);
      const texts = [name ?? null, description ?? null, kind ?? null] as const;
      updateGroup.run(...texts, owner ?? null, maxMembers ?? null, dissolved, avatar ?? null, c);
    },
  };
}
