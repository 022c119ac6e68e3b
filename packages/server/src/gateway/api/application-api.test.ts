import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawClient } from '../../testing/raw-client.js';
import { type Application, Shop, text } from '../../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
const ask: Shop['ask'] = (...asked) => shop.ask(...asked);
const cast = <Name extends string>(...names: Name[]) => shop.cast(...names);
const online = (username: string) => shop.online(username);
const application = (key: string) => shop.application(key);

describe('the application', () => {
  it('[O7] says who may register, and whoever is connected already is bound by it', async () => {
    expect((await ask('GET', '/application')).body).toMatchObject({
      appKey: 'shop',
      settings: { registration: 'open', devices: 'one_per_class', crossApplications: 'none', limits: {} },
      limits: { textCharacters: 4000 },
    });
    const { anna, bert } = await cast('anna', 'bert');
    const client = await online(anna);
    const changed = await ask('PATCH', '/application', {
      registration: 'closed',
      crossApplications: ['default'],
      limits: { textCharacters: 5 },
    });
    expect(changed.body).toMatchObject({
      settings: {
        registration: 'closed',
        devices: 'one_per_class',
        crossApplications: ['default'],
        limits: { textCharacters: 5 },
      },
    });
    const send = (id: string) =>
      client.ask('send', { to: { user: bert }, message: { id, ...text('longer than five') } });
    expect(await send('message-number-01')).toMatchObject({ code: 'TOO_LARGE' });
    const stranger = await rawClient(shop.url);
    const account = { appKey: 'shop', username: 'clara', password: 'secret' };
    expect(await stranger.ask('register', account)).toMatchObject({ code: 'FORBIDDEN' });
    const back = { registration: 'open', crossApplications: 'none', limits: { textCharacters: null } };
    expect((await ask('PATCH', '/application', back)).body).toMatchObject({ settings: { limits: {} } });
    expect(await stranger.ask('register', account)).toMatchObject({ t: 'ok' });
    expect(await send('message-number-01')).toMatchObject({ t: 'ok' });
    for (const bad of [
      { limits: { textCharacters: 0 } },
      { limits: { frameBytes: 5 } },
      { registration: 'maybe' },
      { secrets: [] },
    ])
      expect((await ask('PATCH', '/application', bad)).body).toMatchObject({ code: 'INVALID' });
  });

  it('says for how many days messages are kept; null is for ever', async () => {
    expect((await ask('GET', '/application')).body).toMatchObject({ settings: { retentionDays: null } });
    const set = async (retentionDays: unknown) => (await ask('PATCH', '/application', { retentionDays })).body;
    expect(await set(90)).toMatchObject({ settings: { retentionDays: 90 } });
    for (const bad of [0, -1, 1.5, 40_000, '90']) expect(await set(bad)).toMatchObject({ code: 'INVALID' });
    expect((await ask('GET', '/application')).body).toMatchObject({ settings: { retentionDays: 90 } });
    expect(await set(null)).toMatchObject({ settings: { retentionDays: null } });
  });

  it('has two secrets at most, so that a back end can change over', async () => {
    const bar = await application('bar');
    const made = await ask('POST', '/secrets', undefined, { as: bar });
    expect(made.status).toBe(201);
    const newer = { ...bar, secret: String(made.body['masterSecret']) };
    const status = async (as: Application) => (await ask('GET', '/application', undefined, { as })).status;
    expect([await status(bar), await status(newer)]).toEqual([200, 200]);
    expect((await ask('DELETE', '/secrets', undefined, { as: newer })).status).toBe(204);
    expect([await status(bar), await status(newer)]).toEqual([401, 200]);
    expect((await ask('DELETE', '/secrets', undefined, { as: newer })).body).toMatchObject({ code: 'NOT_FOUND' });
    const newest = {
      ...bar,
      secret: String((await ask('POST', '/secrets', undefined, { as: newer })).body['masterSecret']),
    };
    await ask('POST', '/secrets', undefined, { as: newest });
    expect([await status(newer), await status(newest)]).toEqual([401, 200]);
  });

  it('[Operation] slows who guesses its secret, unknown applications alike, and nobody else', async () => {
    const cafe = await application('cafe');
    const guess = (as: Application) => ask('GET', '/application', undefined, { as });
    const answers = [];
    for (const appKey of ['cafe', 'nowhere'])
      for (let at = 0; at < 12; at++) answers.push((await guess({ appKey, secret: `guess ${at}` })).body['code']);
    expect(answers.slice(0, 12)).toEqual(answers.slice(12));
    expect(answers.slice(0, 10)).toEqual(Array(10).fill('UNAUTHENTICATED'));
    expect(answers[11]).toBe('RATE_LIMITED');
    const slowed = await guess(cafe);
    expect(slowed.status).toBe(429);
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('GET', '/application')).status).toBe(200);
    const many = await Promise.all(Array.from({ length: 50 }, () => ask('GET', '/application')));
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('a request under a key', () => {
  it('is done once, and answered alike; another under the key is refused', async () => {
    const { anna } = await cast('anna');
    const body = { owner: anna, name: 'Once' };
    const first = await ask('POST', '/groups', body, { key: 'make-the-group' });
    expect(first.status).toBe(201);
    const again = await ask('POST', '/groups', body, { key: 'make-the-group' });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await ask('GET', `/users/${anna}/groups`)).body['groups']).toHaveLength(1);
    const other = await ask('POST', '/groups', { ...body, name: 'Twice' }, { key: 'make-the-group' });
    expect(other).toMatchObject({ status: 409, body: { code: 'ID_REUSED' } });
    // What was refused for good is refused alike, also when it would be possible by then.
    const late = { owner: `late-${anna}`, name: 'Late' };
    expect((await ask('POST', '/groups', late, { key: 'late' })).body).toMatchObject({ code: 'NOT_FOUND' });
    await ask('POST', '/users', { users: [{ username: `late-${anna}` }] });
    const refused = await ask('POST', '/groups', late, { key: 'late' });
    expect(refused).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    // Keys are each application's own.
    const bar = await application('keys');
    expect((await ask('POST', '/groups', body, { key: 'make-the-group', as: bar })).body).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await ask('POST', '/groups', body, { key: 'x'.repeat(256) })).body).toMatchObject({ code: 'INVALID' });
  });

  it('that comes twice at once is done once', async () => {
    const { anna } = await cast('anna');
    const body = { owner: anna, name: 'Once' };
    const both = await Promise.all([1, 2, 3].map(() => ask('POST', '/groups', body, { key: `at-once-${anna}` })));
    const made = both.filter(({ status }) => status === 201);
    expect(new Set(made.map((answer) => answer.body['id'])).size).toBe(1);
    for (const { status, body } of both) if (status !== 201) expect(body).toMatchObject({ code: 'BUSY' });
    expect((await ask('GET', `/users/${anna}/groups`)).body['groups']).toHaveLength(1);
  });
});

it('[D22 O3] an application sees and changes nothing of another', async () => {
  const { anna, bert } = await cast('anna', 'bert');
  const group = await ask('POST', '/groups', {
    owner: anna,
    name: 'Ours',
    kind: 'public',
    members: [{ username: bert }],
  });
  const room = await ask('POST', '/chatrooms', { name: 'Ours' });
  await ask('POST', '/messages', { from: anna, to: { user: bert }, message: text('among us') });
  const as = await application('elsewhere');
  await ask('POST', '/users', { users: [{ username: 'eve-1' }, { username: 'eve-2' }] }, { as });
  const foreign: [string, string, unknown?][] = [
    ['GET', `/users/${anna}`],
    ['GET', `/groups/${group.body['id']}`],
    ['DELETE', `/groups/${group.body['id']}`],
    ['POST', `/groups/${group.body['id']}/members`, { members: [{ username: 'eve-1' }] }],
    ['DELETE', `/chatrooms/${room.body['id']}`],
    ['GET', `/messages?group=${group.body['id']}`],
    ['GET', `/messages?user=${anna}&with=${bert}`],
    ['POST', '/messages', { from: anna, to: { user: bert }, message: text('x') }],
    ['POST', '/messages', { from: 'eve-1', to: { user: anna, appKey: 'shop' }, message: text('x') }],
    ['POST', '/messages', { from: 'eve-1', fromType: 'admin', to: { group: group.body['id'] }, message: text('x') }],
    ['POST', '/messages', { fromType: 'system', to: { chatroom: room.body['id'] }, message: text('x') }],
    ['POST', '/groups', { owner: 'eve-1', name: 'x', members: [{ username: anna, appKey: 'shop' }] }],
  ];
  for (const [method, path, body] of foreign)
    expect((await ask(method, path, body, { as })).body, `${method} ${path}`).toMatchObject({ code: 'NOT_FOUND' });
  expect((await ask('GET', `/messages?user=eve-1&with=${anna}&withAppKey=shop`, undefined, { as })).status).toBe(404);
  // Where both allow it, they meet.
  await ask('PATCH', '/application', { crossApplications: ['elsewhere'] });
  await ask('PATCH', '/application', { crossApplications: 'all' }, { as });
  const sent = await ask(
    'POST',
    '/messages',
    { from: 'eve-1', to: { user: anna, appKey: 'shop' }, message: text('hello') },
    { as },
  );
  expect(sent.status).toBe(201);
  expect((await ask('GET', `/messages?user=${anna}&with=eve-1&withAppKey=elsewhere`)).body).toMatchObject({
    entries: [{ body: { from: { username: 'eve-1', appKey: 'elsewhere' } } }],
  });
  await ask('PATCH', '/application', { crossApplications: 'none' });
});
