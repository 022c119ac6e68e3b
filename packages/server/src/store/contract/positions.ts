import { expect, it } from 'vitest';
import { ann, append, bob, cleo, dora, entry, makeGroup, makeSingle, outcomesOf, say, stateOf } from './cast.js';
import type { StoreTest } from './store-test.js';

export function describePositions({ open }: StoreTest): void {
  it('[D14] the read position moves forward only, and not beyond the head', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    await say(store, c, 0, ann, ann, ann);
    const [forward, back, beyond, again] = await outcomesOf(
      store,
      { op: 'read', c, user: bob, seq: 2 },
      { op: 'read', c, user: bob, seq: 1 },
      { op: 'read', c, user: bob, seq: 99 },
      { op: 'read', c, user: bob, seq: 3 },
    );
    expect(forward).toMatchObject({ kind: 'state', hasChanged: true, state: { c, read: 2, unread: 1 } });
    expect(back).toMatchObject({ kind: 'state', hasChanged: false, state: { read: 2 } });
    expect(beyond).toMatchObject({ kind: 'state', hasChanged: true, state: { read: 3, unread: 0 } });
    expect(again).toMatchObject({ kind: 'state', hasChanged: false, state: { read: 3 } });
    expect(await stateOf(store, bob, c)).toMatchObject({ read: 3 });
    expect(await stateOf(store, ann, c)).toMatchObject({ read: 0, unread: 0 });
    await say(store, c, 0, ann);
    expect(await stateOf(store, bob, c)).toMatchObject({ read: 3, unread: 1 });
  });

  it('delivered positions move forward only, not beyond the head, and carry no mark', async () => {
    const { store } = await open();
    const [c, other] = [await makeSingle(store), await makeSingle(store, bob, cleo)];
    const { mark } = await say(store, c, 0, ann, ann, ann);
    const report = (...marks: [number, number, number][]) => store.commit([{ op: 'delivered', marks }]);
    expect(await report([bob, c, 2], [ann, c, 99], [bob, other, 1], [dora, c, 1], [bob, c + 1_000, 1])).toEqual({
      mark,
      outcomes: [{ kind: 'done' }],
    });
    await report([bob, c, 1]);
    expect(await stateOf(store, bob, c)).toMatchObject({ delivered: 2, read: 0, unread: 3 });
    expect(await stateOf(store, ann, c)).toMatchObject({ delivered: 3 });
    expect(await stateOf(store, bob, other)).toMatchObject({ delivered: 0 });
    expect(await store.nextMark()).toBe(mark + 1);
  });

  it('[D13] unread is the sum of what others count, within a batch and after it', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob, cleo);
    const counted = (sender: number, increment: number) => append(c, 1, entry(sender, { increment }));
    await store.commit([counted(ann, 5), counted(bob, 100), counted(cleo, 0), counted(ann, 7)]);
    expect(await stateOf(store, ann, c)).toMatchObject({ unread: 100 });
    expect(await stateOf(store, bob, c)).toMatchObject({ unread: 12 });
    expect(await stateOf(store, cleo, c)).toMatchObject({ unread: 112 });
    const [, , first, , second] = await outcomesOf(
      store,
      counted(cleo, 3),
      counted(bob, 4),
      { op: 'read', c, user: bob, seq: 2 },
      counted(cleo, 2),
      { op: 'read', c, user: bob, seq: 3 },
    );
    expect(first).toMatchObject({ state: { head: 7, read: 2, unread: 10 } });
    expect(second).toMatchObject({ state: { head: 8, read: 3, unread: 12 } });
  });

  it('[D13] unread agrees for each of many senders', async () => {
    const { store } = await open();
    const users = Array.from({ length: 150 }, (_, index) => 1_001 + index);
    const c = await makeGroup(store, 1_000, ...users);
    for (const increment of [1, 2]) {
      await store.commit(users.map((user) => append(c, 1, entry(user, { increment }))));
    }
    const all = 3 * users.length;
    expect(await stateOf(store, 1_000, c)).toMatchObject({ unread: all });
    for (const user of users) expect(await stateOf(store, user, c)).toMatchObject({ unread: all - 3 });
  });

  it('[D13] between two people, each counts the other only', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const counted = (sender: number, increment: number) => append(c, 0, entry(sender, { increment }));
    await store.commit([counted(ann, 5), counted(bob, 9), counted(bob, 1), counted(ann, 7), counted(bob, 2)]);
    const unread = async (user: number) => (await stateOf(store, user, c)).unread;
    expect([await unread(ann), await unread(bob)]).toEqual([12, 12]);
    await store.commit([1, 2].map((seq) => ({ op: 'read', c, user: seq === 1 ? bob : ann, seq })));
    expect([await unread(ann), await unread(bob)]).toEqual([3, 7]);
  });

  it("settings are each user's own", async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const [muted, same, both] = await outcomesOf(
      store,
      { op: 'settings', c, user: bob, muted: true },
      { op: 'settings', c, user: bob, muted: true, pinned: false },
      { op: 'settings', c, user: bob, muted: false, pinned: true },
    );
    expect(muted).toMatchObject({
      kind: 'state',
      hasChanged: true,
      state: { c, peer: ann, muted: true, pinned: false },
    });
    expect(same).toMatchObject({ hasChanged: false });
    expect(both).toMatchObject({ hasChanged: true, state: { muted: false, pinned: true } });
    expect(await stateOf(store, ann, c)).toMatchObject({ peer: bob, muted: false, pinned: false });
  });

  it('a stranger has no positions and no settings', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    const nothing = { kind: 'state', hasChanged: false, state: undefined };
    const { mark } = await say(store, c, 0, ann);
    expect(
      await store.commit([
        { op: 'read', c, user: cleo, seq: 1 },
        { op: 'settings', c, user: cleo, muted: true },
        { op: 'read', c: c + 1_000, user: ann, seq: 1 },
        { op: 'settings', c: c + 1_000, user: ann, pinned: true },
      ]),
    ).toEqual({ mark, outcomes: [nothing, nothing, nothing, nothing] });
    expect(await store.state(cleo, c)).toBeUndefined();
    expect(await store.state(ann, c + 1_000)).toBeUndefined();
  });

  it('an empty conversation has a state', async () => {
    const { store } = await open();
    const c = await makeSingle(store);
    expect(await stateOf(store, bob, c)).toEqual({
      c,
      peer: ann,
      head: 0,
      headAt: 0,
      floor: 0,
      inherited: 0,
      visible: [[1, null]],
      read: 0,
      delivered: 0,
      unread: 0,
      muted: false,
      pinned: false,
    });
  });
}
