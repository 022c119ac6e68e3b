import { expect, it } from 'vitest';
import { VirtualClock } from './virtual-clock.js';

it('runs alarms in the order of time, and of their setting within one instant', () => {
  const clock = new VirtualClock(0);
  const seen: string[] = [];
  clock.after(20, () => seen.push(`c${clock.now()}`));
  clock.after(10, () => seen.push(`a${clock.now()}`));
  clock.after(10, () => seen.push(`b${clock.now()}`));
  const cancel = clock.after(15, () => seen.push('never'));
  cancel();
  cancel();
  while (clock.step());
  expect(seen).toEqual(['a10', 'b10', 'c20']);
});

it('keeps the order of many alarms, set and taken back in any order', () => {
  const clock = new VirtualClock(0);
  const due: number[] = [];
  const cancels = Array.from({ length: 500 }, (_, index) => {
    const delay = (index * 7919) % 501;
    return clock.after(delay, () => due.push(delay));
  });
  for (let index = 0; index < 500; index += 3) cancels[index]?.();
  while (clock.step());
  expect(due).toHaveLength(333);
  expect(due).toEqual([...due].sort((a, b) => a - b));
});

it('a jump of the wall clock leaves spans alone', () => {
  const clock = new VirtualClock(1_000_000);
  clock.jump(-5_000);
  expect(clock.now()).toBe(995_000);
  expect(clock.monotonic()).toBe(0);
});
