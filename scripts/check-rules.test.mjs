import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';
import { checkLockfile, checkManifest, checkText } from './rules/repository.mjs';
import { checkSource } from './rules/source.mjs';

const problemsOf = (path, text) =>
  checkSource(path, text, parseSync(path, text).program).map((problem) => problem.text);

const broken = (path, text) => expect(problemsOf(path, text), text).toHaveLength(1);
const kept = (path, text) => expect(problemsOf(path, text), text).toEqual([]);

describe('arrows between packages', () => {
  test.each([
    ['packages/protocol/src/a.ts', "import { x } from '@palaver/sdk'"],
    ['packages/sdk/src/a.ts', "import type { x } from '@palaver/server'"],
    ['packages/server/src/a.test.ts', "import { x } from '@palaver/sdk/node'"],
    ['packages/react/src/a.tsx', "export * from '@palaver/protocol'"],
    ['packages/cli/src/a.ts', "const x = await import('@palaver/react')"],
    ['apps/web/src/a.ts', "type X = import('@palaver/protocol').X"],
    ['packages/sdk/src/a.ts', "import { x } from '../../server/src/engine/engine.js'"],
  ])('%s must not: %s', broken);

  test.each([
    ['packages/sdk/src/a.ts', "import { x } from '@palaver/protocol'"],
    ['packages/cli/src/a.ts', "import { x } from '@palaver/sdk/node'"],
    ['apps/web/src/a.e2e.test.ts', "import { createServer } from '@palaver/server'"],
    ['packages/sdk/src/a.test.ts', "import { findChromium } from '../../../scripts/chromium.mjs'"],
  ])('%s may: %s', kept);
});

describe('imports inside a package', () => {
  test.each([
    ['packages/sdk/src/a.ts', "import { x } from './index.js'"],
    ['packages/sdk/src/sync/a.ts', "import { x } from '..'"],
    ['packages/sdk/src/a.ts', "import { x } from '@palaver/sdk'"],
    ['packages/server/src/domain/send.ts', "import { x } from '../engine/batch.js'"],
    ['packages/server/src/domain/send.ts', "import { x } from '../store/sqlite/writer.js'"],
  ])('%s must not: %s', broken);

  test.each([
    ['packages/sdk/src/a.ts', "import { x } from './sync/step.js'"],
    ['packages/server/src/domain/send.ts', "import { x } from './access.js'"],
    ['packages/server/src/engine/batch.ts', "import { x } from '../domain/send.js'"],
  ])('%s may: %s', kept);
});

describe('no clock, no chance, no I/O outside adapters', () => {
  const file = 'packages/server/src/engine/engine.ts';

  test.each([
    'const now = Date.now()',
    'const now = new Date()',
    'const clock = Date',
    'const x = Math.random()',
    'setTimeout(() => {}, 1)',
    'const later = { run: setImmediate }',
    'const id = crypto.randomUUID()',
    'const t = performance.now()',
    'const answer = await fetch(address)',
    'const dir = process.cwd()',
    'const s = AbortSignal.timeout(5)',
    "import { readFile } from 'node:fs/promises'",
    "import { WebSocket } from 'ws'",
  ])('must not: %s', (text) => broken(file, text));

  test.each([
    'const at = new Date(value)',
    'const at = Date.UTC(2024, 1)',
    '// Date.now() and Math.random() in words',
    "const text = 'setTimeout(fetch)'",
    'const x = Math.max(1, 2)',
    'const t = clock.setTimeout(run, 5)',
    'function run({ fetch }: Ports) { return fetch(1) }',
    'type Clock = { now: typeof Date.now }',
    'queueMicrotask(run)',
    "import { join } from 'node:path'",
  ])('may: %s', (text) => kept(file, text));

  test.each([
    'packages/protocol/src/kernel/system-clock.ts',
    'packages/server/src/store/sqlite/deep/writer.ts',
    'packages/sdk/src/store/indexeddb-store.ts',
    'packages/server/src/engine/engine.test.ts',
    'packages/cli/src/main.ts',
  ])('%s is an adapter', (path) => kept(path, 'const now = Date.now()'));
});

describe('tests are not skipped', () => {
  const file = 'packages/sdk/src/a.test.ts';

  test.each(['only', 'skip', 'todo', 'skipIf', 'fails'])('.%s', (modifier) => {
    broken(file, `test.${modifier}('x', () => {})`);
    broken(file, `describe.concurrent.${modifier}('x', () => {})`);
  });

  test('other words of that name may stand', () => kept(file, 'page.skip(3); test.each([1])("x", () => {})'));
});

describe('tracked files', () => {
  const textsOf = (text) => checkText('a.md', text).map((problem) => problem.text);

  test('name no path of one machine', () => {
    expect(textsOf(`see ${['', 'root', 'notes.md'].join('/')}`)).toHaveLength(1);
    expect(textsOf(`"${['', 'home', 'ann', 'x'].join('/')}"`)).toHaveLength(1);
    expect(textsOf('/usr/bin/chromium, ./work/x, https://example.org/home/x')).toEqual([]);
  });

  test('name no registry host', () => {
    expect(textsOf(`https://${['registry', 'npmjs', 'org'].join('.')}/x`)).toHaveLength(1);
    expect(textsOf('the npm registry')).toEqual([]);
  });
});

test('a manifest declares only what the arrows allow', () => {
  const manifest = (dependencies, devDependencies) => ({ name: '@palaver/react', dependencies, devDependencies });
  expect(checkManifest('package.json', manifest({ '@palaver/server': '1' }))).toHaveLength(1);
  expect(checkManifest('package.json', manifest({ '@palaver/sdk': '1' }, { '@palaver/server': '1' }))).toEqual([]);
});

describe('the lockfile', () => {
  const nowhere = new URL('nowhere/', import.meta.url);
  const lockProblems = (entry) =>
    checkLockfile('package-lock.json', { packages: { '': {}, 'node_modules/x': entry } }, nowhere);
  const entry = { version: '1.0.0', integrity: 'sha512-x' };

  test('is sound as it should be', () => expect(lockProblems(entry)).toEqual([]));
  test.each([
    ['an address', { ...entry, resolved: 'https://example.org/x.tgz' }],
    ['an install script', { ...entry, hasInstallScript: true }],
    ['an optional package it lacks', { ...entry, optionalDependencies: { 'x-darwin': '1.0.0' } }],
    ['no integrity', { version: '1.0.0' }],
  ])('[Operation] must not have %s', (_, bad) => expect(lockProblems(bad)).toHaveLength(1));

  test('[Operation] of ours has a hash for every package, and none runs a script when it is installed', () => {
    const root = new URL('../', import.meta.url);
    const lock = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'));
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
    expect(checkLockfile('package-lock.json', lock, root)).toEqual([]);
  });
});
