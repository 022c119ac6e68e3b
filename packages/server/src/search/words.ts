/**
 * How the index cuts folded text into words: runs of letters and digits; one character at a time where a script puts no
 * spaces between words, and Korean, whose particles stick to words; every other sign by itself.
 */
export interface Phrase {
  readonly words: readonly string[];
  /** The last word may go on: what is typed is seldom complete. */
  readonly isOpen: boolean;
}

// The same scripts in both: those that put no spaces between words. Written out, so that what checks expressions sees them.
const word =
  /(?:(?![\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}])[\p{L}\p{N}\p{M}])+|\S/gu;
const endsInWord =
  /(?![\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}])[\p{L}\p{N}\p{M}]$/u;

export const wordsOf = (folded: string): string[] => (folded.match(word) ?? []).map(written);

export const phraseOf = (folded: string): Phrase => ({ words: wordsOf(folded), isOpen: endsInWord.test(folded) });

/** SQLite ends a text at its first NUL: it is written in the private area of Unicode. */
const written = (text: string): string => (text === '\0' ? '\ue000' : text);
