import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import type { BuiltFile } from '../worker/answers.js';

const mark = '__BUILT_FILES__';
/** The page is kept under the address that one opens; the worker is the browser's to keep. */
const pathOf = (path: string) => (path === '/index.html' ? '/' : path);
const isKept = (path: string) => path !== '/sw.js' && !path.endsWith('.map');

export const integrityOf = (bytes: Uint8Array) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/** Tells the service worker of which files the application consists, once all of them are written. */
export function keepFiles(): Plugin {
  return {
    name: 'palaver-keep-files',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      const worker = join(dir, 'sw.js');
      const code = readFileSync(worker, 'utf8');
      if (!code.includes(mark) || /\bimport\b/.test(code))
        throw new Error('sw.js is not one script with a list to fill');
      writeFileSync(worker, code.replace(mark, JSON.stringify(builtFiles(dir))));
    },
  };
}

function builtFiles(dir: string): BuiltFile[] {
  const items = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((item) => item.isFile());
  return items
    .map((item) => join(item.parentPath, item.name))
    .map((file) => ({ file, path: `/${relative(dir, file).split(sep).join('/')}` }))
    .filter(({ path }) => isKept(path))
    .map(({ file, path }) => ({ path: pathOf(path), integrity: integrityOf(readFileSync(file)) }))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}
