import { expect, it } from 'vitest';
import { ann, append, bob, cleo, dora, entry, event, group, makeGroup, outcomesOf, say, stateOf } from './cast.js';
import type { StoreTest } from './store-test.js';

export function describeMembership({ open }: StoreTest): void {
  it('[D17] an interval begins with the entry that records it and ends after the one that ends it', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob);
    await say(store, c, 1, ann);
    await outcomesOf(store, event(c, 1, ann, { leaves: [bob] }, 4_000));
    await say(store, c, 2, ann, ann);
    await outcomesOf(store, event(c, 2, ann, { joins: [{ user: bob, role: 'admin' }] }, 5_000));
    await say(store, c, 3, ann);
    expect(await store.intervals(c, bob)).toEqual([
      [1, 4],
      [6, null],
    ]);
    expect(await store.intervals(c, ann)).toEqual([[1, null]]);
    expect(await store.intervals(c, cleo)).toEqual([]);
    expect(await store.members(c, undefined, 9)).toEqual([
      { user: ann, role: 'owner', from: 1, joinedAt: 1_000 },
      { user: bob, role: 'admin', from: 6, joinedAt: 5_000 },
    ]);
    await outcomesOf(store, event(c, 3, ann, { leaves: [bob] }));
    await outcomesOf(store, event(c, 4, ann, { joins: [{ user: bob, role: 'member' }] }));
    expect(await store.intervals(c, bob)).toEqual([
      [1, 4],
      [6, 9],
      [9, null],
    ]);
    expect((await stateOf(store, bob, c)).visible).toEqual(await store.intervals(c, bob));
  });

  it('[D17] who left sees the log and its head up to his leaving, and nothing after', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob);
    await outcomesOf(store, append(c, 1, entry(ann, { at: 2_000 })));
    await outcomesOf(store, event(c, 1, ann, { leaves: [bob] }, 3_000));
    await outcomesOf(store, append(c, 2, entry(ann, { at: 9_000 })));
    expect(await stateOf(store, bob, c)).toMatchObject({ head: 3, headAt: 3_000, unread: 1, visible: [[1, 4]] });
    expect(await stateOf(store, ann, c)).toMatchObject({ head: 4, headAt: 9_000 });
    await outcomesOf(store, { op: 'read', c, user: bob, seq: 4 });
    expect(await stateOf(store, bob, c)).toMatchObject({ read: 3, unread: 0 });
  });

  it('who joins, or comes again, has read everything before, and keeps his settings', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob);
    await outcomesOf(store, { op: 'settings', c, user: bob, muted: true });
    await say(store, c, 1, ann, ann);
    await outcomesOf(store, event(c, 1, ann, { leaves: [bob] }));
    await say(store, c, 2, ann, ann);
    await outcomesOf(
      store,
      event(c, 2, ann, {
        joins: [
          { user: bob, role: 'member' },
          { user: cleo, role: 'member' },
        ],
      }),
    );
    await say(store, c, 3, ann);
    expect(await stateOf(store, bob, c)).toMatchObject({ read: 6, delivered: 6, unread: 1, muted: true, head: 8 });
    expect(await stateOf(store, cleo, c)).toMatchObject({ read: 6, delivered: 6, unread: 1, visible: [[7, null]] });
  });

  it('every change of membership, role or group raises the version, a message does not', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob);
    const version = async () => (await store.conversation(c))?.version;
    await say(store, c, 1, ann);
    expect(await version()).toBe(1);
    await outcomesOf(store, event(c, 1, ann, { joins: [{ user: cleo, role: 'member' }] }));
    await outcomesOf(store, event(c, 2, ann, { roles: [{ user: bob, role: 'admin' }] }));
    await outcomesOf(store, event(c, 3, ann, { group: { name: 'Orchard', isDissolved: true } }));
    expect(await version()).toBe(4);
    expect((await store.conversation(c))?.group).toEqual(group(ann, { name: 'Orchard', isDissolved: true }));
    expect((await store.conversation(c))?.members.map(({ user, role }) => [user, role])).toEqual([
      [ann, 'owner'],
      [bob, 'admin'],
      [cleo, 'member'],
    ]);
    expect(await outcomesOf(store, event(c, 3, ann, { leaves: [bob] }))).toEqual([{ kind: 'stale' }]);
  });

  it('what joins twice, or leaves without being there, changes nothing of that', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob);
    await outcomesOf(
      store,
      event(c, 1, ann, {
        joins: [{ user: bob, role: 'admin' }],
        leaves: [cleo],
        roles: [{ user: dora, role: 'admin' }],
      }),
    );
    expect(await store.intervals(c, bob)).toEqual([[1, null]]);
    expect(await store.intervals(c, cleo)).toEqual([]);
    expect((await store.members(c, undefined, 9)).map(({ user, role }) => [user, role])).toEqual([
      [ann, 'owner'],
      [bob, 'member'],
    ]);
  });

  it('members come in the order of joining, in pages; who comes again stands last', async () => {
    const { store } = await open();
    const c = await makeGroup(store, dora, bob, ann);
    await outcomesOf(store, event(c, 1, dora, { joins: [{ user: cleo, role: 'member' }], leaves: [bob] }));
    await outcomesOf(store, event(c, 2, dora, { joins: [{ user: bob, role: 'member' }] }));
    const users = async (after: number | undefined, limit: number) =>
      (await store.members(c, after, limit)).map(({ user }) => user);
    expect(await users(undefined, 9)).toEqual([dora, ann, cleo, bob]);
    expect(await users(undefined, 2)).toEqual([dora, ann]);
    expect(await users(ann, 1)).toEqual([cleo]);
    expect(await users(cleo, 9)).toEqual([bob]);
    expect(await users(bob, 9)).toEqual([]);
    expect((await store.conversation(c))?.members.map(({ user }) => user)).toEqual([dora, ann, cleo, bob]);
  });

  it('a group tells how many it holds, and of the first five who', async () => {
    const { store } = await open();
    const c = await makeGroup(store, 1, 2, 3, 4, 5, 6, 7);
    await outcomesOf(store, event(c, 1, 1, { leaves: [2] }));
    expect((await stateOf(store, 7, c)).group).toEqual({ ...group(1), memberCount: 6, firstMembers: [1, 3, 4, 5, 6] });
  });

  it('groups of a user are those where he is a member now', async () => {
    const { store } = await open();
    const [garden, kitchen] = [await makeGroup(store, ann, bob), await makeGroup(store, bob)];
    expect([...(await store.groupsOf(bob))].sort((a, b) => a - b)).toEqual([garden, kitchen]);
    await outcomesOf(store, event(garden, 1, ann, { leaves: [bob] }));
    expect(await store.groupsOf(bob)).toEqual([kitchen]);
    expect(await store.groupsOf(cleo)).toEqual([]);
  });
}
