/**
 * `media`: one row for each upload, whose bytes lie in the media directory under their hash. `media_refs`: which places show
 * it, written with the entry; read from the media's side for rights, and from the place's where a message is retracted.
 */
export const media = `
create table media (
  key integer primary key,
  application integer not null,
  id text not null,
  uploader integer not null,
  kind text not null,
  mime text not null,
  bytes integer not null,
  sha256 text not null,
  state text not null,
  -- Whether a message, a user or a group ever showed it.
  shown integer not null default 0,
  created_at integer not null,
  unique (application, id)
);
create index media_id on media (id);
create index media_sha256 on media (sha256);
create index media_uploader on media (uploader, created_at, bytes);
create index media_unfinished on media (state, created_at) where state <> 'complete';
create index media_unshown on media (created_at) where state = 'complete' and shown = 0;

create table media_refs (
  media integer not null,
  c integer not null,
  seq integer not null,
  -- When it ends by itself; null: never.
  until integer,
  primary key (media, c, seq)
) without rowid;
create index media_refs_place on media_refs (c, seq);
create index media_refs_until on media_refs (until) where until is not null;
`;
