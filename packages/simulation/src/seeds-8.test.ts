import { expect, it } from 'vitest';
import { runSeeds, seedsPerFile, shortages, stepsPerSeed } from './seeds.js';

it('[D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12 D13 D14 D15 D16 D17 D18 D19 D20 D21 D22 D23 B6] seeds 1751 to 2000', async () => {
  const counts = await runSeeds(1751, seedsPerFile);
  expect(counts.of('seeds')).toBe(seedsPerFile);
  expect(counts.of('steps')).toBeGreaterThanOrEqual(seedsPerFile * stepsPerSeed);
  expect(shortages(counts)).toEqual([]);
}, 1_800_000);
