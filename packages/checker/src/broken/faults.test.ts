import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faults, rows, rowsOfOthers } from './faults.js';

it('[B6] each fault changes a line that stands once in the sources, and has a name of its own', () => {
  const names = faults.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const astray = faults.flatMap(({ name, edits }) =>
    edits.flatMap(({ file, find }) => {
      const text = readFileSync(`${import.meta.dirname}/../../../${file}`, 'utf8');
      return text.split(find).length === 2 ? [] : [`${name}: ${file}`];
    }),
  );
  expect(astray).toEqual([]);
});

it('[B6] every row that has a name of its own is the one by which some fault is found', () => {
  const found = new Set(faults.map(({ row }) => row));
  expect(rows.filter((row) => !found.has(row))).toEqual(rowsOfOthers);
});
