/** docs/adr/0002 tells why the tables are as they are. */
export const begin = `
create table meta (
  only integer primary key check (only = 1),
  epoch text not null,
  mark integer not null,
  sid integer not null
);

create table conversations (
  c integer primary key,
  application integer not null,
  -- The two people of a conversation, the smaller number first; null: a group.
  low integer,
  high integer,
  version integer not null,
  head integer not null,
  head_at integer not null,
  floor integer not null,
  -- Increments so far.
  sum integer not null,
  mark integer not null,
  -- How often somebody joined, and how many are members now.
  joins integer not null,
  members integer not null
);
create unique index conversations_pair on conversations (low, high) where low is not null;

create table groups (
  c integer primary key,
  name text not null,
  description text not null,
  kind text not null,
  owner integer not null,
  max_members integer not null,
  is_dissolved integer not null
);

create table entries (
  c integer not null,
  seq integer not null,
  at integer not null,
  sid integer not null,
  is_event integer not null,
  sender integer not null,
  increment integer not null,
  -- Increments so far, in the conversation and of the sender's own; both with this entry.
  sum integer not null,
  own integer not null,
  -- The sender, where his sum in a group rises: what entries_own is about.
  counted_sender integer,
  id text not null,
  hash text not null,
  body text not null,
  primary key (c, seq)
) without rowid;
create unique index entries_id on entries (id, sender);
create index entries_own on entries (c, counted_sender, seq, own) where counted_sender is not null;

create table members (
  user integer not null,
  c integer not null,
  role text not null,
  -- The newest interval; those before it stand in past_intervals.
  since integer not null,
  until integer,
  has_past integer not null,
  -- Place in the order of joining.
  joined integer not null,
  joined_at integer not null,
  read integer not null,
  delivered integer not null,
  muted integer not null,
  pinned integer not null,
  mark integer not null,
  primary key (user, c)
) without rowid;
create index members_present on members (c, joined) where until is null;

create table past_intervals (
  c integer not null,
  user integer not null,
  since integer not null,
  until integer not null,
  primary key (c, user, since)
) without rowid;

create table applications (
  id integer primary key,
  key text not null unique,
  name text not null,
  secrets text not null,
  settings text not null,
  created_at integer not null
);

create table users (
  id integer primary key,
  application integer not null,
  username text not null,
  skeleton text not null,
  password text,
  profile text not null,
  state text not null,
  created_at integer not null,
  unique (application, username),
  unique (application, skeleton)
);

create table sessions (
  id text primary key,
  user integer not null,
  token_hash text not null unique,
  platform text not null,
  device_class text not null,
  device_name text not null,
  created_at integer not null,
  expires_at integer not null,
  seen_at integer not null,
  end_reason text
) without rowid;
create index sessions_open on sessions (user) where end_reason is null;
`;
