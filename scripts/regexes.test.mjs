// Every regular expression of what is shipped takes time in proportion to what it reads, whatever that is: first by analysis
// of the expression, then by trying texts made of its own characters.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { analyse } from 'scslre';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import { listFiles } from './rules/files.mjs';
import { isTest, placeOf } from './rules/source.mjs';

const root = new URL('../', import.meta.url);

/** [{ source, flags, where }] of every literal; and where one is made of a text. */
function expressionsIn(path) {
  const text = readFileSync(new URL(path, root), 'utf8');
  const found = [];
  visit(parseSync(path, text).program, (node) => {
    const where = `${path}:${text.slice(0, node.start).split('\n').length}`;
    if (node.type === 'Literal' && node.regex)
      found.push({ source: node.regex.pattern, flags: node.regex.flags, where });
    if (/^(New|Call)Expression$/.test(node.type) && node.callee.name === 'RegExp') found.push({ where });
  });
  return found;
}

function visit(node, see) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.type === 'string') see(node);
  for (const value of Object.values(node)) if (typeof value === 'object') visit(value, see);
}

const shipped = listFiles(root).filter(
  (path) =>
    placeOf(path) && /\.tsx?$/.test(path) && !isTest(path) && !/^packages\/(simulation|conformance)\//.test(path),
);
const all = shipped.flatMap(expressionsIn);
const literals = [...new Map(all.filter(({ source }) => source).map((one) => [`/${one.source}/${one.flags}`, one]))];

it('[Input] no expression is made of a text that somebody sends', () => {
  expect(literals.length).toBeGreaterThan(20);
  // The command line reads what its own machine says.
  const made = all.filter(({ source, where }) => source === undefined && !where.startsWith('packages/cli/'));
  expect(made.map(({ where }) => where)).toEqual([]);
});

it.each(literals)('[Input] takes time in proportion to what it reads: %s', (_, { source, flags, where }) => {
  const expression = new RegExp(source, flags);
  const { reports } = analyse(expression);
  expect(reports.map(({ type, exponential }) => [where, type, exponential])).toEqual([]);
  for (const text of hostile(source)) {
    const [short, long] = [2 ** 14, 2 ** 16].map((length) => costOf(expression, text.make(length)));
    // Four times as long costs four times as much; squared it were sixteen times. What costs next to nothing is not compared.
    expect([where, text.name, long < 100 || long < 8 * short]).toEqual([where, text.name, true]);
  }
});

/** Texts of the characters that the expression speaks of, each alone and each two by turns, with an end that fits none. */
function hostile(source) {
  const own = [...new Set([...source.replace(/\\[a-zA-Z](\{[^}]*\})?/g, ''), ...'a0 -_./\u4e2d'])].slice(0, 16);
  const ends = ['', '\u0000', '!'];
  const units = [...own, ...own.map((one, at) => one + own[(at + 1) % own.length])];
  return units.flatMap((unit) =>
    ends.map((end) => ({
      name: JSON.stringify(unit + end),
      make: (length) => unit.repeat(Math.ceil(length / unit.length)) + end,
    })),
  );
}

/** In ms of this process, the best of three: a machine that is busy with other things makes it no longer. */
function costOf(expression, text) {
  const costs = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    expression.lastIndex = 0;
    expression.test(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...costs);
}
