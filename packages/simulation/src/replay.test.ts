import { expect, it } from 'vitest';
import { run } from './run.js';

it('[B6] the same seed gives the same trace, whatever ran before it; another seed another one', async () => {
  const first = await run({ seed: 77, steps: 2_000 });
  const other = await run({ seed: 78, steps: 2_000 });
  const again = await run({ seed: 77, steps: 2_000 });
  expect(first.violation).toBeUndefined();
  expect(first.hash).toMatch(/^[0-9a-f]{16}$/);
  expect(again.hash).toBe(first.hash);
  expect(again.steps).toBe(first.steps);
  expect(other.hash).not.toBe(first.hash);
}, 60_000);
