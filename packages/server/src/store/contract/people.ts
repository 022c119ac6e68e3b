import { expect, it } from 'vitest';
import type { NewApplication, NewSession, NewUser } from '../people-rows.js';
import type { StoreTest } from './store-test.js';

const newApplication = (key: string): NewApplication => ({
  key,
  name: `The ${key}`,
  secrets: ['secret-1'],
  settings: { registration: 'open', devices: 'one_per_class', limits: { textCharacters: 10 } },
  createdAt: 1,
});
const newUser = (username: string, more: Partial<NewUser> = {}): NewUser => ({
  application: 1,
  username,
  skeleton: username.toLowerCase(),
  password: '$argon2id$x',
  profile: { nickname: '小红 🌱', extras: { level: 3 } },
  createdAt: 5,
  ...more,
});
const newSession = (id: string, user: number, deviceClass = 'mobile'): NewSession => ({
  id,
  user,
  tokenHash: `hash of ${id}`,
  platform: deviceClass === 'mobile' ? 'ios' : 'web',
  deviceClass,
  deviceName: '',
  createdAt: 10,
  expiresAt: 1_000,
});

export function describePeople({ open }: StoreTest): void {
  it('an application is made once under its key', async () => {
    const { store } = await open();
    const made = await store.createApplication(newApplication('one'));
    expect(made).toEqual({ ...newApplication('one'), id: expect.any(Number) });
    expect(await store.createApplication({ ...newApplication('one'), name: 'again' })).toBeUndefined();
    const other = await store.createApplication(newApplication('two'));
    expect(other?.id).not.toBe(made?.id);
    expect(await store.application('one')).toEqual(made);
    expect(await store.application('none')).toBeUndefined();
    expect(await store.applications()).toEqual([made, other]);
  });

  it('[O3] no key is given with which ids of another application could be confused', async () => {
    const { store } = await open();
    const isGiven = async (key: string) => (await store.createApplication(newApplication(key))) !== undefined;
    expect(await isGiven('tea')).toBe(true);
    for (const key of ['tea_time', 'my_tea', 'tea_']) expect(await isGiven(key), key).toBe(false);
    for (const key of ['tea-time', 'teatime_2', 'Tea_x']) expect(await isGiven(key), key).toBe(true);
    expect(await isGiven('teatime')).toBe(false);
    expect(await isGiven('x')).toBe(false);
  });

  it("an application's secrets and settings change apart from each other", async () => {
    const { store } = await open();
    const made = await store.createApplication(newApplication('one'));
    if (!made) throw new Error('not made');
    await store.updateApplication(made.id, { secrets: ['secret-2', 'secret-1'] });
    const settings = { ...made.settings, registration: 'closed', jwks: { keys: [{ kty: 'OKP' }] } } as const;
    await store.updateApplication(made.id, { settings });
    expect(await store.application('one')).toEqual({ ...made, secrets: ['secret-2', 'secret-1'], settings });
  });

  it('a name, or one that looks like it, is given once in an application', async () => {
    const { store } = await open();
    const made = await store.createUser(newUser('Lily'));
    expect(made).toEqual({ ...newUser('Lily'), id: expect.any(Number), state: 'active' });
    expect(await store.createUser(newUser('Lily', { skeleton: 'other' }))).toBeUndefined();
    expect(await store.createUser(newUser('lily'))).toBeUndefined();
    const elsewhere = await store.createUser(newUser('Lily', { application: 2 }));
    expect(elsewhere?.id).not.toBe(made?.id);
    expect(await store.user(1, 'Lily')).toEqual(made);
    expect(await store.user(2, 'Lily')).toEqual(elsewhere);
    expect(await store.user(1, 'lily')).toBeUndefined();
  });

  it('[O7] the users of an application are listed in the order of their making, without the deleted', async () => {
    const { store } = await open();
    const made = [];
    for (const name of ['Zoe', 'Adam', 'Mia', 'Ruth']) made.push(await store.createUser(newUser(name)));
    await store.createUser(newUser('Elsewhere', { application: 2 }));
    const ids = made.map((user) => user?.id ?? 0);
    await store.updateUser(ids[1] ?? 0, { state: 'deleted' });
    await store.updateUser(ids[2] ?? 0, { state: 'disabled' });
    const names = async (after: number, limit: number) =>
      (await store.usersOf(1, after, limit)).map(({ username }) => username);
    expect(await names(0, 2)).toEqual(['Zoe', 'Mia']);
    expect(await names(ids[2] ?? 0, 10)).toEqual(['Ruth']);
    expect(await names(ids[1] ?? 0, 1)).toEqual(['Mia']);
  });

  it('of two who want one name at once, one gets it', async () => {
    const { store } = await open();
    const both = await Promise.all([store.createUser(newUser('Lily')), store.createUser(newUser('LILY'))]);
    expect(both.filter((user) => user !== undefined)).toHaveLength(1);
  });

  it('a deleted name stays taken', async () => {
    const { store } = await open();
    const made = await store.createUser(newUser('Lily'));
    if (!made) throw new Error('not made');
    await store.updateUser(made.id, { state: 'deleted' });
    expect(await store.createUser(newUser('Lily'))).toBeUndefined();
    expect(await store.user(1, 'Lily')).toEqual({ ...made, state: 'deleted' });
  });

  it('verifier, profile and state change apart from each other; who has no verifier has none', async () => {
    const { store } = await open();
    const { password: _, ...bare } = newUser('Lily');
    const made = await store.createUser(bare);
    if (!made) throw new Error('not made');
    expect(made).not.toHaveProperty('password');
    expect(await store.user(1, 'Lily')).toEqual(made);
    await store.updateUser(made.id, { password: 'verifier' });
    await store.updateUser(made.id, { profile: { nickname: 'L' } });
    await store.updateUser(made.id, { state: 'disabled' });
    const now = { ...made, password: 'verifier', profile: { nickname: 'L' }, state: 'disabled' };
    expect(await store.user(1, 'Lily')).toEqual(now);
    const other = await store.createUser(newUser('Ruth'));
    expect(await store.users([other?.id ?? 0, made.id, 987_654])).toEqual(expect.arrayContaining([other, now]));
    expect(await store.users([made.id, 987_654])).toHaveLength(1);
    expect(await store.users([])).toEqual([]);
  });

  it('[O5] a newer login ends the older of its class, and no other', async () => {
    const { store } = await open();
    const first = await store.openSession(newSession('s-1', 1), true);
    expect(first).toEqual({ session: { ...newSession('s-1', 1), seenAt: 10 }, ended: [] });
    await store.openSession(newSession('s-2', 1, 'web'), true);
    await store.openSession(newSession('s-3', 2), true);
    const newer = await store.openSession(newSession('s-4', 1), true);
    const ended = { ...first.session, endReason: 'other_device' };
    expect(newer.ended).toEqual([ended]);
    expect(await store.sessionByToken('hash of s-1')).toEqual(ended);
    expect((await store.sessions(1)).map(({ id }) => id).sort()).toEqual(['s-2', 's-4']);
    expect((await store.sessions(2)).map(({ id }) => id)).toEqual(['s-3']);
    expect((await store.openSession(newSession('s-5', 1), true)).ended.map(({ id }) => id)).toEqual(['s-4']);
  });

  it('[O5] where the rule is lifted, a login ends nothing', async () => {
    const { store } = await open();
    await store.openSession(newSession('s-1', 1), false);
    expect((await store.openSession(newSession('s-2', 1), false)).ended).toEqual([]);
    expect(await store.sessions(1)).toHaveLength(2);
    expect((await store.openSession(newSession('s-3', 1), true)).ended).toHaveLength(2);
  });

  it('a session ends once, with its first reason, and lives on by being touched', async () => {
    const { store } = await open();
    const { session } = await store.openSession(newSession('s-1', 1), true);
    await store.touchSession('s-1', 500, 9_000);
    expect(await store.sessionByToken('hash of s-1')).toEqual({ ...session, seenAt: 500, expiresAt: 9_000 });
    expect(await store.endSession('s-1', 'logged_out')).toBe(true);
    expect(await store.endSession('s-1', 'other')).toBe(false);
    expect(await store.endSession('unknown', 'other')).toBe(false);
    await store.touchSession('s-1', 600, 99_000);
    expect(await store.sessionByToken('hash of s-1')).toEqual({
      ...session,
      seenAt: 500,
      expiresAt: 9_000,
      endReason: 'logged_out',
    });
    expect(await store.sessions(1)).toEqual([]);
    expect(await store.sessionByToken('hash of none')).toBeUndefined();
  });
}
