import { expect, it } from 'vitest';
import type { Operation } from '../batch.js';
import type { ReceiptChange } from '../rows.js';
import type { Store } from '../store.js';
import { ann, append, bob, cleo, dora, entry, event, makeGroup, makeSingle, outcomesOf, retract, say } from './cast.js';
import type { StoreTest } from './store-test.js';

const mark = (c: number, seq: number, reader: number, sender = ann): Operation => ({
  op: 'mark',
  c,
  seq,
  reader,
  sender,
});
const counts = (changes: readonly ReceiptChange[]) => changes.map(({ c, seq, readers }) => [c, seq, readers]);
const everything = { after: [0, 0, 0], limit: 99 } as const;

export function describeReceipts({ open }: StoreTest): void {
  it('[S44 D15] a reader counts once, within a batch and over batches', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob, cleo);
    await say(store, c, 1, ann, ann);
    expect(await outcomesOf(store, mark(c, 2, bob), mark(c, 2, bob), mark(c, 2, cleo), mark(c, 3, cleo))).toEqual([
      { kind: 'marked', hasChanged: true, readers: 1 },
      { kind: 'marked', hasChanged: false, readers: 1 },
      { kind: 'marked', hasChanged: true, readers: 2 },
      { kind: 'marked', hasChanged: true, readers: 1 },
    ]);
    const { mark: last, outcomes } = await store.commit([mark(c, 2, bob)]);
    expect(outcomes).toEqual([{ kind: 'marked', hasChanged: false, readers: 2 }]);
    expect(await store.nextMark()).toBe(last + 1);
    expect(counts(await store.receipts(c, 1, 99, ann))).toEqual([
      [c, 2, 2],
      [c, 3, 1],
    ]);
    expect(counts(await store.receipts(c, 3, 99, ann))).toEqual([[c, 3, 1]]);
    expect(await store.receipts(c, 1, 99, bob)).toEqual([]);
    expect((await store.marks(c, 1, 99, cleo)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect((await store.marks(c, 1, 2, bob)).map(({ seq }) => seq)).toEqual([2]);
    expect(await store.marks(c, 1, 99, dora)).toEqual([]);
  });

  it('[S45] what changed since a mark, for the sender and for the reader, in pages', async () => {
    const { store } = await open();
    const [garden, kitchen] = [await makeGroup(store, ann, bob, cleo), await makeSingle(store, ann, bob)];
    await say(store, garden, 1, ann, ann);
    await say(store, kitchen, 0, ann);
    const since = await store.nextMark();
    await store.commit([mark(garden, 3, bob), mark(garden, 2, bob), mark(kitchen, 1, bob)]);
    const next = await store.nextMark();
    await store.commit([mark(garden, 3, cleo)]);
    const from = (at: number) => ({ after: [at, 0, 0] as const, limit: 99 });
    expect(counts(await store.receiptsSince(ann, from(since)))).toEqual([
      [garden, 2, 1],
      [kitchen, 1, 1],
      [garden, 3, 2],
    ]);
    expect(counts(await store.receiptsSince(ann, from(next)))).toEqual([[garden, 3, 2]]);
    expect(await store.receiptsSince(ann, from(next + 1))).toEqual([]);
    expect(await store.receiptsSince(bob, everything)).toEqual([]);
    expect(counts(await store.marksSince(bob, from(since)))).toEqual([
      [garden, 2, 1],
      [garden, 3, 1],
      [kitchen, 1, 1],
    ]);
    expect(counts(await store.marksSince(cleo, from(since)))).toEqual([[garden, 3, 1]]);
    const paged: unknown[] = [];
    for (let after: readonly [number, number, number] = [since, 0, 0]; ; ) {
      const [one] = await store.receiptsSince(ann, { after, limit: 1 });
      if (!one) break;
      paged.push([one.c, one.seq, one.readers]);
      after = [one.mark, one.c, one.seq];
    }
    expect(paged).toEqual(counts(await store.receiptsSince(ann, from(since))));
  });

  it('[S43 D15 B7] recipients are those whose membership holds the place, whoever left, joined or came again', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob, cleo);
    await say(store, c, 1, ann);
    await outcomesOf(store, event(c, 1, ann, { leaves: [bob] }));
    await outcomesOf(store, event(c, 2, ann, { joins: [{ user: dora, role: 'member' }] }));
    await say(store, c, 3, ann);
    await outcomesOf(store, event(c, 3, ann, { joins: [{ user: bob, role: 'member' }] }));
    await say(store, c, 4, ann);
    await store.commit([mark(c, 2, cleo), mark(c, 2, bob), mark(c, 5, dora)]);
    const lists = async (seq: number) =>
      (await store.recipients(c, seq, ann, 0, 99)).map(({ user, hasRead }) => `${user}${hasRead ? ' read' : ''}`);
    expect(await lists(2)).toEqual([`${bob} read`, `${cleo} read`]);
    expect(await lists(3)).toEqual([`${bob}`, `${cleo}`]);
    expect(await lists(5)).toEqual([`${cleo}`, `${dora} read`]);
    expect(await lists(7)).toEqual([`${bob}`, `${cleo}`, `${dora}`]);
    expect(await store.recipients(c + 1_000, 1, ann, 0, 9)).toEqual([]);
  });

  it('[B7] recipients come in pages of a lasting order', async () => {
    const { store } = await open();
    const people = Array.from({ length: 25 }, (_, at) => 300 - at);
    const c = await makeGroup(store, 301, ...people);
    await say(store, c, 1, 301);
    await store.commit([mark(c, 2, 290, 301)]);
    const paged: number[] = [];
    for (let skip = 0; ; skip += 7) {
      const page = await store.recipients(c, 2, 301, skip, 7);
      paged.push(...page.map(({ user }) => user));
      if (page.length < 7) break;
    }
    expect(paged).toEqual([...people].sort((a, b) => a - b));
  });

  it('[D15 D16] of a message that was taken back nothing is counted, nor kept', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob, cleo);
    await say(store, c, 1, ann);
    await store.commit([mark(c, 2, bob), retract(c, 1, 2, ann)]);
    expect(await outcomesOf(store, mark(c, 2, cleo))).toMatchObject([{ kind: 'marked', hasChanged: false }]);
    expect(await store.receiptsSince(ann, everything)).toEqual([]);
    expect(await store.marksSince(bob, everything)).toEqual([]);
  });

  it('[D1 D15] receipts stand after the store was opened again', async () => {
    const { store, reopen } = await open();
    if (!reopen) return;
    const c = await makeSingle(store);
    await store.commit([append(c, 0, entry(ann)), mark(c, 1, bob)]);
    const before = await store.receiptsSince(ann, everything);
    const again: Store = await reopen();
    expect(await again.receiptsSince(ann, everything)).toEqual(before);
    expect(await outcomesOf(again, mark(c, 1, bob))).toMatchObject([{ hasChanged: false, readers: 1 }]);
  });
}
