import { expect, it } from 'vitest';
import type { Store } from '../store.js';
import {
  ann,
  append,
  application,
  bob,
  cleo,
  entry,
  event,
  makeGroup,
  makeSingle,
  outcomesOf,
  retract,
  say,
} from './cast.js';
import type { StoreTest } from './store-test.js';

/** Everything that a store tells, to be compared with what it tells later. */
async function toldBy(store: Store, conversations: number[], users: number[]) {
  const perConversation = (c: number) =>
    Promise.all([store.conversation(c), store.entries(c, 1, 999, 999), store.members(c, undefined, 99)]);
  const perUser = (user: number) =>
    Promise.all([
      store.states(user, { since: 0, after: 0, limit: 99 }),
      store.groupsOf(user),
      store.sessions(user),
      store.personal(user),
    ]);
  return {
    conversations: await Promise.all(conversations.map(perConversation)),
    users: await Promise.all(users.map(perUser)),
    applications: await store.applications(),
    mark: await store.nextMark(),
  };
}

/** For stores that leave something behind. */
export function describeDurability({ open }: StoreTest): void {
  it('[D1 D23] what was committed stands after it was closed and opened, in the same epoch', async () => {
    const { store, reopen } = await open();
    if (!reopen) throw new Error('this store leaves nothing');
    const single = await makeSingle(store);
    const garden = await makeGroup(store, ann, bob, cleo);
    const message = entry(bob, { increment: 4, at: 7_000 });
    await outcomesOf(store, append(garden, 1, message), event(garden, 1, ann, { leaves: [cleo] }));
    await outcomesOf(
      store,
      append(single, 0, entry(ann)),
      { op: 'read', c: garden, user: ann, seq: 1 },
      { op: 'delivered', marks: [[ann, garden, 2]] },
      { op: 'settings', c: single, user: bob, muted: true, pinned: true },
      { op: 'block', user: bob, other: ann, isBlocked: true, at: 5 },
      { op: 'personal', user: ann, isMuted: true },
      event(garden, 2, ann, { silences: [{ user: bob, until: 9_000 }], roles: [{ user: bob, role: 'admin' }] }),
    );
    await outcomesOf(store, append(single, 0, entry(ann)), retract(single, 0, 1, ann));
    const before = await toldBy(store, [single, garden], [ann, bob, cleo]);

    const again = await reopen();
    expect(again.epoch).toBe(store.epoch);
    expect(await toldBy(again, [single, garden], [ann, bob, cleo])).toEqual(before);
    expect(await outcomesOf(again, append(garden, 2, message), append(garden, 3, entry(ann)))).toMatchObject([
      { kind: 'repeated', c: garden, seq: 2, at: 7_000, isSameBody: true },
      { kind: 'appended', seq: 5, at: 7_000 },
    ]);
  });

  it('numbers and server ids are not given again after a restart', async () => {
    const { store, reopen } = await open();
    if (!reopen) throw new Error('this store leaves nothing');
    const c = await makeSingle(store);
    await say(store, c, 0, ann);
    const again = await reopen();
    expect(await again.allocateConversation()).toBeGreaterThan(c);
    await say(again, c, 0, ann);
    const [first, second] = await again.entries(c, 1, 9, 9);
    expect(second?.sid).not.toBe(first?.sid);
    const other = await again.allocateConversation();
    expect(
      await outcomesOf(again, { op: 'create', c: other, application, createdAt: 1, members: [bob, cleo] }),
    ).toEqual([{ kind: 'done' }]);
  });

  it('[D1 D14] people and sessions stand after it was closed and opened', async () => {
    const { store, reopen } = await open();
    if (!reopen) throw new Error('this store leaves nothing');
    const settings = { registration: 'open', devices: 'unlimited', limits: {} } as const;
    const made = await store.createApplication({ key: 'k', name: 'n', secrets: ['s'], settings, createdAt: 1 });
    const user = await store.createUser({ application, username: 'lily', skeleton: 'lily', profile: {}, createdAt: 2 });
    const { session } = await store.openSession(
      {
        id: 's-1',
        user: user?.id ?? 0,
        tokenHash: 'hash',
        platform: 'web',
        deviceClass: 'web',
        deviceName: '',
        createdAt: 3,
        expiresAt: 4,
      },
      true,
    );
    const again = await reopen();
    expect(await again.application('k')).toEqual(made);
    expect(await again.user(application, 'lily')).toEqual(user);
    expect(await again.sessionByToken('hash')).toEqual(session);
  });
}
