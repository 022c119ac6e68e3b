import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const parts = new URL('../../styles/', import.meta.url);
/** It is made of the parts, and of the same variables. */
const application = new URL('../../../../apps/web/src/styles/', import.meta.url);

const withoutComments = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '');
const sheets = (directory: URL) =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.css'))
    .map((name) => ({ name, css: withoutComments(readFileSync(new URL(name, directory), 'utf8')) }));
const all = sheets(parts);
const used = new Set(
  [...all, ...sheets(application)].flatMap(({ css }) => [...css.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name)),
);
const declared = (css: string) => [...css.matchAll(/(?:^|[{;\s])(--[\w-]+)\s*:/g)].map(([, name]) => name as string);
const themed = declared(all.find(({ name }) => name === 'tokens.css')?.css ?? '');

/** What stands before each block, at any depth, with the block it opens. */
function preludes(css: string): string[] {
  return [...css.matchAll(/([^{};]+)\{/g)].map(([, prelude]) => (prelude as string).trim());
}

/** At the commas that separate selectors, not at those inside of brackets. */
function selectors(prelude: string): string[] {
  return prelude.split(/,(?![^(]*\))/).map((selector) => selector.trim());
}

describe('the styles of the parts', () => {
  it('[web: embedding] every variable of the documentation is used, and every variable there is stands in it', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const documented = [...readme.matchAll(/^\| `(--pv-[\w-]+)`/gm)].map(([, name]) => name as string);
    expect(documented.length).toBeGreaterThan(30);
    expect(new Set(documented).size).toBe(documented.length);
    expect([...documented].sort()).toEqual([...themed].sort());
    expect(documented.filter((name) => !used.has(name))).toEqual([]);
  });

  it('[web: embedding] nothing but the parts is touched: each rule is about a class of ours', () => {
    const foreign = all.flatMap(({ name, css }) =>
      preludes(css)
        .filter((prelude) => !prelude.startsWith('@') && !/^(from|to|[\d.]+%)$/.test(prelude))
        .flatMap(selectors)
        .filter((selector) => !/\.pv\b/.test(selector) && !(name === 'tokens.css' && selector === ':root'))
        .map((selector) => `${name}: ${selector}`),
    );
    expect(foreign).toEqual([]);
    // On the page's own root stand variables, and nothing that shows.
    const root = /:root \{([^}]*)\}/.exec(all.find(({ name }) => name === 'tokens.css')?.css ?? '')?.[1] ?? '';
    expect(
      root
        .split(';')
        .map((line) => line.trim())
        .filter((line) => line && !line.startsWith('--pv-')),
    ).toEqual([]);
  });

  it('[web: embedding] every name is one of ours: variables, animations, fonts', () => {
    const names = all.flatMap(({ css }) => [
      ...declared(css),
      ...[...css.matchAll(/@keyframes\s+([\w-]+)/g)].map(([, name]) => name as string),
      ...[...css.matchAll(/@font-face\s*\{[^}]*font-family:\s*"?([\w-]+)/g)].map(([, name]) => name as string),
    ]);
    expect(names.filter((name) => !/^(--)?pv-/.test(name))).toEqual([]);
    expect([...used].filter((name) => !/^--(pv|app)-/.test(name ?? ''))).toEqual([]);
  });
});
