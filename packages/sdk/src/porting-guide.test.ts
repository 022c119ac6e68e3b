import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Row → what in the public face carries it in its docstring. */
function membersByRow(api: string): Map<string, Set<string>> {
  const members = new Map<string, Set<string>>();
  for (const [, docs = '', code = ''] of api.matchAll(/\/\*\*([\s\S]*?)\*\/\s*([^\n]*)/g)) {
    const name = /^(?:export (?:declare )?(?:interface|type|const|function) |readonly )?'?([\w.]+)/.exec(
      code.trim(),
    )?.[1];
    if (!name) continue;
    const rows = docs.match(/\[(?:[SODB]\d+ ?)+\]/g) ?? [];
    for (const row of rows.join(' ').match(/S\d+/g) ?? []) members.set(row, (members.get(row) ?? new Set()).add(name));
  }
  return members;
}

it('the porting guide names, row by row, a member of the public face whose docstring carries the row', () => {
  const members = membersByRow(`${read('api.ts')}\n${read('content.ts')}`);
  const guide = [
    ...read('../../../docs/porting-from-jmessage.md').matchAll(/^\| (S\d+) \| (.*?) \| (.*?) \| (.*?)\|$/gm),
  ];
  expect(guide.map(([, row]) => row)).toEqual(Array.from({ length: 51 }, (_, at) => `S${at + 1}`));
  const astray = guide.flatMap(([, row = '', , here = '', differs = '']) => {
    const named = new Set(
      `${here} ${differs}`.match(/'[\w.]+'|\w+/g)?.map((name) => name.replaceAll("'", '').toLowerCase()),
    );
    return [...(members.get(row) ?? [])].some((name) => named.has(name.toLowerCase())) ? [] : [`${row}: ${here}`];
  });
  expect(astray).toEqual([]);
});
