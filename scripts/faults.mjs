// Makes every fault of the design and says what came of it: `npm run faults`, `-- --long`, `-- --only F3,F6`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { buildPackages } from './build.mjs';
import { FaultsReporter } from './faults/reporter.mjs';
import { inOrder } from './faults/sequence.mjs';
import { readFigures, summarize } from './faults/summary.mjs';
import { faults } from './faults/table.mjs';
import { compiler, provide } from './provide.mjs';
import { readReport, reportPath } from './report.mjs';
import { root } from './run.mjs';

const say = (text) => process.stdout.write(`${text}\n`);
const { values } = parseArgs({
  options: { long: { type: 'boolean' }, only: { type: 'string' }, built: { type: 'boolean' } },
});
const wanted = values.only?.split(',').map((id) => id.trim().toUpperCase()) ?? Object.keys(faults);

/** The exit code: 1 where anything failed, or a fault could not be made. */
async function main() {
  const unknown = wanted.filter((id) => !(id in faults));
  if (unknown.length > 0) {
    say(`There is no fault ${unknown.join(', ')}; there are ${Object.keys(faults).join(', ')}.`);
    return 2;
  }
  await provide(compiler);
  const projects = ['packages/cli', 'packages/checker', 'packages/simulation'].map((path) =>
    join(path, 'tsconfig.build.json'),
  );
  if (!values.built && (await buildPackages(projects)) !== 0) return 1;

  const figuresFile = join(dirname(reportPath('faults')), 'faults.figures');
  mkdirSync(dirname(figuresFile), { recursive: true });
  for (const file of [figuresFile, reportPath('faults')]) rmSync(file, { force: true });
  process.env.FAULTS_FIGURES = figuresFile;
  if (values.long) process.env.FAULTS_LONG = '1';
  const files = wanted
    .flatMap((id) => faults[id].files)
    .map((name) => `packages/simulation/src/${name}.faults.test.ts`);
  say(wanted.map((id) => `${id.padEnd(4)} ${faults[id].title}`).join('\n'));
  const vitest = await startVitest('test', [...new Set(files)], {
    ...{ root, project: ['faults'], run: true, watch: false },
    sequence: { sequencer: inOrder(files) },
    ...{ reporters: [new FaultsReporter(), 'json'], outputFile: { json: reportPath('faults') } },
  });
  await vitest.close();

  const isWhole = values.only === undefined;
  const score = isWhole ? await scoreChecker() : undefined;
  const tests = readReport('faults') ?? [];
  const failed = tests.filter(({ status }) => status !== 'passed').length;
  const { line, problems } = summarize({ figures: readFigures(figuresFile), wanted, failed, isWhole, score });
  say(`\n${line}`);
  for (const problem of problems) say(`FAILED: ${problem}`);
  return problems.length > 0 || process.exitCode ? 1 : 0;
}

/** Who judges is judged: of servers that are broken on purpose, how many the checker finds. */
async function scoreChecker() {
  say('\n       … the checker is tried against broken servers');
  const child = spawn(process.execPath, [join(root, 'packages/checker/dist/main.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const [code] = await once(child, 'close');
  const [, found = 0, tried = 0] = /broken servers found (\d+) of (\d+)/.exec(output) ?? [];
  return { found: Number(found), tried: Number(tried), isSound: code === 0 };
}

process.exitCode = await main();
