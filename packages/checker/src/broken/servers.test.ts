import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { brokenServers } from './servers.js';

it('[B6] each fault changes a line that stands once in the sources, and has a name of its own', () => {
  const names = brokenServers.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const astray = brokenServers.flatMap(({ name, edits }) =>
    edits.flatMap(({ file, find }) => {
      const text = readFileSync(`${import.meta.dirname}/../../../${file}`, 'utf8');
      return text.split(find).length === 2 ? [] : [`${name}: ${file}`];
    }),
  );
  expect(astray).toEqual([]);
});

it('[B6] every row that can be broken from outside is broken by some server', () => {
  const rows = new Set(brokenServers.flatMap(({ rows }) => rows));
  // D3 is counted, and broken as D4 is; D6 and D7 are broken together with D1 and D8.
  const all = Array.from({ length: 23 }, (_, at) => `D${at + 1}`).filter((row) => row !== 'D3');
  expect(all.filter((row) => !rows.has(row))).toEqual([]);
});
