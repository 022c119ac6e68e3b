// Checks the rules of CONTRIBUTING.md that no ready-made linter knows. `npm run rules`.
// The tables are in rules/tables.mjs; what a source file can break in rules/source.mjs, all else in rules/repository.mjs.
import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { listFiles } from './rules/files.mjs';
import { checkLockfile, checkManifest, checkText } from './rules/repository.mjs';
import { checkSource } from './rules/source.mjs';

const root = new URL('../', import.meta.url);

function checkFile(path) {
  const bytes = readFileSync(new URL(path, root));
  if (bytes.includes(0)) return [];
  const text = bytes.toString('utf8');
  const problems = checkText(path, text);
  if (/\.(ts|tsx|mjs)$/.test(path)) {
    const { program, errors } = parseSync(path, text);
    if (errors.length > 0) return [{ path, line: 1, text: `does not parse: ${errors[0].message}` }];
    problems.push(...checkSource(path, text, program));
  } else if (path.endsWith('package.json')) {
    problems.push(...checkManifest(path, JSON.parse(text)));
  } else if (path === 'package-lock.json') {
    problems.push(...checkLockfile(path, JSON.parse(text), root));
  }
  return problems;
}

const files = listFiles(root);
const problems = files.flatMap(checkFile);
for (const { path, line, text } of problems) process.stderr.write(`${path}:${line}: ${text}\n`);
process.stdout.write(`rules: ${files.length} files, ${problems.length} problems\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
