// Everything that must hold, in one run: `npm test`. Prints progress, and at the end one line: `N passed, N failed`.
// Each check counts as one; each test of each suite as one. A skipped test, or a suite that did not run, is a failure.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackages, buildWeb } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { emptyReports, readReport, reportPath } from './report.mjs';
import { bin, root, run, runNode } from './run.mjs';

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

// --- what tests need of the machine -----------------------------------------------------------------------------

const isDebian = () => existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));

/** Installs what is missing where that can be done without asking anybody; else says what to do. The tests that need it fail. */
async function provide({ name, isThere, neededBy, packages, otherwise }) {
  if (isThere()) return;
  const missing = `${name} is missing, and ${neededBy} need it.`;
  if (!isDebian() || process.getuid?.() !== 0) return say(`${missing} ${otherwise}`);
  say(`${missing} This is Debian and you are root, so it is installed now:`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...packages],
  ]) {
    say(`  apt-get ${args.join(' ')}`);
    if ((await run('apt-get', args, { env })) !== 0) return say(`apt-get ${args[0]} failed.`);
  }
}

const chromium = {
  name: 'Chromium',
  isThere: () => findChromium() !== undefined || process.env.CHROMIUM_PATH !== undefined,
  neededBy: 'the browser tests',
  packages: ['chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji', 'fonts-inter'],
  otherwise:
    'Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to a Chromium or Chrome that you have.',
};
const compiler = {
  name: 'A C compiler',
  isThere: () => spawnSync(process.env.CC ?? 'cc', ['--version']).status === 0,
  neededBy: 'the power cuts',
  packages: ['gcc', 'libc6-dev'],
  otherwise: 'Install one (Debian: apt-get install gcc libc6-dev), or name it in CC.',
};

// --- suites ------------------------------------------------------------------------------------------------------

async function runSuite(project) {
  const args = [bin('vitest'), 'run', '--project', project, ...(tries[project] ?? [])];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath(project)}`];
  const code = await runNode([...args, ...reporters]);
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

if (secondTries.length > 0)
  say(`\nPassed at the second try only:\n${secondTries.map((text) => `  ${text}`).join('\n')}`);
if (failures.length > 0) say(`\nFailed:\n${failures.map((text) => `  ${text}`).join('\n')}`);
process.exitCode = total.failed > 0 ? 1 : 0;
say(`\n${total.passed} passed, ${total.failed} failed`);
