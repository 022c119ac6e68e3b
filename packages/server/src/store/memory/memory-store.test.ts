import { seededRandom, VirtualClock } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import { ann, append, bob, entry, makeSingle, say, stateOf } from '../contract/cast.js';
import type { Store } from '../store.js';
import { describeStore } from '../store-contract.js';
import { createMemoryStore, type MemoryStore, restoreMemoryStore } from './memory-store.js';

describeStore(
  'memory store',
  async () => {
    let now = createMemoryStore();
    return {
      store: now,
      reopen: async () => {
        now = now.crash(false);
        return now;
      },
      close: () => now.close(),
    };
  },
  { isDurable: true },
);

describe('a memory store that can crash', () => {
  /** Runs virtual time until the promise has its answer. */
  const inTime = async <T>(clock: VirtualClock, promise: Promise<T>): Promise<T> => {
    let isSettled = false;
    void promise.finally(() => {
      isSettled = true;
    });
    await new Promise(setImmediate);
    while (!isSettled && clock.step()) await new Promise(setImmediate);
    return promise;
  };

  async function open(flushMs = () => 5): Promise<{ clock: VirtualClock; store: MemoryStore; c: number }> {
    const clock = new VirtualClock();
    const store = createMemoryStore({ clock, flushMs, random: seededRandom(1) });
    const c = await inTime(clock, makeSingle(store));
    return { clock, store, c };
  }

  it('a commit resolves after its flush, and nothing of it is read before', async () => {
    const { clock, store, c } = await open();
    const began = clock.monotonic();
    const commit = say(store, c, 0, ann);
    expect((await stateOf(store, bob, c)).head).toBe(0);
    const { mark } = await inTime(clock, commit);
    expect(clock.monotonic() - began).toBe(5);
    expect((await stateOf(store, bob, c)).head).toBe(1);
    expect(await store.nextMark()).toBe(mark + 1);
  });

  it('flushes end in the order in which they began, however long each takes', async () => {
    const spans = [1, 9, 2, 0];
    const { clock, store, c } = await open(() => spans.shift() ?? 0);
    const began = clock.monotonic();
    const ended: [number, number][] = [];
    const commits = [1, 2, 3].map((n) => say(store, c, 0, ann).then(() => ended.push([n, clock.monotonic() - began])));
    await inTime(clock, Promise.all(commits));
    expect(ended).toEqual([
      [1, 9],
      [2, 9],
      [3, 9],
    ]);
  });

  it.each([
    { kept: false, heads: 1 },
    { kept: true, heads: 6 },
    { kept: 1, heads: 3 },
  ])('a crash keeps of what was in flight a first part, each batch whole: $kept', async ({ kept, heads }) => {
    const { clock, store, c } = await open();
    await inTime(clock, say(store, c, 0, ann));
    const answered: unknown[] = [];
    const inFlight = [say(store, c, 0, ann, bob), say(store, c, 0, ann, bob, ann)];
    for (const commit of inFlight) void commit.then((answer) => answered.push(answer));
    const after = store.crash(kept);
    for (const read of [store.state(ann, c), store.commit([]), store.close()]) {
      void (read as Promise<unknown>).then((answer) => answered.push(answer));
    }
    while (clock.step()) await new Promise(setImmediate);
    expect(answered).toEqual([]);
    expect(after.epoch).toBe(store.epoch);
    expect((await stateOf(after, bob, c)).head).toBe(heads);
    const { outcomes } = await inTime(clock, after.commit([append(c, 0, entry(bob))]));
    expect(outcomes).toMatchObject([{ kind: 'appended', seq: heads + 1 }]);
  });

  it('[D23] a backup opens as another history, and the store goes on without it', async () => {
    const { clock, store, c } = await open();
    await inTime(clock, say(store, c, 0, ann));
    const backup = store.snapshot();
    await inTime(clock, say(store, c, 0, bob));
    const restored: Store = restoreMemoryStore(backup, { random: seededRandom(2) });
    expect(restored.epoch).not.toBe(store.epoch);
    expect((await stateOf(restored, bob, c)).head).toBe(1);
    await say(restored, c, 0, ann, ann);
    expect(await stateOf(restored, bob, c)).toMatchObject({ head: 3, inherited: 1 });
    expect((await stateOf(store, bob, c)).head).toBe(2);
    expect((await stateOf(restoreMemoryStore(backup), bob, c)).head).toBe(1);
  });

  it('two new stores are two histories', () => {
    expect(createMemoryStore().epoch).not.toBe(createMemoryStore().epoch);
  });
});
