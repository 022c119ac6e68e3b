import { expect, it } from 'vitest';
import { encodeCursor, encodePage, readCursor, readPage } from './cursor.js';

it('[P24 D23 (part)] reads its own cursors, and what it cannot read as none', () => {
  expect(readCursor(encodeCursor('ep', 12), 'ep', 12)).toEqual({ kind: 'changes', mark: 12 });
  expect(encodeCursor('a'.repeat(36), Number.MAX_SAFE_INTEGER).length).toBeLessThanOrEqual(200);
  for (const strange of [undefined, '', 'ep', 'ep.', '.1', 'ep.-1', 'ep.!', `ep.${'z'.repeat(12)}`, 'ep.1e3!'])
    expect(readCursor(strange, 'ep', 12)).toEqual({ kind: 'all' });
});

it('[P25 D23 (part)] a cursor of another history, or ahead of this one, resets', () => {
  expect(readCursor(encodeCursor('other', 3), 'ep', 12)).toEqual({ kind: 'other' });
  expect(readCursor(encodeCursor('ep', 13), 'ep', 12)).toEqual({ kind: 'ahead' });
});

it('reads its own page tokens, and none of another history', () => {
  for (const flags of [
    { isFull: false },
    { isFull: true },
    { reset: 'other', isFull: true },
    { reset: 'ahead', isFull: true },
  ] as const) {
    const page = { mark: 40, since: 3, after: 17, ...flags };
    expect(readPage(encodePage('ep.1', page), 'ep.1')).toEqual(page);
    expect(readPage(encodePage('ep.1', page), 'ep.2')).toBeUndefined();
  }
  expect(readPage('ep.1.2.3.x', 'ep')).toBeUndefined();
  expect(readPage('', 'ep')).toBeUndefined();
});
