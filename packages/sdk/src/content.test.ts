import { ImError, limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { content } from './content.js';

const code = (make: () => unknown) => {
  try {
    make();
    return 'made';
  } catch (error) {
    return ImError.is(error) ? error.code : 'another error';
  }
};

it('[S14 S15] text is made as it is given, and empty or half of a character it is INVALID', () => {
  expect(content.text('你好 👋')).toEqual({ type: 'text', text: '你好 👋' });
  expect(code(() => content.text(''))).toBe('INVALID');
  expect(code(() => content.text('\ud800'))).toBe('INVALID');
  expect(code(() => content.text(7 as never))).toBe('INVALID');
  expect(code(() => content.text('x'.repeat(limits.frameBytes)))).toBe('TOO_LARGE');
});

it('[S19] a place has its four parts, and out of range it is INVALID', () => {
  const place = { latitude: 39.9, longitude: 116.4, scale: 12, address: '北京' };
  expect(content.location(place)).toEqual({ type: 'location', ...place });
  const wrong = [{ latitude: 90.1 }, { latitude: Number.NaN }, { longitude: -181 }, { scale: -1 }, { address: 7 }];
  for (const part of wrong) expect(code(() => content.location({ ...place, ...part } as never))).toBe('INVALID');
});

it('[S20] custom content has a kind and an object', () => {
  const custom = content.custom as (kind: string, data: unknown) => unknown;
  expect(custom('order', { id: '1' })).toEqual({ type: 'custom', kind: 'order', data: { id: '1' } });
  expect(code(() => custom('', {}))).toBe('INVALID');
  expect(code(() => custom('order', 'text'))).toBe('INVALID');
});
