import { type Database, openDatabase } from '../../store/sqlite/driver.js';
import type { Found, TextIndex } from '../text-index.js';
import type { Phrase } from '../words.js';
import { createSchema, openIndexFile } from './index-file.js';
import { createWordLists } from './word-lists.js';

/** The index in a file of its own, or `:memory:`. What is not ours, damaged, or of another history is made anew. */
export async function openSqliteIndex(file: string, epoch: string): Promise<TextIndex> {
  return indexOver(await openIndexFile(file, epoch, openDatabase), epoch);
}

function indexOver(database: Database, epoch: string): TextIndex {
  const meta = database.prepare('select mark from meta');
  const setMark = database.prepare('update meta set mark = ?');
  const logOf = database.prepare('select seq, floor from logs where c = ?');
  const setLog = database.prepare('insert or replace into logs (c, seq, floor) values (?, ?, ?)');
  const put = database.prepare('insert or replace into texts (c, seq, sid, words) values (?, ?, ?, ?)');
  const textOf = database.prepare('select words from texts where c = ? and seq = ?');
  const take = database.prepare('delete from texts where c = ? and seq = ?');
  const below = database.prepare('select seq from texts where c = ? and seq <= ?');
  const newest = database.prepare(
    'select seq, sid from texts where c = ? and seq between ? and ? order by seq desc limit 1',
  );
  const lists = createWordLists(database);

  const newestUpTo = (c: number, from: number, to: number): Found | undefined => {
    const row = newest.get(c, from, to);
    return row && { c, seq: Number(row.seq), sid: Number(row.sid) };
  };
  const reachedNow = (c: number) => {
    const row = logOf.get(c);
    return { seq: Number(row?.seq ?? 0), floor: Number(row?.floor ?? 0) };
  };
  const remove = (c: number, seq: number) => {
    const row = textOf.get(c, seq);
    if (!row) return;
    lists.remove(c, seq, asWords(String(row.words)));
    take.run(c, seq);
  };

  return {
    mark: () => Number(meta.get()?.mark),
    reached: reachedNow,
    apply({ texts, gone, reached, mark }) {
      const before = new Map(reached.map(({ c }) => [c, reachedNow(c)]));
      const floors = reached.filter(({ c, floor }) => floor > (before.get(c)?.floor ?? 0));
      inTransaction(database, () => {
        for (const { c, seq, sid, words } of texts) {
          // Behind what was reached nothing stands yet.
          if (seq <= (before.get(c)?.seq ?? Number.POSITIVE_INFINITY)) remove(c, seq);
          put.run(c, seq, sid, asText(words));
          lists.add(c, seq, words);
        }
        for (const { c, seq } of gone) remove(c, seq);
        for (const { c, floor } of floors) for (const { seq } of below.all(c, floor)) remove(c, Number(seq));
        for (const { c, seq, floor } of reached) setLog.run(c, seq, floor);
        if (mark !== undefined) setMark.run(mark);
      });
      // What went stands in the log of changes, too.
      if (gone.length > 0 || floors.length > 0) database.prepare('pragma wal_checkpoint(truncate)').get();
    },
    newest({ c, from, to }, before) {
      const last = newestUpTo(c, from, to);
      if (!last || last.sid < before) return last;
      // Server ids rise with the places of a log: halves what lies between the old enough and the too new.
      let [least, most] = [from, last.seq - 1];
      let found: Found | undefined;
      while (least <= most) {
        const middle = Math.floor((least + most) / 2);
        const there = newestUpTo(c, least, middle);
        if (there && there.sid >= before) most = there.seq - 1;
        else {
          found = there ?? found;
          least = middle + 1;
        }
      }
      return found;
    },
    find: (phrase, range, limit) => lists.find(phrase, wantedText(phrase), range, limit),
    clear: () =>
      inTransaction(database, () => {
        database.exec('drop table texts; drop table words; drop table logs; drop table meta');
        createSchema(database, epoch);
      }),
    close: () => database.close(),
  };
}

/** A text is kept as its words with a space around each: a phrase is then a part of it. */
const asText = (words: readonly string[]) => ` ${words.join(' ')} `;
const asWords = (text: string) => text.trim().split(' ');
const wantedText = ({ words, isOpen }: Phrase) => (isOpen ? asText(words).slice(0, -1) : asText(words));

function inTransaction(database: Database, work: () => void): void {
  database.exec('begin immediate');
  try {
    work();
    database.exec('commit');
  } catch (error) {
    try {
      database.exec('rollback');
    } catch {
      // SQLite has rolled back already, as it does when the disk is full.
    }
    throw error;
  }
}
