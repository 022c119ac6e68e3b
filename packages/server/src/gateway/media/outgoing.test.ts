import { VirtualClock } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { outgoing } from './outgoing.js';

const idleMs = 1_000;
function stage(bytes: AsyncIterable<Uint8Array>) {
  const clock = new VirtualClock();
  const controller = new AbortController();
  const happened: string[] = [];
  const stream = outgoing(bytes, {
    clock,
    idleMs,
    stop: controller.signal,
    ended: () => happened.push('ended'),
    sever: () => happened.push('severed'),
  });
  return { clock, controller, happened, reader: stream.getReader() };
}
async function* numbers(count: number, asked: number[] = []) {
  for (let at = 0; at < count; at++) {
    asked.push(at);
    yield Uint8Array.of(at);
  }
}

it('[P44] gives bytes as they are taken, and no sooner', async () => {
  const asked: number[] = [];
  const { reader, happened } = stage(numbers(3, asked));
  expect(asked).toEqual([]);
  expect((await reader.read()).value).toEqual(Uint8Array.of(0));
  expect(asked).toEqual([0]);
  await reader.read();
  await reader.read();
  expect((await reader.read()).done).toBe(true);
  expect(happened).toEqual(['ended']);
});

it('[F12 (part)] cuts off a client that takes nothing, from the beginning or from somewhere', async () => {
  const never = stage(numbers(9));
  while (never.clock.step());
  expect(never.happened).toEqual(['ended', 'severed']);
  const once = stage(numbers(9));
  await once.reader.read();
  while (once.clock.step());
  expect(once.happened).toEqual(['ended', 'severed']);
});

it('[P41] ends once, with its session, or with its client', async () => {
  const ended = stage(numbers(9));
  await ended.reader.read();
  ended.controller.abort();
  ended.controller.abort();
  expect(ended.happened).toEqual(['ended', 'severed']);
  const left = stage(numbers(9));
  await left.reader.read();
  await left.reader.cancel();
  left.controller.abort();
  expect(left.happened).toEqual(['ended']);
});

it('passes a fault of the disk on', async () => {
  async function* broken() {
    yield Uint8Array.of(1);
    throw new Error('the disk failed');
  }
  const { reader, happened } = stage(broken());
  await reader.read();
  await expect(reader.read()).rejects.toThrow('the disk failed');
  expect(happened).toEqual(['ended']);
});
