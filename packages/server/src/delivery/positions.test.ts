import { VirtualClock } from '@palaver/protocol';
import { expect, it } from 'vitest';
import type { Batched, Batcher } from '../engine/batcher.js';
import { Positions } from './positions.js';

const marksOf = ({ operations }: Batched) =>
  operations.flatMap((operation) => (operation.op === 'delivered' ? operation.marks : []));

it('[P29] what is reported faster than the disk takes it does not pile up', () => {
  const written: Batched[] = [];
  const batcher: Batcher = {
    add: (item) => written.push(item),
    takeBack: () => [],
    isIdle: () => true,
    depth: () => 0,
  };
  const clock = new VirtualClock();
  const positions = new Positions({ batcher, clock });
  for (let user = 1; user <= 200; user++)
    positions.report(
      user,
      Array.from({ length: 1_000 }, (_, at) => [at + 1, 1] as const),
    );
  expect(written).toHaveLength(1);
  void positions.flush();
  const kept = written.flatMap(marksOf);
  expect(kept.length).toBeGreaterThan(20_000);
  expect(kept.length).toBeLessThan(50_000);
});

it('[P29] the greatest place of each conversation is written, once, some seconds after it was reported', () => {
  const written: Batched[] = [];
  const batcher: Batcher = {
    add: (item) => written.push(item),
    takeBack: () => [],
    isIdle: () => true,
    depth: () => 0,
  };
  const clock = new VirtualClock();
  const positions = new Positions({ batcher, clock });
  positions.report(1, [[7, 3]]);
  positions.report(1, [
    [7, 2],
    [8, 5],
  ]);
  expect(written).toEqual([]);
  while (clock.step());
  expect(written.map(marksOf)).toEqual([
    [
      [1, 7, 3],
      [1, 8, 5],
    ],
  ]);
  expect(clock.monotonic()).toBeLessThanOrEqual(5_000);
});
