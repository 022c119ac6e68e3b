import { expect, it } from 'vitest';
import { canonical } from './canonical.js';

const named = (count: number, end: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`key ${(at * 7) % end}`, { b: [at, null], a: `${at}"` }]),
  );

it('[D4] equal values are equal texts, with few keys and with many', () => {
  for (const count of [0, 1, 2, 5, 16, 17, 60]) {
    const value = named(count, 61);
    const keys = Object.keys(value);
    const sorted = `{${[...keys]
      .sort()
      .map((key) => `"${key}":{"a":${JSON.stringify(value[key]?.a)},"b":[${value[key]?.b[0]},null]}`)
      .join(',')}}`;
    expect(canonical(value)).toBe(sorted);
    expect(canonical(Object.fromEntries(Object.entries(value).reverse()))).toBe(sorted);
  }
});
