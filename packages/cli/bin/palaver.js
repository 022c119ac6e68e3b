#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write('palaver is not built yet. Run `npm install && npm run build` in the repository first.\n');
  process.exitCode = 1;
}
