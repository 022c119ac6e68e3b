import { describe, expect, it } from 'vitest';
import { isAnimated } from './is-animated.js';

const file = (type: string, ...parts: readonly (string | readonly number[])[]) =>
  new Blob(
    parts.map((part) => (typeof part === 'string' ? part : new Uint8Array(part))),
    { type },
  );
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The flags stand behind "RIFF", a length, "WEBP", "VP8X" and another length. */
const webp = (chunk: string, flags: number) =>
  file('image/webp', 'RIFF', [0, 0, 0, 0], 'WEBP', chunk, [10, 0, 0, 0], [flags, 0, 0, 0]);

describe('[web: images] a picture that moves', () => {
  it('is told from one that stands still, by its first bytes', async () => {
    for (const [moves, picture] of [
      [true, file('image/gif', 'GIF89a')],
      [true, file('image/png', png, [0, 0, 0, 13], 'IHDR', [0, 0, 0, 8], 'acTL')],
      [false, file('image/png', png, [0, 0, 0, 13], 'IHDR', [0, 0, 0, 8], 'IDAT')],
      // The beginning of the mark alone is none, and the mark may follow one.
      [true, file('image/png', png, 'acacTL')],
      [false, file('image/png', png, 'acT')],
      [true, webp('VP8X', 0b0000_0010)],
      [false, webp('VP8X', 0b0001_0000)],
      [false, webp('VP8 ', 0b0000_0010)],
      [true, file('image/avif', [0, 0, 0, 32], 'ftypavis')],
      [false, file('image/avif', [0, 0, 0, 32], 'ftypavif')],
      [false, file('image/jpeg', 'acTL avis VP8X')],
    ] as const)
      expect([picture.type, moves, await isAnimated(picture)]).toEqual([picture.type, moves, moves]);
  });

  it('is looked for in the first 64 KiB alone, however large the file is', async () => {
    const far = Array.from({ length: 64 * 1024 }, () => 0);
    expect(await isAnimated(file('image/png', png, far, 'acTL'))).toBe(false);
  });
});
