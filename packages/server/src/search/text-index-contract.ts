import { foldText } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import type { Range } from '../domain/search.js';
import type { TextIndex } from './text-index.js';
import { phraseOf, wordsOf } from './words.js';

const everywhere = Number.POSITIVE_INFINITY;
const whole = (c: number): Range => ({ c, from: 1, to: Number.MAX_SAFE_INTEGER });

/** What every index holds, as tests of vitest. `fresh` gives an empty one. */
export function describeTextIndex(name: string, fresh: () => Promise<TextIndex>): void {
  describe(`index ${name}`, () => {
    const filled = async (...texts: string[]) => {
      const index = await fresh();
      put(index, 1, texts);
      return index;
    };
    const places = (index: TextIndex, query: string, range = whole(1), limit = 100) =>
      index.find(phraseOf(foldText(query)), range, limit).map(({ seq }) => seq);

    it('[B11] finds Chinese words of one, two and more characters, wherever they stand', async () => {
      const index = await filled('我们明天见', '天', '今天天气很好', '明日', '好天气');
      expect(places(index, '天')).toEqual([5, 3, 2, 1]);
      expect(places(index, '明天')).toEqual([1]);
      expect(places(index, '天气')).toEqual([5, 3]);
      expect(places(index, '今天天气')).toEqual([3]);
      expect(places(index, '气天')).toEqual([]);
      expect(places(index, '雨')).toEqual([]);
      index.close();
    });

    it('[B11] finds words by their beginning, phrases word by word, scripts beside each other, signs and emoji', async () => {
      const index = await filled(
        'Hello, World!',
        'see you 明天8点 at the café',
        'C++ is not C',
        '👍🏽 great',
        'mail jane.doe@example.com',
        '안녕하세요 세계',
        'สวัสดีครับ',
      );
      expect(places(index, 'wor')).toEqual([1]);
      expect(places(index, 'hello, w')).toEqual([1]);
      expect(places(index, 'hell world')).toEqual([]);
      expect(places(index, 'orld')).toEqual([]);
      expect(places(index, '天8')).toEqual([2]);
      expect(places(index, 'the CAFÉ')).toEqual([2]);
      expect(places(index, 'c++')).toEqual([3]);
      expect(places(index, '👍')).toEqual([4]);
      expect(places(index, '!')).toEqual([1]);
      expect(places(index, 'doe@exam')).toEqual([5]);
      expect(places(index, '세요')).toEqual([6]);
      expect(places(index, 'ดี')).toEqual([7]);
      index.close();
    });

    it('never reads what is searched for as a language of its own', async () => {
      const index = await filled(
        'one " two',
        'NEAR(a b)',
        'a OR b',
        'x:y',
        'star*',
        "it's",
        '- minus',
        'nul\u0000byte',
      );
      expect(places(index, '"')).toEqual([1]);
      expect(places(index, 'near(a')).toEqual([2]);
      expect(places(index, 'a OR b')).toEqual([3]);
      expect(places(index, 'a or zebra')).toEqual([]);
      expect(places(index, 'x:y')).toEqual([4]);
      expect(places(index, 'words:y')).toEqual([]);
      expect(places(index, 'star*')).toEqual([5]);
      expect(places(index, 'st*')).toEqual([]);
      expect(places(index, "it's")).toEqual([6]);
      expect(places(index, '-')).toEqual([7]);
      expect(places(index, 'l\u0000b')).toEqual([]);
      expect(places(index, '\u0000byte')).toEqual([8]);
      expect(places(index, '" OR "')).toEqual([]);
      expect(places(index, '%')).toEqual([]);
      index.close();
    });

    it('[B11] finds long words by a part of their beginning, and whole', async () => {
      const long = `${'x'.repeat(62)}👍${'y'.repeat(3_000)}`;
      const index = await filled(`begin ${long} end`, `${long}z`, 'x'.repeat(62));
      expect(places(index, 'x'.repeat(40))).toEqual([3, 2, 1]);
      expect(places(index, long)).toEqual([2, 1]);
      expect(places(index, `${long} e`)).toEqual([1]);
      expect(places(index, `${long}zz`)).toEqual([]);
      index.close();
    });

    it('stays inside a range, and gives the newest of it', async () => {
      const index = await fresh();
      for (const c of [1, 2, 40_000_000]) put(index, c, ['tea', 'tea', 'no', 'tea', 'tea'], c === 2 ? 1_000 : 100);
      expect(index.find(phraseOf('tea'), { c: 1, from: 2, to: 4 }, 9)).toEqual([
        { c: 1, seq: 4, sid: 104 },
        { c: 1, seq: 2, sid: 102 },
      ]);
      expect(places(index, 'tea', whole(2), 2)).toEqual([5, 4]);
      expect(places(index, 'tea', whole(40_000_000), 9)).toEqual([5, 4, 2, 1]);
      expect(places(index, 'tea', whole(3))).toEqual([]);
      expect(places(index, 'tea', { c: 1, from: 5, to: 4 })).toEqual([]);
      index.close();
    });

    it('tells the newest place below a server id', async () => {
      const index = await fresh();
      // Places without a text lie between, and another log's ids.
      const sids = [3, 4, 9, 10, 11, 40, 41, 90];
      index.apply({
        texts: sids.map((sid, at) => ({ c: 1, seq: 2 * at + 1, sid, words: ['x'] })),
        gone: [],
        reached: [],
      });
      put(index, 2, ['x', 'x'], 20);
      const newest = (below: number, range = whole(1)) => index.newest(range, below)?.sid;
      expect([3, 4, 5, 9, 12, 40, 42, 90, 91, everywhere].map((below) => newest(below))).toEqual([
        undefined,
        3,
        4,
        4,
        11,
        11,
        41,
        41,
        90,
        90,
      ]);
      expect(newest(everywhere, { c: 1, from: 4, to: 8 })).toBe(10);
      expect(newest(10, { c: 1, from: 4, to: 8 })).toBe(9);
      expect(newest(9, { c: 1, from: 4, to: 8 })).toBeUndefined();
      expect(index.newest(whole(3), everywhere)).toBeUndefined();
      index.close();
    });

    it('[S39 (part)] forgets what is gone, and what the floor has passed', async () => {
      const index = await filled('secret tea', 'tea', 'more tea', 'tea again');
      index.apply({ texts: [], gone: [{ c: 1, seq: 1 }], reached: [] });
      index.apply({
        texts: [],
        gone: [
          { c: 1, seq: 1 },
          { c: 7, seq: 7 },
        ],
        reached: [],
      });
      expect(places(index, 'tea')).toEqual([4, 3, 2]);
      expect(places(index, 'secret')).toEqual([]);
      index.apply({ texts: [], gone: [], reached: [{ c: 1, seq: 4, floor: 3 }] });
      expect(places(index, 'tea')).toEqual([4]);
      // In one slice: what was read, and then taken back.
      index.apply({ texts: [{ c: 1, seq: 5, sid: 105, words: ['tea'] }], gone: [{ c: 1, seq: 5 }], reached: [] });
      expect(places(index, 'tea')).toEqual([4]);
      index.close();
    });

    it('remembers how far it has come, until it is cleared', async () => {
      const index = await filled('tea');
      expect([index.mark(), index.reached(1), index.reached(2)]).toEqual([
        0,
        { seq: 1, floor: 0 },
        { seq: 0, floor: 0 },
      ]);
      index.apply({ texts: [], gone: [], reached: [{ c: 2, seq: 9, floor: 4 }], mark: 17 });
      expect([index.mark(), index.reached(2)]).toEqual([17, { seq: 9, floor: 4 }]);
      index.clear();
      expect([index.mark(), index.reached(2), places(index, 'tea')]).toEqual([0, { seq: 0, floor: 0 }, []]);
      put(index, 1, ['tea']);
      expect(places(index, 'tea')).toEqual([1]);
      index.close();
    });

    it('[B11] finds among ten thousand messages', async () => {
      const index = await fresh();
      for (let from = 1; from <= 10_000; from += 500)
        put(
          index,
          1,
          Array.from({ length: 500 }, (_, n) => `第${from + n}条消息 number ${from + n}`),
          0,
          from,
        );
      expect(places(index, '第7条')).toEqual([7]);
      expect(places(index, 'number 9999')).toEqual([9999]);
      expect(places(index, '消息', whole(1), 3)).toEqual([10_000, 9999, 9998]);
      expect(places(index, 'number 77', whole(1), 1000)).toHaveLength(111);
      index.close();
    });
  });
}

function put(index: TextIndex, c: number, texts: readonly string[], sidsFrom = 100, from = 1): void {
  index.apply({
    texts: texts.map((text, at) => ({ c, seq: from + at, sid: sidsFrom + from + at, words: wordsOf(foldText(text)) })),
    gone: [],
    reached: [{ c, seq: from + texts.length - 1, floor: 0 }],
  });
}
