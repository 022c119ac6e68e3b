/** Chatrooms: beside their conversation's row, as groups are. One that was removed stays, so that its number is not given again. */
export const rooms = `
create table rooms (
  c integer primary key,
  application integer not null,
  name text not null,
  description text not null,
  is_removed integer not null
);
create index rooms_open on rooms (application, c) where is_removed = 0;
`;
