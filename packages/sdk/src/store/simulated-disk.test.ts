import { VirtualClock } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { simulatedDisk } from './simulated-disk.js';

const put = (value: number) => [{ put: 'value', key: 'n', value } as const];

it('resolves a write after its time, and reads see it from then on', async () => {
  const clock = new VirtualClock();
  const disk = simulatedDisk({ clock, writeMs: () => 5 });
  const database = await disk.store().open('a');
  const written = database.write(put(1));
  expect((await database.load()).values).toEqual({});
  clock.step();
  await written;
  expect(clock.monotonic()).toBe(5);
  expect((await database.load()).values).toEqual({ n: 1 });
});

it('loses or keeps pending writes whole at a crash, the oldest first, and answers the dead process no more', async () => {
  const clock = new VirtualClock();
  const disk = simulatedDisk({ clock, writeMs: () => 5 });
  const before = await disk.store().open('a');
  let isAnswered = false;
  for (const n of [1, 2, 3]) {
    void before.write(put(n)).then(() => {
      isAnswered = true;
    });
  }
  expect(disk.pendingWrites()).toBe(3);
  disk.crash(2);
  void before.write(put(4));
  while (clock.step());
  const after = await disk.store().open('a');
  expect((await after.load()).values).toEqual({ n: 2 });
  expect(isAnswered).toBe(false);
  expect(disk.pendingWrites()).toBe(0);
});
