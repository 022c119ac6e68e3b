import { describe, expect, it } from 'vitest';
import { foldText, searchableText } from './searchable.js';

const finds = (text: string, query: string) => foldText(text).includes(foldText(query));

describe('text as search compares it', () => {
  it.each([
    ['Straße', 'STRASSE'],
    ['ΟΔΟΣ', 'οδος'],
    ['οδοσ', 'ΟΔΟΣ'],
    ['İstanbul', 'istanbul'],
    ['ＡＢＣ１２３', 'abc123'],
    ['ﾊﾟﾗﾊﾞ', 'パラバ'],
    ['cafe\u0301', 'CAFÉ'],
    ['한글', '\u1112\u1161\u11ab\u1100\u1173\u11af'],
    ['a\u200bb', 'ab'],
    ['❤️', '❤'],
    ['one \n\t two', 'one two'],
    ['我们明天见', '天'],
    ['天', '天'],
    ['see you 明天 8pm', '明天 8PM'],
  ])('[B11 (part)] %j is found by %j', (text, query) => {
    expect(finds(text, query)).toBe(true);
  });

  it.each([
    ['cafe', 'café'],
    ['one two', 'onetwo'],
    ['明天', '天明'],
    ['a.b', 'a_b'],
    ['100%', '100_'],
  ])('[B11 (part)] %j is not found by %j', (text, query) => {
    expect(finds(text, query)).toBe(false);
  });

  it('is itself when it is folded again', () => {
    for (const text of ['Straße', 'ΟΔΟΣ', 'İ', 'ŉ', 'ΐ', 'ﬃ', '👨‍👩‍👧', 'ẞ'])
      expect(foldText(foldText(text))).toBe(foldText(text));
  });

  it('[B11 (part)] reads texts, names of files and addresses, and nothing else', () => {
    const read = [
      { type: 'text', text: 'a' },
      { type: 'file', fileName: 'b.pdf' },
      { type: 'location', address: 'c' },
      { type: 'custom', kind: 'text', data: { text: 'd' }, text: 'd' },
      { type: 'text', text: 7 },
      { type: 'constructor', name: 'e' },
    ].map(searchableText);
    expect(read).toEqual(['a', 'b.pdf', 'c', undefined, undefined, undefined]);
  });
});
