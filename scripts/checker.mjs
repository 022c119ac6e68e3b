// Builds the product and the checker, then plays a workload against the sound server and each broken one: `npm run checker`.
import { join } from 'node:path';
import { buildPackages } from './build.mjs';
import { root, runNode } from './run.mjs';

const projects = ['packages/checker', 'packages/cli'].map((path) => `${path}/tsconfig.build.json`);
const isBuilt = (await buildPackages(projects, { stdout: process.stderr })) === 0;
process.exitCode = isBuilt ? await runNode([join(root, 'packages/checker/dist/main.js'), ...process.argv.slice(2)]) : 1;
