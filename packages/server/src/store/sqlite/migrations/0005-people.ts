/** What users decide for themselves, and what the owners of groups decide for others. */
export const people = `
create table personal (
  user integer primary key,
  -- Do-not-disturb for everything.
  muted integer not null,
  mark integer not null
);

create table blocks (
  user integer not null,
  blocked integer not null,
  at integer not null,
  primary key (user, blocked)
) without rowid;

-- Empty or null: none.
alter table groups add column avatar text;

-- Outlives a removal: whoever comes back is silenced until then all the same.
alter table members add column silenced_until integer;
create index members_silenced on members (c) where silenced_until is not null;
`;
