import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heard, Shop, text, until } from '../../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
const ask: Shop['ask'] = (...asked) => shop.ask(...asked);
const cast = <Name extends string>(...names: Name[]) => shop.cast(...names);
const online = (username: string) => shop.online(username);

describe('groups', () => {
  it('[O6] are made, changed, looked at and dissolved as by their owner', async () => {
    const { anna, bert, clara } = await cast('anna', 'bert', 'clara');
    const made = await ask('POST', '/groups', { owner: anna, name: 'Tea', members: [{ username: bert }] });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Tea', owner: anna, ownerAppKey: 'shop', memberCount: 2 },
    });
    const path = `/groups/${made.body['id']}`;
    const client = await online(bert);
    expect((await ask('POST', `${path}/members`, { members: [{ username: clara }] })).status).toBe(204);
    expect((await ask('POST', `${path}/members`, { members: [{ username: clara }] })).body).toMatchObject({
      code: 'ALREADY_MEMBER',
    });
    expect(await until(() => heard(client.pushes, 'members_added'))).toMatchObject({ entry: { seq: 2 } });
    expect((await ask('PATCH', path, { name: 'Coffee' })).body).toMatchObject({ name: 'Coffee', memberCount: 3 });
    expect((await ask('PUT', `${path}/members/${bert}/role`, { role: 'admin' })).status).toBe(204);
    const until2100 = 4_102_444_800_000;
    expect((await ask('PUT', `${path}/members/${clara}/silence`, { until: until2100 })).status).toBe(204);
    expect((await ask('GET', `${path}/members`)).body).toMatchObject({
      members: [
        { user: { username: anna }, role: 'owner' },
        { user: { username: bert }, role: 'admin' },
        { user: { username: clara }, role: 'member', silencedUntil: until2100 },
      ],
    });
    expect((await ask('GET', `${path}/members?after=${anna}&limit=1`)).body).toMatchObject({
      members: [{ user: { username: bert } }],
    });
    const silenced = { from: clara, to: { group: made.body['id'] }, message: text('may I?') };
    expect((await ask('POST', '/messages', silenced)).body).toMatchObject({ code: 'SILENCED' });
    expect((await ask('DELETE', `${path}/members/${anna}`)).body).toMatchObject({ code: 'INVALID' });
    expect((await ask('PUT', `${path}/owner`, { username: bert })).status).toBe(204);
    expect((await ask('DELETE', `${path}/members/${anna}`)).status).toBe(204);
    expect((await ask('DELETE', `${path}/members/${anna}`)).body).toMatchObject({ code: 'NOT_MEMBER' });
    expect((await ask('GET', `/users/${bert}/groups`)).body).toMatchObject({
      groups: [{ name: 'Coffee', owner: bert }],
    });
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('DELETE', path)).body).toMatchObject({ code: 'NOT_FOUND' });
    expect((await ask('GET', `/users/${bert}/groups`)).body).toEqual({ groups: [] });
  });

  it('[O6] of bad input nothing is made', async () => {
    const { anna } = await cast('anna');
    const bad: [unknown, string][] = [
      [{ owner: 'nobody', name: 'x' }, 'NOT_FOUND'],
      [{ owner: anna, name: 'x', members: [{ username: 'nobody' }] }, 'NOT_FOUND'],
      [{ owner: anna, name: 'x'.repeat(65) }, 'INVALID'],
      [{ owner: anna }, 'INVALID'],
      [{ owner: anna, name: 'x', more: 1 }, 'INVALID'],
      [{ owner: anna, name: 'x', maxMembers: 10_001 }, 'TOO_LARGE'],
      ['{"owner":', 'INVALID'],
      [[], 'INVALID'],
    ];
    for (const [body, code] of bad)
      expect((await ask('POST', '/groups', body)).body, JSON.stringify(body)).toMatchObject({ code });
    expect((await ask('GET', `/users/${anna}/groups`)).body).toEqual({ groups: [] });
    for (const id of ['0', 'x', '9007199254740992', '-1'])
      expect((await ask('GET', `/groups/${id}`)).body).toMatchObject({ code: 'INVALID' });
  });
});

describe('chatrooms', () => {
  it('[O2] are made, listed, changed and removed; from above one speaks there without being inside', async () => {
    const { anna } = await cast('anna');
    const made = await ask('POST', '/chatrooms', { name: 'Lobby' });
    expect(made).toMatchObject({ status: 201, body: { name: 'Lobby', description: '', memberCount: 0 } });
    const id = String(made.body['id']);
    const client = await online(anna);
    expect(await client.ask('rooms.enter', { id })).toMatchObject({ t: 'ok' });
    expect((await ask('GET', `/chatrooms/${id}`)).body).toMatchObject({ memberCount: 1 });
    expect((await ask('PATCH', `/chatrooms/${id}`, { description: 'come in' })).status).toBe(204);
    expect((await ask('GET', '/chatrooms?count=50')).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id, description: 'come in' })]),
    });
    expect(
      await ask('POST', '/messages', { fromType: 'system', to: { chatroom: id }, message: text('welcome') }),
    ).toMatchObject({ status: 201 });
    expect(await until(() => client.pushes.find(({ t }) => t === 'room'))).toMatchObject({
      entry: { body: { fromType: 'system' } },
    });
    expect((await ask('DELETE', `/chatrooms/${id}`)).status).toBe(204);
    expect((await ask('GET', `/chatrooms/${id}`)).body).toMatchObject({ code: 'NOT_FOUND' });
    expect((await ask('POST', '/chatrooms', { name: 'two\nlines' })).body).toMatchObject({ code: 'INVALID' });
  });
});
