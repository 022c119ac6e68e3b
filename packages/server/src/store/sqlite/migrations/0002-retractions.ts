/** What was taken back: the message at `seq` by the entry at `place`. Few rows, so unread asks them at little cost. */
export const retractions = `
create table retractions (
  c integer not null,
  seq integer not null,
  place integer not null,
  sender integer not null,
  increment integer not null,
  primary key (c, seq)
) without rowid;
create unique index retractions_place on retractions (c, place);
`;
