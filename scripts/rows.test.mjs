import { expect, test } from 'vitest';
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
