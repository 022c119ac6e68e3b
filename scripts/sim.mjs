// Builds the simulation, then runs one seed: `npm run sim -- --seed 7 --steps 2000`. Standard output is the simulation's.
import { join } from 'node:path';
import { buildPackages } from './build.mjs';
import { root, runNode } from './run.mjs';

const isBuilt = (await buildPackages(['packages/simulation/tsconfig.build.json'], { stdout: process.stderr })) === 0;
process.exitCode = isBuilt
  ? await runNode([join(root, 'packages/simulation/dist/main.js'), ...process.argv.slice(2)])
  : 1;
