// Builds what has changed and serves. `npm start`, `npm start -- --port 9000`.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildPackages, buildWeb } from './build.mjs';
import { root } from './run.mjs';

const say = (text) => process.stderr.write(`${text}\n`);

/** The newest change under a directory, in milliseconds; 0 where there is none. */
function newestChange(directory) {
  if (!existsSync(directory)) return 0;
  return readdirSync(directory, { withFileTypes: true }).reduce((newest, entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return newest;
    const path = join(directory, entry.name);
    return Math.max(newest, entry.isDirectory() ? newestChange(path) : statSync(path).mtimeMs);
  }, 0);
}

function isWebStale() {
  const page = join(root, 'apps/web/dist/index.html');
  if (!existsSync(page)) return true;
  const sources = ['apps/web', 'packages/react', 'packages/sdk', 'packages/protocol'];
  return sources.some((path) => newestChange(join(root, path)) > statSync(page).mtimeMs);
}

async function build() {
  say('Building the server …');
  const projects = ['packages/cli', 'packages/react'].map((path) => `${path}/tsconfig.build.json`);
  if ((await buildPackages(projects)) !== 0) return false;
  if (!isWebStale()) return true;
  say('Building the web application …');
  return (await buildWeb()) === 0;
}

function serve() {
  const args = [join(root, 'packages/cli/bin/palaver.js'), 'serve', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  // The server drains, and we end when it has. At a terminal Ctrl-C reaches the server without us; twice would cut it off.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm, when it is ended, ends its shell and not us. Left behind, we end too.
  const parent = process.ppid;
  const watch = () => process.ppid !== parent && child.kill('SIGTERM');
  if (process.env.npm_lifecycle_event) setInterval(watch, 200).unref();
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
}

if (await build()) {
  serve();
} else {
  say('The build failed; the lines above say where. Nothing was started.');
  process.exitCode = 1;
}
