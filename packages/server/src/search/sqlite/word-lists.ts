import type { Range } from '../../domain/search.js';
import type { Database, Statement, Value } from '../../store/sqlite/driver.js';
import type { Found } from '../text-index.js';
import type { Phrase } from '../words.js';

/** For each log and word, the places whose texts hold the word. */
export interface WordLists {
  add(c: number, seq: number, words: readonly string[]): void;
  remove(c: number, seq: number, words: readonly string[]): void;
  /** Places of a range whose text has `wanted` as a part, newest first. */
  find(phrase: Phrase, wanted: string, range: Range, limit: number): Found[];
}

/** Longer words stand under their beginning. */
const mostOfWord = 64;
/** To know which list is short, no more than so many of it are counted. */
const mostCounted = 100;
const mostCompared = 8;

export function createWordLists(database: Database): WordLists {
  // All words of a text in one statement: to call for each costs as much again as to write it.
  const insert = database.prepare('insert or ignore into words (c, word, seq) select ?, value, ? from json_each(?)');
  const erase = database.prepare(
    'delete from words where c = ? and seq = ? and word in (select value from json_each(?))',
  );
  const whole = lists(database, 'word = ?', '');
  // Several words of one text may begin alike.
  const open = lists(database, 'word >= ? and word < ?', 'distinct');

  const listOf = (c: number, word: string, isOpen: boolean) => {
    const { count, find } = isOpen ? open : whole;
    const bounds: Value[] = isOpen ? [beginning(word), `${beginning(word)}\u{10ffff}`] : [beginning(word)];
    return {
      length: Number(count.get(c, ...bounds, mostCounted)?.n),
      find: (wanted: string, { from, to }: Range, limit: number) =>
        find
          .all(c, ...bounds, from, to, wanted, limit)
          .map((row) => ({ c, seq: Number(row.seq), sid: Number(row.sid) })),
    };
  };

  return {
    add(c, seq, words) {
      insert.run(c, seq, JSON.stringify(distinct(words)));
    },
    remove(c, seq, words) {
      erase.run(c, seq, JSON.stringify(distinct(words)));
    },
    find({ words, isOpen }, wanted, range, limit) {
      let shortest: ReturnType<typeof listOf> | undefined;
      for (const [at, word] of [...words.entries()].slice(-mostCompared)) {
        const list = listOf(range.c, word, isOpen && at === words.length - 1);
        if (list.length === 0) return [];
        if (!shortest || list.length < shortest.length) shortest = list;
      }
      return shortest?.find(wanted, range, limit) ?? [];
    },
  };
}

function lists(database: Database, which: string, distinctly: string): { count: Statement; find: Statement } {
  return {
    count: database.prepare(`select count(*) as n from (select 1 from words where c = ? and ${which} limit ?)`),
    find: database.prepare(
      `select ${distinctly} w.seq as seq, t.sid as sid from words w cross join texts t on t.c = w.c and t.seq = w.seq
       where w.c = ? and w.${which.replace('and word', 'and w.word')} and w.seq between ? and ? and instr(t.words, ?) > 0
       order by w.seq desc limit ?`,
    ),
  };
}

const distinct = (words: readonly string[]): string[] => [...new Set(words.map(beginning))];

/** Never half a character. */
function beginning(word: string): string {
  const cut = word.slice(0, mostOfWord);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
