import { emojiData } from './emoji-data.js';

export type EmojiGroup = keyof typeof emojiData;

export interface Emoji {
  readonly sign: string;
  readonly en: string;
  readonly zh: string;
  /** All its names and words, for who looks for it. */
  readonly words: readonly string[];
}

export const emojiGroups = Object.keys(emojiData) as readonly EmojiGroup[];

function read(group: EmojiGroup): Emoji[] {
  return emojiData[group]
    .trim()
    .split('\n')
    .map((line) => {
      const [sign = '', en = '', zh = ''] = line.split('|');
      const english = en.split(',');
      const chinese = zh.split(',');
      return { sign, en: english[0] ?? sign, zh: chinese[0] || (english[0] ?? sign), words: [...english, ...chinese] };
    });
}

const known = new Map<EmojiGroup, Emoji[]>();

export function emojiOf(group: EmojiGroup): readonly Emoji[] {
  const emoji = known.get(group) ?? read(group);
  known.set(group, emoji);
  return emoji;
}

const mostFound = 96;

/** By a word of either language: those that are named so come first, then those with a word that begins so, then the rest. */
export function findEmoji(text: string): readonly Emoji[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return [];
  const ranked: Emoji[][] = [[], [], []];
  for (const group of emojiGroups) for (const emoji of emojiOf(group)) ranked[rankOf(emoji, wanted)]?.push(emoji);
  return ranked.flat().slice(0, mostFound);
}

function rankOf({ sign, en, zh, words }: Emoji, wanted: string): number {
  if (sign === wanted || en === wanted || zh === wanted || words.includes(wanted)) return 0;
  if (words.some((word) => word.split(' ').some((part) => part.startsWith(wanted)))) return 1;
  return words.some((word) => word.includes(wanted)) ? 2 : 3;
}

/** The emoji by their signs, in the order of the signs. */
export function emojiBySign(signs: readonly string[]): readonly Emoji[] {
  const all = new Map(emojiGroups.flatMap((group) => emojiOf(group).map((emoji) => [emoji.sign, emoji] as const)));
  return signs.flatMap((sign) => all.get(sign) ?? []);
}
