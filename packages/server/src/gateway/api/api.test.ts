import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Server } from '../../server.js';
import { type Frame, rawClient } from '../../testing/raw-client.js';

interface Application {
  readonly appKey: string;
  readonly secret: string;
}
type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers };

let server: Server;
let shop: Application;
let count = 0;
beforeAll(async () => {
  server = await createServer({ port: 0, data: 'memory' });
  shop = await application('shop');
});
afterAll(() => server.close());

async function application(key: string): Promise<Application> {
  const made = await server.admin.createApplication({ key, name: key });
  if (!made.ok) throw new Error(made.error.code);
  return { appKey: key, secret: made.value.secrets[0] ?? '' };
}
const basic = ({ appKey, secret }: Application) => `Basic ${btoa(`${appKey}:${secret}`)}`;

async function ask(
  method: string,
  path: string,
  body?: unknown,
  { as = shop, key, authorization = basic(as) }: { as?: Application; key?: string; authorization?: string } = {},
): Promise<Answer> {
  const response = await fetch(`${server.url}/api${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers };
}
/** Users of these names with a number of their own, made by the back end. */
async function cast<Name extends string>(...names: Name[]): Promise<Record<Name, string>> {
  count++;
  const all = names.map((name) => [name, `${name}${count}`] as const);
  const users = all.map(([, username]) => ({ username, password: 'a good password' }));
  const { body } = await ask('POST', '/users', { users });
  expect(body['results']).toEqual(users.map(({ username }) => ({ username, isCreated: true })));
  return Object.fromEntries(all) as Record<Name, string>;
}
async function online(username: string) {
  const client = await rawClient(server.url);
  const answer = await client.ask('login', {
    version: 1,
    appKey: shop.appKey,
    platform: 'web',
    credentials: { kind: 'password', username, password: 'a good password' },
  });
  expect(answer).toMatchObject({ t: 'ok' });
  return client;
}
const until = async <T>(found: () => T | undefined): Promise<T> => {
  for (;;) {
    const value = found();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
const heard = (frames: Frame[], text: string) =>
  frames.find((frame) => frame['t'] === 'entry' && JSON.stringify(frame).includes(text)) as
    | { entry: { seq: number; body: Record<string, unknown> } }
    | undefined;
const text = (text: string) => ({ content: { type: 'text', text } });

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
    const stranger = await rawClient(server.url);
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

  it('slows who guesses its secret, unknown applications alike, and nobody else', async () => {
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
      const again = await rawClient(server.url);
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
    const byToken = await rawClient(server.url);
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

describe('messages', () => {
  it('[S28 D4] are sent as a user with all options, once under an id or a key', async () => {
    const { anna, bert } = await cast('anna', 'bert');
    const client = await online(bert);
    const message = {
      ...text('from the back end'),
      unreadIncrement: 3,
      extras: { order: 7 },
      notify: false,
      mood: 'kept',
    };
    const sent = await ask('POST', '/messages', { from: anna, to: { user: bert }, id: 'order-7-confirmed', message });
    expect(sent).toMatchObject({ status: 201, body: { id: 'order-7-confirmed', seq: 1 } });
    expect(await until(() => heard(client.pushes, 'from the back end'))).toMatchObject({
      entry: { body: { from: { username: anna }, fromType: 'user', message: { id: 'order-7-confirmed', ...message } } },
    });
    const again = await ask('POST', '/messages', { from: anna, to: { user: bert }, id: 'order-7-confirmed', message });
    expect(again.body).toEqual(sent.body);
    const other = { from: anna, to: { user: bert }, id: 'order-7-confirmed', message: text('another') };
    expect(await ask('POST', '/messages', other)).toMatchObject({ status: 409, body: { code: 'ID_REUSED' } });
    const { id: _, ...unnamed } = other;
    for (const key of [
      'key-of-sixteen-characters',
      'short',
      'a key with spaces, longer than any id may be: '.repeat(4),
    ]) {
      const first = await ask('POST', '/messages', unnamed, { key });
      expect(first.status).toBe(201);
      expect((await ask('POST', '/messages', unnamed, { key })).body).toEqual(first.body);
      expect((await ask('POST', '/messages', other, { key: `${key}!` })).body).toMatchObject({ code: 'ID_REUSED' });
    }
    expect(await client.ask('sync')).toMatchObject({ conversations: [{ unread: 6 }] });
  });

  it('are sent by an admin and by the system past blocks and membership, and shown as such', async () => {
    const { anna, bert } = await cast('anna', 'bert');
    const client = await online(bert);
    await client.ask('users.block', { user: { username: anna } });
    const to = { user: bert };
    expect((await ask('POST', '/messages', { from: anna, to, message: text('no') })).body).toMatchObject({
      code: 'BLOCKED',
    });
    expect(
      (await ask('POST', '/messages', { from: anna, fromType: 'admin', to, message: text('the house rules') })).status,
    ).toBe(201);
    expect(await until(() => heard(client.pushes, 'the house rules'))).toMatchObject({
      entry: { body: { fromType: 'admin', from: { username: anna } } },
    });
    const first = await ask('POST', '/messages', { fromType: 'system', to, message: text('down at noon') });
    expect(first.status).toBe(201);
    expect(await until(() => heard(client.pushes, 'down at noon'))).toMatchObject({
      entry: { seq: 1, body: { fromType: 'system', from: { username: 'system', appKey: 'shop' } } },
    });
    const group = await ask('POST', '/groups', { owner: bert, name: 'Tea' });
    const toGroup = { group: group.body['id'] };
    expect((await ask('POST', '/messages', { from: anna, to: toGroup, message: text('x') })).body).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(
      (await ask('POST', '/messages', { fromType: 'system', to: toGroup, message: text('hello, group') })).body,
    ).toMatchObject({ seq: 2 });
    expect(await until(() => heard(client.pushes, 'hello, group'))).toMatchObject({
      entry: { body: { fromType: 'system' } },
    });
    const states = (await client.ask('sync'))['conversations'] as { target: object; unread: number }[];
    expect(states.find(({ target }) => 'group' in target)).toMatchObject({ unread: 1 });
    for (const bad of [{ fromType: 'system', from: anna }, { fromType: 'admin' }, {}])
      expect((await ask('POST', '/messages', { ...bad, to, message: text('x') })).body).toMatchObject({
        code: 'INVALID',
      });
  });

  it('the account of the system cannot log in, nor be taken, shut out or deleted', async () => {
    const { anna } = await cast('anna');
    await ask('POST', '/messages', { fromType: 'system', to: { user: anna }, message: text('x') });
    const { token } = (await ask('POST', '/users/system/tokens', {})).body;
    const client = await rawClient(server.url);
    const login = { version: 1, appKey: 'shop', platform: 'web' };
    expect(await client.ask('login', { ...login, credentials: { kind: 'token', token } })).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(
      await client.ask('register', {
        appKey: 'shop',
        username: 'Systém'.normalize('NFC').replace('é', 'e'),
        password: 'secret',
      }),
    ).toMatchObject({ code: 'USER_EXISTS' });
    for (const [method, path, body] of [
      ['DELETE', '', undefined],
      ['PUT', '/password', { password: 'secret' }],
      ['PUT', '/disabled', { isDisabled: true }],
    ] as const)
      expect((await ask(method, `/users/system${path}`, body)).body).toMatchObject({ code: 'FORBIDDEN' });
    expect((await ask('PATCH', '/users/system', { nickname: 'The shop' })).body).toMatchObject({
      user: { nickname: 'The shop' },
    });
  });

  it('[S38] are taken back at any time, whoever said them', async () => {
    await ask('PATCH', '/application', { limits: { retractMs: 1 } });
    const { anna, bert } = await cast('anna', 'bert');
    const to = { user: bert };
    const { body } = await ask('POST', '/messages', { from: anna, to, message: text('too much said') });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const retract = { from: anna, to, id: body['id'] };
    expect((await ask('POST', '/messages/retract', { ...retract, from: bert })).body).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await ask('POST', '/messages/retract', retract)).toMatchObject({ status: 200, body: { seq: 2 } });
    expect((await ask('POST', '/messages/retract', retract)).body).toMatchObject({ code: 'ALREADY_RETRACTED' });
    const history = await ask('GET', `/messages?user=${anna}&with=${bert}`);
    expect(history.body).toMatchObject({
      entries: [
        { seq: 1, body: { kind: 'retracted' } },
        { seq: 2, body: { kind: 'retraction' } },
      ],
    });
    expect(JSON.stringify(history.body)).not.toContain('too much');
    const system = await ask('POST', '/messages', { fromType: 'system', to, message: text('oops') });
    expect((await ask('POST', '/messages/retract', { fromType: 'system', to, id: system.body['id'] })).status).toBe(
      200,
    );
    await ask('PATCH', '/application', { limits: { retractMs: null } });
  });

  it('[O4] what was said is read in pages, newest first', async () => {
    const { anna, bert } = await cast('anna', 'bert');
    const to = { user: bert };
    for (let at = 1; at <= 5; at++) await ask('POST', '/messages', { from: anna, to, message: text(`number ${at}`) });
    const seqs = ({ body }: Answer) => (body['entries'] as { seq: number }[]).map(({ seq }) => seq);
    const first = await ask('GET', `/messages?user=${bert}&with=${anna}&limit=2`);
    expect(seqs(first)).toEqual([4, 5]);
    const second = await ask('GET', `/messages?user=${bert}&with=${anna}&limit=2&before=${first.body['next']}`);
    expect(seqs(second)).toEqual([2, 3]);
    const third = await ask('GET', `/messages?user=${bert}&with=${anna}&limit=2&before=${second.body['next']}`);
    expect(seqs(third)).toEqual([1]);
    expect(third.body).not.toHaveProperty('next');
    for (const query of ['', `user=${anna}`, `group=1&user=${anna}`, `user=${anna}&with=${bert}&before=0`])
      expect((await ask('GET', `/messages?${query}`)).body).toMatchObject({ code: 'INVALID' });
    expect((await ask('GET', `/messages?user=${anna}&with=nobody`)).body).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('bad ones are refused, and nothing is kept of them', async () => {
    const { anna, bert } = await cast('anna', 'bert');
    let deep: unknown = 1;
    for (let level = 0; level < 40; level++) deep = { deep };
    const send = (message: unknown, more: object = {}) =>
      ask('POST', '/messages', { from: anna, to: { user: bert }, message, ...more });
    const bad: [Promise<Answer>, string][] = [
      [send(text('')), 'INVALID'],
      [send({}), 'INVALID'],
      [send({ content: { type: 'event' } }), 'INVALID'],
      [send({ ...text('x'), id: 'message-number-01' }), 'INVALID'],
      [send({ ...text('x'), deep }), 'INVALID'],
      [send(text('x'.repeat(4001))), 'TOO_LARGE'],
      [send({ ...text('x'), more: 'x'.repeat(70_000) }), 'TOO_LARGE'],
      [send(text('x'), { id: 'short' }), 'INVALID'],
      [send(text('x'), { to: {} }), 'INVALID'],
      [send(text('x'), { to: { user: anna } }), 'INVALID'],
      [send(text('x'), { to: { user: 'nobody' } }), 'NOT_FOUND'],
      [send(text('x'), { to: { group: '4711' } }), 'NOT_FOUND'],
      [send(text('x'), { to: { chatroom: '4711' } }), 'NOT_FOUND'],
      [send(text('x'), { from: 'nobody' }), 'NOT_FOUND'],
      [ask('POST', '/messages', undefined), 'INVALID'],
    ];
    for (const [answer, code] of bad) expect((await answer).body).toMatchObject({ code });
    expect((await ask('GET', `/messages?user=${anna}&with=${bert}`)).status).toBe(404);
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
