import type { Found, Reached, TextIndex } from './text-index.js';
import type { Phrase } from './words.js';

/** An index that is a list: for tests, and for the simulation, where nothing may take time of its own. */
export function createMemoryIndex(): TextIndex {
  let mark = 0;
  const logs = new Map<number, { reached: Reached; texts: Map<number, { sid: number; text: string }> }>();
  const logOf = (c: number) => {
    let log = logs.get(c);
    if (!log) {
      log = { reached: { seq: 0, floor: 0 }, texts: new Map() };
      logs.set(c, log);
    }
    return log;
  };
  const newestFirst = ({ c, from, to }: { c: number; from: number; to: number }): (Found & { text: string })[] =>
    [...(logs.get(c)?.texts ?? [])]
      .filter(([seq]) => seq >= from && seq <= to)
      .map(([seq, { sid, text }]) => ({ c, seq, sid, text }))
      .sort((a, b) => b.seq - a.seq);
  const plain = ({ c, seq, sid }: Found): Found => ({ c, seq, sid });
  return {
    mark: () => mark,
    reached: (c) => logs.get(c)?.reached ?? { seq: 0, floor: 0 },
    apply(slice) {
      for (const { c, seq, sid, words } of slice.texts) logOf(c).texts.set(seq, { sid, text: spaced(words) });
      for (const { c, seq } of slice.gone) logs.get(c)?.texts.delete(seq);
      for (const { c, seq, floor } of slice.reached) {
        const log = logOf(c);
        log.reached = { seq, floor };
        for (const place of log.texts.keys()) if (place <= floor) log.texts.delete(place);
      }
      if (slice.mark !== undefined) mark = slice.mark;
    },
    newest(range, below) {
      const first = newestFirst(range).find(({ sid }) => sid < below);
      return first && plain(first);
    },
    find(phrase, range, limit) {
      return newestFirst(range)
        .filter(({ text }) => holds(text, phrase))
        .slice(0, limit)
        .map(plain);
    },
    clear() {
      mark = 0;
      logs.clear();
    },
    close() {},
  };
}

const spaced = (words: readonly string[]) => ` ${words.join(' ')} `;

const holds = (text: string, { words, isOpen }: Phrase) => {
  const wanted = spaced(words);
  return text.includes(isOpen ? wanted.slice(0, -1) : wanted);
};
