import { limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { isTooLong, lineBytes, nameBytes } from './is-too-long.js';

it('a name is measured as the server measures it', () => {
  expect([nameBytes, lineBytes]).toEqual([limits.nameBytes, limits.profileBytes]);
  expect(isTooLong('a'.repeat(64), nameBytes)).toBe(false);
  expect(isTooLong('a'.repeat(65), nameBytes)).toBe(true);
  expect(isTooLong('湖'.repeat(21), nameBytes)).toBe(false);
  expect(isTooLong('湖'.repeat(22), nameBytes)).toBe(true);
});
