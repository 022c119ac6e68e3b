import type { Outcome } from '../batch.js';
import type { MediaKey, MediaReferences, MediaRow, MediaSweep, NewMedia } from '../media-rows.js';
import { type AvatarPlace, isSameMedia } from '../media-rows.js';
import type { Store } from '../store.js';
import type { Database } from './driver.js';
import { mediaRow } from './rows.js';

/** The store's calls about media that are a transaction each. */
export type MediaWrites = {
  [Name in 'createMedia' | 'completeMedia' | 'forgetMedia' | 'sweepMedia']: (
    ...args: Parameters<Store[Name]>
  ) => Awaited<ReturnType<Store[Name]>>;
};

export function createMediaWrites(database: Database, refs: MediaRefs): MediaWrites {
  const standing = database.prepare('select * from media where application = ? and id = ?');
  const write = database.prepare(
    `insert into media (application, id, uploader, kind, mime, bytes, sha256, state, created_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (application, id) do update set uploader = excluded.uploader, kind = excluded.kind,
       mime = excluded.mime, bytes = excluded.bytes, sha256 = excluded.sha256, state = excluded.state,
       created_at = excluded.created_at, shown = 0 where state = 'dropped'`,
  );
  const complete = database.prepare("update media set state = 'complete', mime = ? where key = ? and state = 'open'");
  const forget = database.prepare("delete from media where key = ? and state = 'open'");

  const find = (media: NewMedia): MediaRow => {
    const row = standing.get(media.application, media.id);
    if (!row) throw new Error('a row was written and is not there');
    return mediaRow(row);
  };
  return {
    createMedia(media) {
      const { application, id, uploader, kind, mime, bytes, sha256, state, createdAt } = media;
      write.run(application, id, uploader, kind, mime, bytes, sha256, state, createdAt);
      const row = find(media);
      if (row.state !== 'open' || state !== 'complete' || !isSameMedia(row, media)) return row;
      complete.run(mime, row.key);
      return { ...row, mime, state };
    },
    completeMedia: (key, mime) => complete.run(mime, key) > 0,
    forgetMedia(key) {
      forget.run(key);
    },
    sweepMedia: sweep(database, refs),
  };
}

function sweep(database: Database, refs: MediaRefs) {
  const over = database.prepare('select c, seq from media_refs where until < ? limit ?');
  const left = database.prepare(
    `select * from media where state <> 'complete' and state = 'dropped'
     union all
     select * from media where state <> 'complete' and state = 'open' and created_at < ?1
     union all
     select * from media where state = 'complete' and shown = 0 and created_at < ?2
     limit ?3`,
  );
  const remove = database.prepare('delete from media where key = ?');
  return ({ now, openBefore, before, limit }: MediaSweep): MediaRow[] => {
    for (const { c, seq } of over.all(now, limit)) refs.drop(Number(c), Number(seq));
    const gone = left.all(openBefore, before, limit).map(mediaRow);
    for (const { key } of gone) remove.run(key);
    return gone;
  };
}

/** Which places show which media: written with the entry, and taken away with its content. */
export interface MediaRefs {
  /** Answered instead of an entry whose media are not there. */
  missing(references: MediaReferences): Outcome | undefined;
  refer(references: MediaReferences, c: number, seq: number): void;
  /** The place shows its media no more. What no other place shows is dropped with it: nobody gets it from now on (D16). */
  drop(c: number, seq: number): void;
  /** This avatar is shown there, and what was shown there is not; of no id: none is. */
  showAvatar(place: AvatarPlace, id: unknown): void;
  /** So do all places of the log up to this one. */
  dropUpTo(c: number, seq: number): void;
}

export function createMediaRefs(database: Database): MediaRefs {
  const isComplete = database.prepare("select 1 from media where key = ? and state = 'complete'");
  const insert = database.prepare('insert or ignore into media_refs (media, c, seq, until) values (?, ?, ?, ?)');
  const show = database.prepare('update media set shown = 1 where key = ? and shown = 0');
  const shown = database.prepare('select media from media_refs where c = ? and seq = ?');
  const avatars = database.prepare("select key from media where id = ? and kind = 'avatar' and state = 'complete'");
  const placesUpTo = database.prepare('select distinct seq from media_refs where c = ? and seq between 1 and ?');
  const remove = database.prepare('delete from media_refs where media = ? and c = ? and seq = ?');
  const dropUnshown = database.prepare(
    "update media set state = 'dropped' where key = ?1 and not exists (select 1 from media_refs where media = ?1)",
  );
  const drop = (c: number, seq: number, kept: readonly MediaKey[] = []) => {
    for (const row of shown.all(c, seq)) {
      const key = Number(row.media);
      if (kept.includes(key)) continue;
      remove.run(key, c, seq);
      dropUnshown.run(key);
    }
  };
  return {
    missing({ keys }) {
      return keys.every((key) => isComplete.get(key)) ? undefined : { kind: 'missing' };
    },
    refer({ keys, until }, c, seq) {
      for (const key of keys) {
        insert.run(key, c, seq, until ?? null);
        show.run(key);
      }
    },
    drop,
    showAvatar({ c, seq }, id) {
      const next = typeof id === 'string' ? avatars.all(id).map(({ key }) => Number(key)) : [];
      for (const key of next) {
        insert.run(key, c, seq, null);
        show.run(key);
      }
      drop(c, seq, next);
    },
    dropUpTo(c, seq) {
      for (const row of placesUpTo.all(c, seq)) drop(c, Number(row.seq));
    },
  };
}
