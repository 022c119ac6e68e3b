import { describe, it } from 'vitest';
import { caseName } from '../case.js';
import { runCase } from '../run.js';
import { themes } from '../themes.js';
import type { Machine } from '../world/machine.js';

/** Every case as a test of its own, against a machine that can do all of it. */
export function describeConformance(machine: () => Machine): void {
  for (const { name, cases } of themes)
    describe.concurrent(name, () => {
      for (const one of cases) it(caseName(one), () => runCase(one, machine()));
    });
}
