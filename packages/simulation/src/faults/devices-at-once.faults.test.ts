import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deed, kinds } from './devices/deeds.js';
import { DevicesWorld } from './devices/world.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { broken } from './verdict.js';

const runs = scale(15, 400);

it(`[F10 D4 D13 D14 D16] ${runs} times two to five devices act at once: in the end all of them equal the model`, async () => {
  await using ground = await Ground.open();
  const sum = { runs: 0, acknowledged: 0, lost: 0, doubled: 0, 'out of order': 0 };
  const did = new Map<string, number>(kinds.map((kind) => [kind, 0]));
  const rounds = fc.array(fc.array(deed, { minLength: 2, maxLength: 6 }), { minLength: 3, maxLength: 6 });
  const property = fc.asyncProperty(fc.integer({ min: 2, max: 5 }), rounds, async (devices, plan) => {
    const world = await DevicesWorld.open(ground, sum.runs, devices);
    sum.runs += 1;
    try {
      for (const deeds of plan) await world.together(deeds);
      const verdict = await world.rest();
      for (const { kind } of plan.flat()) did.set(kind, (did.get(kind) ?? 0) + 1);
      sum.acknowledged += verdict.summary.acknowledged;
      sum.lost += verdict.summary.lost;
      sum.doubled += verdict.summary.doubled;
      sum['out of order'] += verdict.summary.outOfOrder;
      expect(broken(verdict)).toEqual([]);
    } finally {
      await world.close();
    }
  });
  try {
    await fc.assert(property, { numRuns: runs, seed: 1_000, endOnFailure: true });
  } finally {
    report('F10', { ...sum, ...Object.fromEntries(did) });
  }
  // Each kind of deed was done often enough together with others.
  expect([...did].filter(([, times]) => times < runs / 3)).toEqual([]);
});
