import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawClient } from '../../testing/raw-client.js';
import { type Answer, Shop, until } from '../../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
const ask: Shop['ask'] = (...asked) => shop.ask(...asked);
const cast = <Name extends string>(...names: Name[]) => shop.cast(...names);
const online = (username: string) => shop.online(username);
const application = (key: string) => shop.application(key);

describe('users', () => {
  it('[O7] are made up to 500 at once, each for itself', async () => {
    const { anna } = await cast('anna');
    const { body } = await ask('POST', '/users', {
      users: [
        { username: `new-of-${anna}`, profile: { nickname: 'New' } },
        { username: anna },
        { username: 'x' },
        { username: 'SYSTEM' },
        { username: 'nina', password: 'abc' },
      ],
    });
    expect(body['results']).toMatchObject([
      { isCreated: true },
      { username: anna, isCreated: false, code: 'USER_EXISTS' },
      { isCreated: false, code: 'INVALID' },
      { isCreated: false, code: 'USER_EXISTS' },
      { isCreated: false, code: 'INVALID', detail: 'password: 4 to 128 bytes' },
    ]);
    expect((await ask('GET', `/users/new-of-${anna}`)).body).toMatchObject({
      user: { username: `new-of-${anna}`, appKey: 'shop', nickname: 'New' },
      isDisabled: false,
      isOnline: false,
    });
    const users = Array.from({ length: 501 }, (_, at) => ({ username: `many-${at}` }));
    expect((await ask('POST', '/users', { users })).body).toMatchObject({ code: 'INVALID' });
    const made = (await ask('POST', '/users', { users: users.slice(1) })).body['results'] as { isCreated: boolean }[];
    expect(made).toHaveLength(500);
    expect(made.every(({ isCreated }) => isCreated)).toBe(true);
    const large = {
      users: users.slice(1).map(({ username }) => ({ username, profile: { signature: 'x'.repeat(5000) } })),
    };
    expect((await ask('POST', '/users', large)).body).toMatchObject({ code: 'TOO_LARGE' });
  });

  it('[O7] are listed in pages, in the order of their making', async () => {
    const bar = await application('list');
    const users = ['zoe-1', 'adam-2', 'mia-3'].map((username) => ({ username }));
    await ask('POST', '/users', { users }, { as: bar });
    const names = ({ body }: Answer) =>
      (body['users'] as { user: { username: string } }[]).map(({ user }) => user.username);
    const first = await ask('GET', '/users?limit=2', undefined, { as: bar });
    const second = await ask('GET', `/users?limit=2&after=${first.body['next']}`, undefined, { as: bar });
    expect([...names(first), ...names(second)].sort()).toEqual(['adam-2', 'mia-3', 'zoe-1']);
    expect(second.body).not.toHaveProperty('next');
    expect((await ask('GET', '/users?after=nobody', undefined, { as: bar })).status).toBe(404);
    for (const limit of ['0', '501', 'x', '-1', '1.5'])
      expect((await ask('GET', `/users?limit=${limit}`, undefined, { as: bar })).body).toMatchObject({
        code: 'INVALID',
      });
  });

  it('[O7] get another profile, another password, are shut out and let in, end, and are deleted for good', async () => {
    const { anna } = await cast('anna');
    const client = await online(anna);
    const changed = await ask('PATCH', `/users/${anna}`, { nickname: 'Anna', region: 'Nice' });
    expect(changed.body).toMatchObject({ user: { nickname: 'Anna', region: 'Nice' }, isOnline: true });
    expect((await ask('PATCH', `/users/${anna}`, { region: null })).body['user']).not.toHaveProperty('region');
    expect(await until(() => client.pushes.find(({ t }) => t === 'personal'))).toMatchObject({
      personal: { user: { nickname: 'Anna' } },
    });
    expect((await ask('PUT', `/users/${anna}/password`, { password: 'another one' })).status).toBe(204);
    expect(await client.closed).toBe(4002);
    const login = async (password: string) => {
      const again = await rawClient(shop.url);
      return again.ask('login', {
        version: 1,
        appKey: 'shop',
        platform: 'web',
        credentials: { kind: 'password', username: anna, password },
      });
    };
    expect(await login('a good password')).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await login('another one')).toMatchObject({ t: 'ok' });
    expect((await ask('DELETE', `/users/${anna}/sessions`)).status).toBe(204);
    expect((await ask('PUT', `/users/${anna}/disabled`, { isDisabled: true })).status).toBe(204);
    expect(await login('another one')).toMatchObject({ code: 'FORBIDDEN' });
    expect((await ask('GET', `/users/${anna}`)).body).toMatchObject({ isDisabled: true });
    expect((await ask('POST', `/users/${anna}/tokens`, {})).body).toMatchObject({ code: 'FORBIDDEN' });
    await ask('PUT', `/users/${anna}/disabled`, { isDisabled: false });
    const { body } = await ask('POST', `/users/${anna}/tokens`, { lifeMs: 60_000 });
    const byToken = await rawClient(shop.url);
    const credentials = { kind: 'token', token: body['token'] };
    expect(await byToken.ask('login', { version: 1, appKey: 'shop', platform: 'web', credentials })).toMatchObject({
      t: 'ok',
    });
    expect((await ask('DELETE', `/users/${anna}`)).status).toBe(204);
    expect(await byToken.closed).toBe(4002);
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['DELETE', '/sessions'],
      ['GET', '/groups'],
    ] as const)
      expect((await ask(method, `/users/${anna}${path}`)).body).toMatchObject({ code: 'NOT_FOUND' });
    expect((await ask('POST', '/users', { users: [{ username: anna }] })).body).toMatchObject({
      results: [{ code: 'USER_EXISTS' }],
    });
  });
});
