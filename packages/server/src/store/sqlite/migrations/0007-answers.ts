/** What an application's back end asked under a key of its own, and what it was answered; `status` is null until that is known. */
export const answers = `
create table answers (
  application integer not null,
  key text not null,
  hash text not null,
  at integer not null,
  status integer,
  body text,
  primary key (application, key)
) without rowid;
create index answers_at on answers (at);
create index users_in_order on users (application, id) where state <> 'deleted';
`;
