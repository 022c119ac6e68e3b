// The server calls nobody: no address that somebody gives it can lead it into a private network.
import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import { listFiles } from './rules/files.mjs';
import { isTest } from './rules/source.mjs';

const root = new URL('../', import.meta.url);
/** What reaches out, by where it comes from; all of a module where no names stand. */
const modules = {
  'node:https': [],
  'node:http2': [],
  'node:tls': [],
  'node:dns': [],
  'node:dgram': [],
  'node:http': ['request', 'get', 'Agent'],
  'node:net': ['connect', 'createConnection', 'Socket'],
  jose: ['createRemoteJWKSet'],
  undici: [],
};
const globals = ['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket'];

function callsIn(path) {
  const text = readFileSync(new URL(path, root), 'utf8');
  const found = [];
  visit(parseSync(path, text).program, (node) => {
    if (node.type === 'ImportDeclaration' && Object.hasOwn(modules, node.source.value)) {
      const names = node.specifiers.map(({ imported, type }) => (type === 'ImportSpecifier' ? imported.name : '*'));
      const reached = modules[node.source.value];
      for (const name of names)
        if (node.importKind !== 'type' && (reached.length === 0 || name === '*' || reached.includes(name)))
          found.push(`${path}: ${node.source.value} ${name}`);
    }
    const isCall = node.type === 'CallExpression' || node.type === 'NewExpression';
    if (isCall && node.callee.type === 'Identifier' && globals.includes(node.callee.name))
      found.push(`${path}: ${node.callee.name}`);
  });
  return found;
}

function visit(node, see) {
  if (typeof node !== 'object' || node === null) return;
  if (typeof node.type === 'string') see(node);
  for (const value of Object.values(node)) if (typeof value === 'object') visit(value, see);
}

it('[Media] the server asks nobody for anything, whatever address it is given', () => {
  const sources = listFiles(root).filter(
    (path) => /^packages\/(server|protocol)\/src\/.*\.ts$/.test(path) && !isTest(path),
  );
  expect(sources.length).toBeGreaterThan(150);
  expect(sources.flatMap(callsIn)).toEqual([]);
  // What is looked for is found where it is.
  expect(callsIn('packages/cli/src/operator-remote.ts')).not.toEqual([]);
});
