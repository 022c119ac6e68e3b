import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawClient } from '../../testing/raw-client.js';
import { type Answer, heard, Shop, text, until } from '../../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());
const ask: Shop['ask'] = (...asked) => shop.ask(...asked);
const cast = <Name extends string>(...names: Name[]) => shop.cast(...names);
const online = (username: string) => shop.online(username);

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
    const client = await rawClient(shop.url);
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
