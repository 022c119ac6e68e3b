import { expect, it } from 'vitest';
import type { Operation } from '../batch.js';
import type { UserId } from '../rows.js';
import type { Store } from '../store.js';
import { ann, append, application, bob, cleo, entry, event, group, makeGroup, makeSingle, outcomesOf } from './cast.js';
import type { StoreTest } from './store-test.js';

const block = (user: UserId, other: UserId, isBlocked = true, at = 1_000): Operation => ({
  op: 'block',
  user,
  other,
  isBlocked,
  at,
});
const changedSince = async (store: Store, user: UserId, since: number) =>
  (await store.states(user, { since, after: 0, limit: 500 })).map(({ c }) => c);

/** What belongs to a user and to no conversation; blocks, silences, and conversations that were made quietly. */
export function describePersonal({ open }: StoreTest): void {
  it('[O7] do-not-disturb and blocks carry the mark of their last change, and what changes nothing carries none', async () => {
    const { store } = await open();
    expect(await store.personal(ann)).toEqual({ mark: 0, isMuted: false, blocked: [] });
    const first = await store.nextMark();
    const marks: number[] = [];
    for (const operation of [
      { op: 'personal', user: ann, isMuted: true },
      { op: 'personal', user: ann, isMuted: true },
      { op: 'personal', user: ann },
      block(ann, cleo, true, 2_000),
      block(ann, bob, true, 3_000),
      block(ann, cleo, true, 9_000),
      block(bob, ann, false),
    ] as const) {
      marks.push((await store.commit([operation])).mark - first);
    }
    expect(marks).toEqual([0, 0, 0, 1, 2, 2, 2]);
    expect(await store.personal(ann)).toEqual({ mark: first + 2, isMuted: true, blocked: [cleo, bob] });
    const [unblocked] = await outcomesOf(store, block(ann, cleo, false));
    expect(unblocked).toEqual({
      kind: 'personal',
      hasChanged: true,
      personal: { mark: first + 3, isMuted: true, blocked: [bob] },
    });
    expect(await store.personal(bob)).toEqual({ mark: 0, isMuted: false, blocked: [] });
  });

  it('[O7] a profile takes what a change names, and loses what it takes away', async () => {
    const { store } = await open();
    const made = await store.createUser({
      application,
      username: 'lily',
      skeleton: 'lily',
      profile: { nickname: 'L', region: 'Oslo' },
      createdAt: 1,
    });
    const user = made?.id ?? 0;
    const mark = await store.nextMark();
    const [changed, same] = await outcomesOf(
      store,
      { op: 'personal', user, profile: { region: null, gender: 'female' } },
      { op: 'personal', user, profile: { gender: 'female' } },
    );
    const profile = { nickname: 'L', gender: 'female' };
    const personal = { mark, isMuted: false, blocked: [] };
    expect(changed).toEqual({ kind: 'personal', hasChanged: true, profile, personal });
    expect(same).toEqual({ kind: 'personal', hasChanged: false, profile, personal });
    expect((await store.users([user]))[0]?.profile).toEqual(profile);
    const [nobody] = await outcomesOf(store, { op: 'personal', user: 987_654, profile: { region: 'Rome' } });
    expect(nobody).toEqual({ kind: 'personal', hasChanged: false, personal: { mark: 0, isMuted: false, blocked: [] } });
  });

  it("[O7] a block raises the version of the two people's conversation, so that what was decided without it is stale", async () => {
    const { store } = await open();
    const c = await makeSingle(store, ann, bob);
    const [, stale, blocked] = await outcomesOf(
      store,
      block(bob, ann),
      append(c, 0, entry(ann)),
      append(c, 1, entry(bob)),
    );
    expect([stale?.kind, blocked?.kind]).toEqual(['stale', 'appended']);
    expect(await store.conversation(c)).toMatchObject({ version: 1, blocks: [bob] });
    await outcomesOf(store, block(ann, bob), block(bob, ann), block(bob, ann, false));
    expect(await store.conversation(c)).toMatchObject({ version: 3, blocks: [ann] });
  });

  it('a conversation that is made quietly is known to who sets something, and to the other with its first entry', async () => {
    const { store } = await open();
    const mark = await store.nextMark();
    const c = await store.allocateConversation();
    const quiet = { op: 'create', c, application, createdAt: 5, members: [ann, bob], isQuiet: true } as const;
    expect(await outcomesOf(store, quiet, block(ann, bob))).toMatchObject([{ kind: 'done' }, { kind: 'personal' }]);
    expect(await store.conversation(c)).toMatchObject({ version: 1, blocks: [ann] });
    expect(await store.findSingle(bob, ann)).toBe(c);
    expect([await changedSince(store, ann, 0), await changedSince(store, bob, 0)]).toEqual([[], []]);
    await outcomesOf(store, { op: 'settings', c, user: ann, muted: true });
    expect([await changedSince(store, ann, mark), await changedSince(store, bob, 0)]).toEqual([[c], []]);
    expect(await outcomesOf(store, quiet)).toEqual([{ kind: 'exists', c }]);
    await outcomesOf(store, append(c, 1, entry(ann)));
    expect([await changedSince(store, ann, mark), await changedSince(store, bob, mark)]).toEqual([[c], [c]]);
    expect(await store.state(bob, c)).toMatchObject({ head: 1, unread: 1, muted: false, visible: [[1, null]] });
    expect(await store.state(ann, c)).toMatchObject({ head: 1, unread: 0, muted: true });
  });

  it('[O6 (part)] a silence stands with its member, outlives his removal, and is lifted', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob, cleo);
    await outcomesOf(
      store,
      event(c, 1, ann, {
        silences: [
          { user: bob, until: 9_000 },
          { user: cleo, until: 8_000 },
        ],
      }),
    );
    const silenced = async () => [...((await store.conversation(c))?.silences ?? [])].sort(([a], [b]) => a - b);
    expect(await silenced()).toEqual([
      [bob, 9_000],
      [cleo, 8_000],
    ]);
    expect((await store.members(c, undefined, 9)).map(({ user, silencedUntil }) => [user, silencedUntil])).toEqual([
      [ann, undefined],
      [bob, 9_000],
      [cleo, 8_000],
    ]);
    await outcomesOf(store, event(c, 2, ann, { leaves: [bob], silences: [{ user: cleo, until: null }] }));
    expect(await silenced()).toEqual([[bob, 9_000]]);
    await outcomesOf(store, event(c, 3, ann, { joins: [{ user: bob, role: 'member' }] }));
    expect((await store.members(c, undefined, 9)).at(-1)).toMatchObject({ user: bob, silencedUntil: 9_000 });
    expect((await store.conversation(c))?.version).toBe(4);
  });

  it('[O6 (part)] a group has an avatar, and has none', async () => {
    const { store } = await open();
    const c = await makeGroup(store, ann, bob);
    await outcomesOf(store, event(c, 1, ann, { group: { avatar: 'picture' } }));
    expect((await store.conversation(c))?.group).toEqual(group(ann, { avatar: 'picture' }));
    await outcomesOf(store, event(c, 2, ann, { group: { name: 'Orchard' } }));
    expect((await store.state(bob, c))?.group).toMatchObject({ name: 'Orchard', avatar: 'picture' });
    await outcomesOf(store, event(c, 3, ann, { group: { avatar: '' } }));
    expect((await store.conversation(c))?.group).toEqual(group(ann, { name: 'Orchard' }));
  });
}
