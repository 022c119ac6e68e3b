import { expect, it } from 'vitest';
import { runSeeds, shortages, stepsPerSeed } from './seeds.js';

it('[D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12 D13 D14 D17 D18 D20 D23 B6] seeds 1 to 100', async () => {
  const counts = await runSeeds(1, 100);
  expect(counts.of('seeds')).toBe(100);
  expect(counts.of('steps')).toBeGreaterThanOrEqual(100 * stepsPerSeed);
  expect(shortages(counts)).toEqual([]);
}, 600_000);
