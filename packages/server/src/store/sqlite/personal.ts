import type { Outcome } from '../batch.js';
import { mergedProfile } from '../profile-change.js';
import type { PersonalRow, UserId } from '../rows.js';
import type { Batch, Of } from './batch.js';
import type { Database } from './driver.js';

export interface PersonalWrites {
  personal(operation: Of<'personal'>, batch: Batch): Outcome;
  block(operation: Of<'block'>, batch: Batch): Outcome;
}

export function createPersonalReads(database: Database): (user: UserId) => PersonalRow {
  const select = database.prepare('select muted, mark from personal where user = ?');
  const blocked = database.prepare('select blocked, at from blocks where user = ?');
  return (user) => {
    const row = select.get(user);
    return {
      mark: Number(row?.mark ?? 0),
      isMuted: row?.muted === 1,
      blocked: blocked
        .all(user)
        .sort((a, b) => Number(a.at) - Number(b.at) || Number(a.blocked) - Number(b.blocked))
        .map((row) => Number(row.blocked)),
    };
  };
}

export function createPersonalWrites(database: Database): PersonalWrites {
  const read = createPersonalReads(database);
  const put = database.prepare(
    `insert into personal (user, muted, mark) values (?, ?, ?)
     on conflict (user) do update set muted = excluded.muted, mark = excluded.mark`,
  );
  const profileOf = database.prepare('select profile from users where id = ?');
  const setProfile = database.prepare('update users set profile = ? where id = ?');
  const block = database.prepare('insert into blocks (user, blocked, at) values (?, ?, ?) on conflict do nothing');
  const unblock = database.prepare('delete from blocks where user = ? and blocked = ?');
  const single = database.prepare('select c from conversations where low = ? and high = ?');

  /** The profile after the change, where there is such a user. */
  const changeProfile = (user: UserId, change: Readonly<Record<string, unknown>>) => {
    const row = profileOf.get(user);
    if (!row) return undefined;
    const before = String(row.profile);
    const profile = mergedProfile(JSON.parse(before), change);
    const after = JSON.stringify(profile);
    if (after !== before) setProfile.run(after, user);
    return { profile, hasChanged: after !== before };
  };

  return {
    personal({ user, profile: change, isMuted }, batch) {
      const before = read(user);
      const changed = change && changeProfile(user, change);
      const next = isMuted ?? before.isMuted;
      const hasChanged = next !== before.isMuted || changed?.hasChanged === true;
      if (hasChanged) put.run(user, Number(next), batch.takeMark());
      return {
        kind: 'personal',
        hasChanged,
        personal: hasChanged ? read(user) : before,
        ...(changed && { profile: changed.profile }),
      };
    },
    block({ user, other, isBlocked, at }, batch) {
      const hasChanged = (isBlocked ? block.run(user, other, at) : unblock.run(user, other)) > 0;
      if (hasChanged) {
        put.run(user, Number(read(user).isMuted), batch.takeMark());
        const row = single.get(Math.min(user, other), Math.max(user, other));
        const head = row && batch.heads.get(Number(row.c));
        if (head) {
          head.version += 1;
          batch.heads.changed(head);
        }
      }
      return { kind: 'personal', hasChanged, personal: read(user) };
    },
  };
}
