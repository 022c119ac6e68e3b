import type { MediaKey } from '../media-rows.js';
import type { UserRow } from '../people-rows.js';
import type { UserId } from '../rows.js';
import type { Database } from './driver.js';
import { mediaRow } from './rows.js';

/** Everything that is asked about media and changes nothing. */
export function mediaReads(database: Database) {
  const byId = database.prepare('select * from media where application = ? and id = ?');
  const seen = database.prepare(
    `select a.* from media a where a.id = ?1 and a.state = 'complete' and (exists (
       select 1 from media_refs r
       join members m on m.user = ?2 and m.c = r.c
       join conversations v on v.c = r.c
       where r.media = a.key and r.seq > v.floor and (
         (r.seq >= m.since and (m.until is null or r.seq < m.until))
         or (m.has_past and exists (
           select 1 from past_intervals p
           where p.c = r.c and p.user = ?2 and r.seq >= p.since and r.seq < p.until))))
       or exists (
         select 1 from media_refs r
         join rooms o on o.c = r.c and o.application = ?3 and o.is_removed = 0
         join conversations v on v.c = r.c
         where r.media = a.key and r.seq > v.floor))
     limit 1`,
  );
  const avatars = database.prepare("select * from media where id = ? and kind = 'avatar' and state = 'complete'");
  const bytes = database.prepare('select sum(bytes) as bytes from media where uploader = ? and created_at >= ?');
  const hash = database.prepare("select 1 from media where sha256 = ? and state = 'complete' limit 1");
  const open = database.prepare("select 1 from media where key = ? and state = 'open'");
  return {
    media(application: number, id: string) {
      const row = byId.get(application, id);
      return row && mediaRow(row);
    },
    mediaSeenBy(user: Pick<UserRow, 'id' | 'application'>, id: string) {
      const row = seen.get(id, user.id, user.application);
      return row && mediaRow(row);
    },
    avatars: (id: string) => avatars.all(id).map(mediaRow),
    mediaBytesSince: (uploader: UserId, since: number) => Number(bytes.get(uploader, since)?.bytes ?? 0),
    mediaHashes: (hashes: readonly string[]) => hashes.filter((each) => hash.get(each) !== undefined),
    openMedia: (keys: readonly MediaKey[]) => keys.filter((key) => open.get(key) !== undefined),
  };
}
