import type { Outcome } from '../batch.js';
import { avatarPlace } from '../media-rows.js';
import type { Batch, Of } from './batch.js';
import type { Database } from './driver.js';
import type { MediaRefs } from './media-writes.js';
import type { Memberships } from './memberships.js';
import type { Rooms } from './rooms.js';

export interface Appends {
  append(operation: Of<'append'>, batch: Batch): Outcome;
  lookup(message: Omit<Of<'lookup'>, 'op'>): Outcome;
}

/** Places are given here. The unique index decides whether an id is new, in the statement that inserts it (D4). */
export function createAppends(
  database: Database,
  memberships: Memberships,
  rooms: Rooms,
  mediaRefs: MediaRefs,
): Appends {
  const standing = database.prepare('select c, seq, at, sid, hash from entries where id = ? and sender = ?');
  const insert = database.prepare(
    `insert into entries (c, seq, at, sid, is_event, sender, increment, sum, own, counted_sender, id, hash, body)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id, sender) do nothing`,
  );

  const lookup = ({ sender, id, hash }: { sender: number; id: string; hash: string }): Outcome => {
    const row = standing.get(id, sender);
    if (!row) return { kind: 'absent' };
    return {
      kind: 'repeated',
      c: Number(row.c),
      seq: Number(row.seq),
      at: Number(row.at),
      sid: String(row.sid),
      isSameBody: row.hash === hash,
    };
  };

  return {
    lookup,
    append({ c, version, entry, change, media }, batch) {
      const missing = media && mediaRefs.missing(media);
      if (missing) {
        const found = lookup(entry);
        return found.kind === 'absent' ? missing : found;
      }
      const head = batch.heads.get(c);
      if (!head || head.version !== version) {
        const found = lookup(entry);
        return found.kind === 'absent' ? { kind: 'stale' } : found;
      }
      const { sender, id, hash, body, increment } = entry;
      const seq = head.head + 1;
      const at = Math.max(entry.at, head.headAt);
      const sid = batch.nextSid();
      const sum = head.sum + increment;
      const own = batch.heads.own(head, sender) + increment;
      const countedSender = head.isGroup && increment > 0 ? sender : null;
      const isEvent = entry.kind === 'message' ? 0 : 1;
      // Numbers first, the long text last: what is read without the body is read without its overflow pages.
      if (insert.run(c, seq, at, sid, isEvent, sender, increment, sum, own, countedSender, id, hash, body) === 0) {
        return lookup(entry);
      }
      batch.takeSid();
      Object.assign(head, { head: seq, headAt: at, sum, mark: batch.takeMark() });
      head.own.set(sender, own);
      batch.heads.changed(head);
      if (change) memberships.change(head, change, batch);
      if (change?.group?.avatar !== undefined) mediaRefs.showAvatar(avatarPlace.ofGroup(c), change.group.avatar);
      if (media) mediaRefs.refer(media, c, seq);
      if (head.isRoom) rooms.trim(head);
      return { kind: 'appended', seq, at, sid: String(sid) };
    },
  };
}
