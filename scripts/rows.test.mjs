import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listFiles } from './rules/files.mjs';
import { rowsOfName } from './rules/names.mjs';

const whole = (id) => ({ id, isPart: false });
const part = (id) => ({ id, isPart: true });

test.each([
  ['[S29] cancel ends the upload', [whole('S29')]],
  ['[S9 S10] the sum', [whole('S9'), whole('S10')]],
  ['[S9, S10] the sum', [whole('S9'), whole('S10')]],
  ['[S1 (part)] two people', [part('S1')]],
  ['[S1 (part) D4] two people', [part('S1'), whole('D4')]],
  ['[Rights D22 (part)] of another', [whole('Rights'), part('D22')]],
  ['[not a row] at all', []],
  ['says [S1] later', []],
])('reads %s', (name, rows) => {
  expect(rowsOfName(name)).toEqual(rows);
});

test('every row that a test wears has its line in docs/rows.json', () => {
  const root = new URL('../', import.meta.url);
  const titles = JSON.parse(readFileSync(new URL('docs/rows.json', root), 'utf8'));
  const files = listFiles(root).filter((path) => /\.test\.(ts|tsx|mjs)$/.test(path) && !path.startsWith('scripts/'));
  const worn = files.flatMap((path) => {
    const text = readFileSync(new URL(path, root), 'utf8');
    return [...text.matchAll(/['"`](\[[A-Z][^\]\n]*\])/g)].flatMap(([, name]) => rowsOfName(name).map(({ id }) => id));
  });
  expect(worn.length).toBeGreaterThan(500);
  // P rules are the wire's own, in SPEC.md.
  expect([...new Set(worn)].filter((id) => !/^P\d/.test(id) && !(id in titles))).toEqual([]);
});
