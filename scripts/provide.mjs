// What tests need of the machine: installed where that can be done without asking anybody, else named.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { run } from './run.mjs';

const say = (text) => process.stdout.write(`${text}\n`);
const isDebian = () => existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));

/** Installs what is missing on Debian as root; elsewhere says what to do. The tests that need it fail. */
export async function provide({ name, isThere, neededBy, packages, otherwise }) {
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

export const chromium = {
  name: 'Chromium',
  isThere: () => findChromium() !== undefined || process.env.CHROMIUM_PATH !== undefined,
  neededBy: 'the browser tests',
  packages: ['chromium', 'fonts-noto-cjk', 'fonts-noto-color-emoji', 'fonts-inter'],
  otherwise:
    'Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to a Chromium or Chrome that you have.',
};
export const compiler = {
  name: 'A C compiler',
  isThere: () => spawnSync(process.env.CC ?? 'cc', ['--version']).status === 0,
  neededBy: 'the faults of disk, clock and power',
  packages: ['gcc', 'libc6-dev'],
  otherwise: 'Install one (Debian: apt-get install gcc libc6-dev), or name it in CC.',
};
