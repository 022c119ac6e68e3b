import { limits, seededRandom, serverLimits, silentLog, VirtualClock } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { ann, append, bob, entry, makeSingle } from '../store/contract/cast.js';
import { createMemoryStore, type MemoryStore } from '../store/memory/memory-store.js';
import { createIndexer } from './indexer.js';
import { createMemoryIndex } from './memory-index.js';
import type { TextIndex } from './text-index.js';
import { phraseOf } from './words.js';

const text = (said: string) => {
  const made = entry(ann);
  return {
    ...made,
    body: JSON.stringify({ kind: 'message', message: { id: made.id, content: { type: 'text', text: said } } }),
  };
};
const say = (store: MemoryStore, c: number, count: number, said = 'tea') =>
  store.commit(Array.from({ length: count }, (_, n) => append(c, 0, text(`${said} ${n}`))));
const found = (index: TextIndex, c: number, what = 'tea') =>
  index.find(phraseOf(what), { c, from: 1, to: Number.MAX_SAFE_INTEGER }, 100_000).length;

function house(change: (index: TextIndex) => Partial<TextIndex> = () => ({})) {
  const clock = new VirtualClock();
  const store = createMemoryStore({ random: seededRandom(1) });
  const plain = createMemoryIndex();
  const index: TextIndex = { ...plain, ...change(plain) };
  const logged: string[] = [];
  const log = {
    ...silentLog,
    info: (event: string) => void logged.push(event),
    error: (event: string) => void logged.push(event),
  };
  const start = () => createIndexer({ source: store, index, clock, log });
  const passes = async (ms: number) => {
    const until = clock.monotonic() + ms;
    clock.after(ms, () => {});
    do {
      for (let turn = 0; turn < 50; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
    } while (clock.monotonic() < until && clock.step());
  };
  return { store, index, logged, start, passes };
}

it('[B11] reads a long log in slices, and tells how far it is', async () => {
  const { store, index, logged, start, passes } = house();
  const [c, other] = [await makeSingle(store), await makeSingle(store, 201, 202)];
  await say(store, c, 9_000);
  await say(store, other, 3);
  start();
  await passes(1_000);
  expect([found(index, c), found(index, other), index.mark()]).toEqual([9_000, 3, await store.nextMark()]);
  expect(logged).toEqual(['search.indexed']);
});

it('[B11] gathers what is committed for a second, and indexes before that whatever is asked for', async () => {
  const { store, index, start, passes } = house();
  const indexer = start();
  await passes(10);
  const [c, other] = [await makeSingle(store), await makeSingle(store, 201, 202)];
  const { mark } = await store.commit([append(c, 0, text('tea')), append(other, 0, text('tea'))]);
  indexer.committed({ mark, logs: [c, other], hasRetraction: false });
  await passes(500);
  expect([found(index, c), found(index, other)]).toEqual([0, 0]);
  await indexer.settle([other, 999]);
  expect([found(index, c), found(index, other)]).toEqual([0, 1]);
  await passes(1_000);
  expect([found(index, c), found(index, other), index.mark()]).toEqual([1, 1, mark + 1]);
});

it('[B11] while it is behind, what is asked for is read first and whole', async () => {
  const { store, index, start, passes } = house();
  const [many, few] = [await makeSingle(store), await makeSingle(store, 201, 202)];
  await say(store, many, 20_000);
  await say(store, few, 3);
  const indexer = start();
  expect(await indexer.settle([few, 999])).toBe(true);
  expect(found(index, few)).toBe(3);
  expect(found(index, many)).toBeLessThan(20_000);
  const all = indexer.settle([many]);
  await passes(1);
  expect(await all).toBe(true);
  expect(found(index, many)).toBe(20_000);
});

it('[B11] says that it cannot tell, rather than leave out what was said', async () => {
  const { store, start, passes } = house(() => ({
    apply() {
      throw new Error('the disk');
    },
  }));
  const c = await makeSingle(store);
  await say(store, c, 3);
  const indexer = start();
  const settled = indexer.settle([c]);
  await passes(limits.requestMs);
  expect(await settled).toBe(false);
  await indexer.stop();
  expect(await indexer.settle([c])).toBe(false);
});

it('[S39 (part)] does not gather where something was taken back', async () => {
  const { store, index, start, passes } = house();
  const indexer = start();
  await passes(10);
  const c = await makeSingle(store);
  await say(store, c, 1);
  await indexer.settle([c]);
  const body = (kind: string) => JSON.stringify({ kind, seq: 1 });
  const { mark, outcomes } = await store.commit([
    {
      op: 'retract',
      c,
      version: 0,
      entry: { ...entry(ann), kind: 'retraction', increment: 0, body: body('retraction') },
      seq: 1,
      body: body('retracted'),
    },
  ]);
  expect(outcomes[0]?.kind).toBe('appended');
  indexer.committed({ mark, logs: [c], hasRetraction: true });
  await passes(1);
  expect(found(index, c)).toBe(0);
});

it('looks at all logs again where more changed than it remembers', async () => {
  const { store, index, start, passes } = house();
  const indexer = start();
  await passes(10);
  const c = await makeSingle(store);
  const { mark } = await say(store, c, 5);
  const others = Array.from({ length: serverLimits.logsToIndex + 1 }, (_, n) => 1_000 + n);
  indexer.committed({ mark, logs: others, hasRetraction: false });
  await passes(100);
  expect([found(index, c), index.mark()]).toEqual([5, mark + 1]);
});

it('after a fault goes on from what it has; after another, from nothing', async () => {
  let faults = 1;
  let cleared = 0;
  const { store, index, logged, start, passes } = house((plain) => ({
    apply(slice) {
      if (slice.texts.length > 0 && faults-- > 0) throw new Error('the disk');
      plain.apply(slice);
    },
    clear() {
      cleared += 1;
      plain.clear();
    },
  }));
  const c = await makeSingle(store, ann, bob);
  await say(store, c, 5);
  const indexer = start();
  await passes(1_000);
  expect([found(index, c), logged]).toEqual([0, ['search.index_failed']]);
  await passes(31_000);
  expect([found(index, c), cleared]).toEqual([5, 0]);
  faults = 2;
  const { mark } = await say(store, c, 5);
  indexer.committed({ mark, logs: [c], hasRetraction: false });
  await passes(70_000);
  expect([found(index, c), cleared]).toEqual([10, 1]);
});
