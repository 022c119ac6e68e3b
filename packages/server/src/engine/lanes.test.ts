import { silentLog, VirtualClock } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { createMemoryStore } from '../store/memory/memory-store.js';
import { createBatcher } from './batcher.js';
import type { Command } from './command.js';
import { groupKey } from './lane.js';
import { Lanes } from './lanes.js';

const settle = async (clock: VirtualClock) => {
  for (let quiet = 0; quiet < 2; quiet++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (clock.step()) quiet = -1;
  }
};

it('keeps views within its capacity, forgetting what was not used the longest', async () => {
  const clock = new VirtualClock();
  const store = createMemoryStore();
  const reads: number[] = [];
  const lanes = new Lanes({
    store: {
      ...store,
      conversation: (c) => {
        reads.push(c);
        return store.conversation(c);
      },
    },
    log: silentLog,
    capacity: 20,
  });
  lanes.attach(
    createBatcher({
      store,
      clock,
      log: silentLog,
      ready: Promise.resolve(),
      onFatal: (error) => {
        throw error;
      },
      onSettled: () => lanes.settled(),
    }),
  );
  const look: Command = {
    decide: () => ({ kind: 'refuse', refusal: { code: 'NOT_FOUND' } }),
    accepted() {},
    refused() {},
    unknown() {},
  };
  for (const c of [1, 2, 3, 4, 1, 5, 6, 1, 2]) {
    lanes.submit(groupKey(c), look);
    await settle(clock);
  }
  // A view of nothing weighs 4: five of them fit. 1 was used all along, 2 was forgotten when 6 came.
  expect(reads).toEqual([1, 2, 3, 4, 5, 6, 2]);
  expect(lanes.isIdle()).toBe(true);
});
