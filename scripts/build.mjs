// Builds every package, checks every type, and bundles the web application. `npm run build`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bin, root, runNode } from './run.mjs';

const web = join(root, 'apps/web');

/** Compiles the given projects (all, tests included, when none is given) and gives back the exit code. */
export function buildPackages(projects = [], options = {}) {
  return runNode([bin('typescript', 'tsc'), '-b', ...projects], options);
}

export async function buildWeb() {
  if (!existsSync(join(web, 'vite.config.ts'))) return 0;
  return runNode([bin('vite'), 'build', '--logLevel', 'warn'], { cwd: web });
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = (await buildPackages()) || (await buildWeb());
}
