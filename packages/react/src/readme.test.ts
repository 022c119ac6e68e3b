import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../README.md');
const isNamed = (name: string) => new RegExp(`\`<?${name}\\b`).test(readme);

it('[web: embedding] the README names every hook, every part and every slot', () => {
  const exported = [...read('./index.ts').matchAll(/\b(?:use[A-Z]\w*|[A-Z]\w+)\b/g)].map(([name]) => name);
  const hooks = new Set(exported.filter((name) => name.startsWith('use')));
  const parts = ['PalaverProvider', 'Chat', 'ConversationList', 'Timeline', 'Composer', 'Avatar', 'Menu'];
  const slots = [
    ...(/export interface Slots \{\n(.*?)\n\}/s.exec(read('./slots/slots.ts'))?.[1] ?? '').matchAll(
      /readonly (\w+)\?/g,
    ),
  ];
  expect(hooks.size).toBeGreaterThan(25);
  expect(slots.length).toBeGreaterThan(12);
  expect(parts.filter((name) => !exported.includes(name))).toEqual([]);
  expect([...hooks, ...parts, ...slots.map(([, name]) => name as string)].filter((name) => !isNamed(name))).toEqual([]);
});
