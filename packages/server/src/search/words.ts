/**
 * How the index cuts folded text into words: runs of letters and digits; one character at a time where a script puts no
 * spaces between words, and Korean, whose particles stick to words; every other sign by itself.
 */
export interface Phrase {
  readonly words: readonly string[];
  /** The last word may go on: what is typed is seldom complete. */
  readonly isOpen: boolean;
}

const unspaced =
  '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Bopomofo}\\p{scx=Hangul}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}\\p{scx=Tibetan}]';
const inWord = '[\\p{L}\\p{N}\\p{M}]';
const word = new RegExp(`(?:(?!${unspaced})${inWord})+|\\S`, 'gu');
const endsInWord = new RegExp(`(?!${unspaced})${inWord}$`, 'u');

export const wordsOf = (folded: string): string[] => (folded.match(word) ?? []).map(written);

export const phraseOf = (folded: string): Phrase => ({ words: wordsOf(folded), isOpen: endsInWord.test(folded) });

/** SQLite ends a text at its first NUL: it is written in the private area of Unicode. */
const written = (text: string): string => (text === '\0' ? '\ue000' : text);
