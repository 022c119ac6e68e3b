import { expect, it } from 'vitest';
import { splitMentions } from './split-mentions.js';

const names = [
  { name: 'Bert', isMe: false },
  { name: 'Bert Berg', isMe: true },
  { name: '李梅', isMe: false },
];
const mentions = (text: string) =>
  splitMentions(text, names).flatMap((piece) => (piece.kind === 'mention' ? [[piece.text, piece.isMe]] : []));

it('[web: mentions] finds the names that are mentioned, the longest first, and keeps every character', () => {
  const text = 'Hi @Bert Berg, @bert and ＠李梅你好 jane@bert.example @unknown!';
  expect(mentions(text)).toEqual([
    ['@Bert Berg', true],
    ['@bert', false],
    ['＠李梅', false],
    ['@unknown', false],
  ]);
  expect(
    splitMentions(text, names)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
  expect(mentions('no mention @ all')).toEqual([]);
});
