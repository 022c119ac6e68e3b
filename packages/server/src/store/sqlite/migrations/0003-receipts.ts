/** Messages that somebody has read, and who. A message has a row here from its first reader on, so that a send writes none. */
export const receipts = `
create table receipts (
  c integer not null,
  seq integer not null,
  sender integer not null,
  readers integer not null,
  mark integer not null,
  primary key (c, seq)
) without rowid;
create index receipts_changed on receipts (sender, mark, c, seq, readers);

create table receipt_marks (
  c integer not null,
  seq integer not null,
  reader integer not null,
  mark integer not null,
  primary key (c, seq, reader)
) without rowid;
create index receipt_marks_of on receipt_marks (reader, c, seq, mark);
create index receipt_marks_changed on receipt_marks (reader, mark, c, seq);

-- Who is or was a member: the recipients at a place are among them.
create index members_of on members (c, user);
`;
