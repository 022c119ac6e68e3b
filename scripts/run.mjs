// Starting the tools of node_modules as child processes, the same on every system.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** The file that a package's command is: `bin('typescript', 'tsc')`. */
export function bin(packageName, command = packageName) {
  const directory = new URL(`../node_modules/${packageName}/`, import.meta.url);
  const { bin: table } = JSON.parse(readFileSync(new URL('package.json', directory), 'utf8'));
  return fileURLToPath(new URL(typeof table === 'string' ? table : table[command], directory));
}

/** Runs a program without standard input, its output going where ours goes; resolves with its exit code. */
export function run(program, args, { cwd = root, env = process.env, stdout = 'inherit' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', stdout, 'inherit'] });
    child.on('error', (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** As `run`, for a JavaScript file under this Node. */
export const runNode = (args, options) => run(process.execPath, args, options);
