import { describe, expect, it } from 'vitest';
import { isOnlyEmoji, splitText } from './split-text.js';

const links = (text: string) => splitText(text).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []));

describe('splitText', () => {
  it('keeps every character in its place', () => {
    for (const text of [
      '',
      'plain',
      'see https://a.example/b?c=d#e.',
      'https://a.example https://b.example',
      '\n\thttp://x\n',
    ]) {
      expect(
        splitText(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }
  });

  it('leaves the sentence its full stop and its brackets', () => {
    expect(links('Go to https://a.example/x. Now!')).toEqual(['https://a.example/x']);
    expect(links('(see https://a.example/x)')).toEqual(['https://a.example/x']);
    expect(links('https://a.example/lake_(north)')).toEqual(['https://a.example/lake_(north)']);
    expect(links('请看https://a.example/路，谢谢')).toEqual(['https://a.example/路']);
  });

  it('links http and https, and nothing that could run', () => {
    expect(links('javascript:alert(1) data:text/html,x file:///etc/passwd vbscript:x http:// https://')).toEqual([]);
  });
});

describe('isOnlyEmoji', () => {
  it('takes one to three emoji, joined ones too, and no digit or letter', () => {
    for (const text of ['👍', '👨‍👩‍👧‍👦 🎉', '❤️', '🇸🇪🇨🇳👋🏽']) expect(isOnlyEmoji(text)).toBe(true);
    for (const text of ['', '7', 'ok 👍', '👍👍👍👍', '#', '我']) expect(isOnlyEmoji(text)).toBe(false);
  });
});
