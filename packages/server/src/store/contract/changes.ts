import { expect, it } from 'vitest';
import type { UserId } from '../rows.js';
import type { Store } from '../store.js';
import { ann, append, bob, cleo, dora, entry, event, makeGroup, makeSingle, outcomesOf, say } from './cast.js';
import type { StoreTest } from './store-test.js';

const changedSince = async (store: Store, user: UserId, since: number) =>
  (await store.states(user, { since, after: 0, limit: 500 })).map(({ c }) => c);

export function describeChanges({ open }: StoreTest): void {
  it('marks rise with every commit that changes what a device must learn, and with no other', async () => {
    const { store } = await open();
    const first = await store.nextMark();
    const c = await makeSingle(store);
    expect(await store.nextMark()).toBe(first + 1);
    const message = entry(ann);
    const marks = [];
    for (const operation of [
      append(c, 0, message),
      append(c, 0, message),
      append(c, 9, entry(ann)),
      { op: 'delivered', marks: [[bob, c, 1]] },
      { op: 'read', c, user: bob, seq: 1 },
      { op: 'read', c, user: bob, seq: 1 },
      { op: 'settings', c, user: bob, pinned: true },
      { op: 'settings', c, user: bob, pinned: true },
    ] as const) {
      marks.push((await store.commit([operation])).mark - first);
    }
    expect(marks).toEqual([1, 1, 1, 1, 2, 2, 3, 3]);
    expect(await store.nextMark()).toBe(first + 4);
  });

  it('states since a mark are those that changed at it or later', async () => {
    const { store } = await open();
    const [garden, kitchen] = [await makeSingle(store, ann, bob), await makeSingle(store, ann, cleo)];
    const since = await store.nextMark();
    expect(await changedSince(store, ann, since)).toEqual([]);
    expect(await changedSince(store, ann, 0)).toEqual([garden, kitchen]);
    const { mark } = await say(store, kitchen, 0, cleo);
    expect(mark).toBe(since);
    expect(await changedSince(store, ann, since)).toEqual([kitchen]);
    expect(await changedSince(store, bob, since)).toEqual([]);
    await outcomesOf(store, { op: 'read', c: kitchen, user: ann, seq: 1 });
    expect(await changedSince(store, ann, mark + 1)).toEqual([kitchen]);
    expect(await changedSince(store, cleo, mark + 1)).toEqual([]);
    await outcomesOf(store, { op: 'settings', c: garden, user: bob, muted: true });
    expect(await changedSince(store, bob, mark + 1)).toEqual([garden]);
    expect(await changedSince(store, ann, mark + 2)).toEqual([]);
  });

  it('[D17] who left learns of his leaving, and of no change after it', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob);
    const since = await store.nextMark();
    await outcomesOf(store, event(c, 1, ann, { leaves: [bob] }));
    expect(await changedSince(store, bob, since)).toEqual([c]);
    await say(store, c, 2, ann, ann);
    expect(await changedSince(store, bob, since + 1)).toEqual([]);
    expect(await changedSince(store, bob, since)).toEqual([c]);
    await outcomesOf(store, event(c, 2, ann, { joins: [{ user: bob, role: 'member' }] }));
    expect(await changedSince(store, bob, since + 2)).toEqual([c]);
    await say(store, c, 3, ann);
    expect(await changedSince(store, bob, since + 3)).toEqual([c]);
  });

  it('pages of states ascend and together hold all of them', async () => {
    const { store } = await open();
    const made: number[] = [];
    for (let peer = 200; peer < 207; peer++) made.push(await makeSingle(store, dora, peer));
    await say(store, made[1] as number, 0, dora);
    const pages: number[][] = [];
    for (let after = 0; ; ) {
      const page = await store.states(dora, { since: 0, after, limit: 3 });
      pages.push(page.map(({ c }) => c));
      const last = page.at(-1);
      if (!last) break;
      after = last.c;
    }
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1, 0]);
    expect(pages.flat()).toEqual([...made].sort((a, b) => a - b));
  });

  it('the mark to come is never that of a change which reads do not show yet', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const commits = [say(store, c, 0, ann), say(store, c, 0, bob)];
    const mark = await store.nextMark();
    const seen = await store.states(ann, { since: mark, after: 0, limit: 9 });
    const before = await store.state(ann, c);
    const marks = (await Promise.all(commits)).map((commit) => commit.mark);
    const hidden = marks.filter((each) => each >= mark).length;
    expect(before?.head).toBeGreaterThanOrEqual(2 - hidden);
    expect(seen.length === 0 || hidden > 0).toBe(true);
    expect(await changedSince(store, ann, mark)).toEqual(hidden > 0 ? [c] : []);
  });
}
