import { expect, it } from 'vitest';
import { ann, application, bob, cleo, dora, event, group, makeGroup, makeSingle, outcomesOf, say } from './cast.js';
import type { StoreTest } from './store-test.js';

export function describeLogs({ open }: StoreTest): void {
  it('[D17] tells which places of which logs a user may see, in pages', async () => {
    const { store } = await open();
    const single = await makeSingle(store, ann, bob);
    const garden = await makeGroup(store, ann, bob, cleo);
    const kitchen = await makeGroup(store, dora);
    await say(store, garden, 1, ann, ann);
    await outcomesOf(store, event(garden, 1, ann, { leaves: [bob] }));
    await say(store, garden, 2, ann);
    await outcomesOf(store, event(garden, 2, ann, { joins: [{ user: bob, role: 'member' }] }));
    const open1 = { c: single, floor: 0, visible: [[1, null]] };
    const both = [
      [1, 5],
      [6, null],
    ];
    expect(await store.visibleLogs(bob, { after: 0, limit: 9 })).toEqual([
      open1,
      { c: garden, floor: 0, visible: both },
    ]);
    expect(await store.visibleLogs(bob, { after: 0, limit: 1 })).toEqual([open1]);
    expect(await store.visibleLogs(bob, { after: single, limit: 1 })).toMatchObject([{ c: garden }]);
    expect(await store.visibleLogs(bob, { after: garden, limit: 9 })).toEqual([]);
    expect(await store.visibleLogs(dora, { after: 0, limit: 9 })).toMatchObject([{ c: kitchen }]);
    await outcomesOf(store, event(garden, 3, ann, { leaves: [bob] }));
    expect(await store.visibleLogs(bob, { after: single, limit: 9 })).toEqual([
      {
        c: garden,
        floor: 0,
        visible: [
          [1, 5],
          [6, 8],
        ],
      },
    ]);
  });

  it('tells which logs changed since a mark, and how far each goes', async () => {
    const { store } = await open();
    const single = await makeSingle(store, ann, bob);
    const garden = await makeGroup(store, ann, bob);
    const empty = await store.allocateConversation();
    await outcomesOf(store, { op: 'create', c: empty, application, createdAt: 1, group: group(ann) });
    const all = [
      { c: single, head: 0, floor: 0 },
      { c: garden, head: 1, floor: 0 },
    ];
    expect(await store.logs({ since: 0, after: 0, limit: 9 })).toEqual(all);
    expect(await store.logs({ since: 0, after: 0, limit: 1 })).toEqual(all.slice(0, 1));
    expect(await store.logs({ since: 0, after: single, limit: 9 })).toEqual(all.slice(1));
    const since = await store.nextMark();
    expect(await store.logs({ since, after: 0, limit: 9 })).toEqual([]);
    await say(store, single, 0, ann, bob);
    expect(await store.logs({ since, after: 0, limit: 9 })).toEqual([{ c: single, head: 2, floor: 0 }]);
  });
}
