// Breaks the product on purpose, one line at a time, and wants the conformance cases of the row to notice. `npm run mutants`,
// or `npm run mutants -- D4 S29` (also `--only D4,S29`) for some rows. Each fault is put into a copy of the sources; nothing here is changed.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mutants } from './mutants/table.mjs';
import { root } from './run.mjs';

/** What runs a row's cases, in whichever tree. */
const program = fileURLToPath(new URL('./mutants/try.mjs', import.meta.url)).slice(root.length);
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
const wanted = [...positionals, ...(values.only?.split(',') ?? [])];
const known = new Set(mutants.map(({ row }) => row));
const unknown = wanted.filter((row) => !known.has(row));
if (unknown.length > 0) {
  process.stderr.write(`There is no mutant of ${unknown.join(', ')}; there are of ${[...known].join(', ')}.\n`);
  process.exit(2);
}
const chosen = wanted.length > 0 ? mutants.filter(({ row }) => wanted.includes(row)) : mutants;
const atOnce = Math.min(2, availableParallelism());

/** The sources, with the dependencies of this tree and packages of their own. */
function copyTree() {
  const tree = mkdtempSync(join(tmpdir(), 'palaver-mutants-'));
  for (const name of ['packages', 'scripts', 'package.json', 'tsconfig.base.json'])
    cpSync(join(root, name), join(tree, name), {
      recursive: true,
      filter: (path) => !/[\\/](node_modules|dist)([\\/]|$)/.test(path.slice(root.length)),
    });
  mkdirSync(join(tree, 'node_modules/@palaver'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@palaver' && name !== 'palaver')
      symlinkSync(join(root, 'node_modules', name), join(tree, 'node_modules', name));
  for (const name of readdirSync(join(tree, 'packages')))
    symlinkSync(join(tree, 'packages', name), join(tree, 'node_modules/@palaver', name));
  return tree;
}

/** Puts the fault in, runs, and takes it out again. Answers the case that noticed. */
async function tryMutant(tree, { row, file, find, replace }) {
  const path = join(tree, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(find).length !== 2)
    return { fault: `"${find.slice(0, 60)}" stands ${text.split(find).length - 1} times in ${file}` };
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
  try {
    const said = await runRow(tree, row);
    const { isHealthy, failed, cases } = said;
    if (!cases) return { fault: said.fault ?? `there is no case of ${row}` };
    return failed
      ? { found: failed }
      : { fault: isHealthy ? `${cases} cases of ${row} passed` : 'the server did not start' };
  } finally {
    writeFileSync(path, text);
  }
}

function runRow(tree, row) {
  const hooks = join(tree, 'scripts/source-hooks.mjs');
  const args = ['--conditions=@palaver/source', `--import=${hooks}`, join(tree, program), row];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: tree, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].on('data', (chunk) => (texts[name] += chunk));
    child.on('close', () => {
      try {
        resolve(JSON.parse(texts.stdout.trim().split('\n').at(-1)));
      } catch {
        resolve({ fault: `it did not run: ${(texts.stderr || texts.stdout).trim().slice(0, 300)}` });
      }
    });
  });
}

const waiting = [...chosen];
let found = 0;
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    const tree = copyTree();
    try {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const outcome = await tryMutant(tree, mutant);
        if (outcome.found) found += 1;
        const told = outcome.found ? `found by ${outcome.found}` : `NOT FOUND: ${outcome.fault}`;
        process.stdout.write(`${mutant.row.padEnd(4)} ${mutant.says}\n     ${told}\n`);
      }
    } finally {
      rmSync(tree, { recursive: true, force: true });
    }
  }),
);
process.stdout.write(`\n${found} of ${chosen.length} found\n`);
process.exitCode = found === chosen.length && found > 0 ? 0 : 1;
