import { describe, it } from 'vitest';
import { caseName, type Need } from '../case.js';
import { runCase } from '../run.js';
import { themes } from '../themes.js';
import type { Machine } from '../world/machine.js';

/** Every case as a test of its own, against a machine that can do all but what it is said to lack. */
export function describeConformance(machine: () => Machine, lacking: readonly Need[] = []): void {
  for (const { name, cases } of themes)
    describe.concurrent(name, () => {
      for (const one of cases.filter(({ needs }) => !needs.some((need) => lacking.includes(need))))
        it(caseName(one), () => runCase(one, machine()));
    });
}
