// Everything that must hold, in one run: `npm test`. Prints progress, and at the end one line: `N passed, N failed`.
// Each check counts as one; each test of each suite as one. A skipped test, or a suite that did not run, is a failure.
import { join } from 'node:path';
import { buildPackages, buildWeb } from './build.mjs';
import { chromium, compiler, provide } from './provide.mjs';
import { emptyReports, readReport, reportPath } from './report.mjs';
import { bin, root, runNode } from './run.mjs';

const publicPackages = ['protocol', 'server', 'sdk', 'react', 'conformance', 'cli'];
const suites = ['node', 'browser', 'e2e'];
/** In a real browser a slow machine can lose a race that no promise is about: one more try, which is told. */
const tries = { browser: ['--retry=1'], e2e: ['--retry=1'] };
const total = { passed: 0, failed: 0 };
const failures = [];
const secondTries = [];

const say = (text) => process.stdout.write(`${text}\n`);
const fail = (text) => {
  total.failed += 1;
  failures.push(text);
};

async function step(title, work) {
  say(`\n── ${title}`);
  const startedAt = performance.now();
  await work();
  say(`── ${title}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

const check = (title, work) =>
  step(title, async () => {
    if ((await work()) === 0) total.passed += 1;
    else fail(title);
  });

// --- suites ------------------------------------------------------------------------------------------------------

function runVitest(project) {
  const args = [bin('vitest'), 'run', '--project', project, ...(tries[project] ?? [])];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath(project)}`];
  return runNode([...args, ...reporters]);
}

async function runSuite(project, work = () => runVitest(project)) {
  const code = await work();
  const tests = readReport(project);
  if (!tests || tests.length === 0) return fail(`${project}: the suite did not run`);
  const failedBefore = total.failed;
  for (const test of tests) {
    const called = `${project}: ${test.file.replace(root, '')}: ${test.name}`;
    if (test.isSecondTry) secondTries.push(called);
    if (test.status === 'passed') total.passed += 1;
    else fail(test.status === 'failed' ? called : `${called} (${test.status})`);
  }
  if (code !== 0 && total.failed === failedBefore) fail(`${project}: an error outside of any test`);
}

// --- all of it ---------------------------------------------------------------------------------------------------

emptyReports();
await step('Chromium', () => provide(chromium));
await step('C compiler', () => provide(compiler));
await check('format and lint', () => runNode([bin('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', '.']));
await check('rules', () => runNode(['scripts/check-rules.mjs']));
await check('imports and dependencies', () => runNode([bin('knip')]));
await check('types and build', () => buildPackages());
await check('web build', buildWeb);
for (const name of publicPackages) {
  await check(`package ${name}`, () => runNode([bin('publint'), 'run', join('packages', name), '--strict']));
}
for (const project of suites) await step(`${project} tests`, () => runSuite(project));
await step('faults', () => runSuite('faults', () => runNode(['scripts/faults.mjs', '--built'])));

if (secondTries.length > 0)
  say(`\nPassed at the second try only:\n${secondTries.map((text) => `  ${text}`).join('\n')}`);
if (failures.length > 0) say(`\nFailed:\n${failures.map((text) => `  ${text}`).join('\n')}`);
process.exitCode = total.failed > 0 ? 1 : 0;
say(`\n${total.passed} passed, ${total.failed} failed`);
