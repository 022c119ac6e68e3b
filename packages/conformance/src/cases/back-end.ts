import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { textsOf } from '../world/device.js';
import { messageId } from '../world/raw-device.js';
import { until } from '../world/until.js';

const text = (words: string) => ({ content: { type: 'text', text: words } });
type Body = Record<string, unknown>;

export const backEnd: Theme = {
  name: 'the HTTP API of an application’s back end',
  cases: [
    play(
      'O7 D22',
      'only with the application’s own secret: 401 to everybody else, on every route',
      async (world) => {
        const { anna } = await world.cast('anna');
        const right = world.backEnd();
        // Each wrong one under a key of its own: who guesses is slowed, and others are not to suffer for it.
        for (const [at, [method, path, body]] of (
          [
            ['GET', '/application'],
            ['PATCH', '/application', {}],
            ['POST', '/secrets', {}],
            ['DELETE', '/secrets'],
            ['GET', '/users'],
            ['GET', `/users/${anna.username}`],
            ['PATCH', `/users/${anna.username}`, {}],
            ['POST', '/users', { users: [{ username: 'somebody' }] }],
            ['DELETE', `/users/${anna.username}`],
            ['POST', '/groups', { owner: anna.username, name: 'x' }],
            ['GET', '/groups/1'],
            ['DELETE', '/groups/1'],
            ['POST', '/chatrooms', { name: 'x' }],
            ['DELETE', '/chatrooms/1'],
            ['POST', '/messages', { from: anna.username, to: { user: 'x' }, message: text('x') }],
            ['POST', '/messages/retract', { from: anna.username, to: { user: 'x' }, id: messageId() }],
            ['GET', `/messages?user=${anna.username}&with=x`],
          ] as [string, string, unknown?][]
        ).entries())
          equal(
            (await world.backEnd({ appKey: `none-${at}`, secret: 'x' }).call(method, path, body)).status,
            401,
            `${method} ${path}`,
          );
        for (const secret of ['not the secret', world.application(0).secret])
          equal(
            (await world.backEnd({ secret }).call('GET', '/application')).status,
            401,
            'with the secret of another',
          );
        equal((await right.call('GET', `/users/${anna.username}`)).status, 200, 'with the right one');
      },
      'secret',
      'applications',
    ),
    play(
      'O7',
      'refusals are problem+json with a code',
      async (world) => {
        const backEnd = world.backEnd();
        for (const [status, code, method, path, body] of [
          [404, 'NOT_FOUND', 'GET', `/users/${world.name('nobody')}`],
          [404, 'NOT_FOUND', 'GET', '/groups/9007199254740991'],
          [400, 'INVALID', 'POST', '/users', { users: [] }],
          [400, 'INVALID', 'POST', '/groups', { name: 5 }],
          [404, 'NOT_FOUND', 'GET', '/no/such/address'],
        ] as const) {
          const answer = await backEnd.call(method, path, body);
          equal([answer.status, (answer.body as Body)['code']], [status, code], `${method} ${path}`);
          holds(answer.type.startsWith('application/problem+json'), `its type is ${answer.type}`);
        }
      },
      'secret',
    ),
    play(
      'O7',
      'users are made, many at once, each for itself, and log in',
      async (world) => {
        const backEnd = world.backEnd();
        const [one, two] = [world.name('one'), world.name('two')];
        const { status, body } = await backEnd.call('POST', '/users', {
          users: [
            { username: one, password: 'long enough', profile: { nickname: 'One' } },
            { username: two },
            { username: one, password: 'long enough', profile: { nickname: 'One' } },
            { username: 'x' },
          ],
        });
        const results = (body as { results: { isCreated: boolean; code?: string }[] }).results;
        equal([status, results.length], [200, 4], 'the answer');
        const [first, second, third, fourth] = results.map(({ isCreated, code }) => code ?? isCreated);
        equal([second, fourth], [true, 'INVALID'], 'a good and a bad one');
        equal([first, third].map(String).sort(), ['USER_EXISTS', 'true'], 'the same name twice');
        const device = await world.device({ username: one, password: 'long enough', appKey: world.appKey });
        equal(device.client.me.get()?.displayName, 'One', 'the name');
        const byToken = await world.idle({ username: two, password: '', appKey: world.appKey });
        equal((await byToken.client.login({ token: await backEnd.token(two) })).username, two, 'by token');
      },
      'secret',
    ),
    play(
      'O7',
      'a profile is changed from outside, and a deleted user is gone for good',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const backEnd = world.backEnd();
        equal(
          (await backEnd.call('PATCH', `/users/${anna.username}`, { nickname: 'Renamed' })).status,
          200,
          'the change',
        );
        await until('the device knows', () => anna.client.me.get()?.nickname === 'Renamed');
        await bert.send(anna, 'hello');
        equal((await backEnd.call('DELETE', `/users/${anna.username}`)).status, 204, 'the deletion');
        equal((await anna.hears('session.ended')).reason, 'user_deleted', 'the reason');
        await refused(() => bert.client.users.get(anna.username), 'NOT_FOUND');
        await refused(() => bert.send(anna, 'are you there?'), 'NOT_FOUND');
        const again = await world.idle(anna.person);
        await refused(() => again.client.register(anna.person), 'USER_EXISTS', 'INVALID');
        await refused(() => again.client.login(anna.person), 'UNAUTHENTICATED');
      },
      'secret',
    ),
    play(
      'O5 O7',
      'disabling and a new password end sessions with their reasons',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const backEnd = world.backEnd();
        await backEnd.call('PUT', `/users/${anna.username}/disabled`, { isDisabled: true });
        equal((await anna.hears('session.ended')).reason, 'user_disabled', 'the reason');
        await refused(() => anna.client.login(anna.person), 'FORBIDDEN', 'UNAUTHENTICATED');
        await backEnd.call('PUT', `/users/${anna.username}/disabled`, { isDisabled: false });
        await anna.login();
        equal(
          (await backEnd.call('PUT', `/users/${bert.username}/password`, { password: 'another secret' })).status,
          204,
          'a new password',
        );
        equal((await bert.hears('session.ended')).reason, 'password_changed', 'the reason');
        await refused(() => bert.client.login(bert.person), 'UNAUTHENTICATED');
        await bert.client.login({ username: bert.username, password: 'another secret' });
      },
      'secret',
    ),
    play(
      'O6',
      'groups are made and changed from outside, as events for their members',
      async (world) => {
        const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
        const backEnd = world.backEnd();
        const made = await backEnd.call('POST', '/groups', {
          owner: anna.username,
          name: 'made outside',
          members: [{ username: bert.username }],
        });
        equal(made.status, 201, 'making one');
        const { id } = made.body as { id: string };
        await until('Bert sees it', () => bert.peek({ group: id })?.title === 'made outside');
        equal(
          (await backEnd.call('POST', `/groups/${id}/members`, { members: [{ username: clara.username }] })).status,
          204,
          'adding',
        );
        await until('Clara sees it', () => clara.peek({ group: id }));
        equal((await backEnd.call('DELETE', `/groups/${id}/members/${bert.username}`)).status, 204, 'removing');
        await until('Bert may not write', () =>
          bert.send({ group: id }, 'x').then(
            () => false,
            (error: { code: string }) => error.code === 'NOT_MEMBER',
          ),
        );
        equal(
          (await backEnd.call('PUT', `/groups/${id}/owner`, { username: clara.username })).status,
          204,
          'handing on',
        );
        equal((await clara.client.groups.get(id)).owner, clara.username, 'the owner');
        equal((await backEnd.call('PATCH', `/groups/${id}`, { name: 'renamed' })).status, 200, 'renaming');
        await until('Clara sees it', () => clara.with({ group: id }).title === 'renamed');
        equal((await backEnd.call('DELETE', `/groups/${id}`)).status, 204, 'dissolving');
        equal((await backEnd.call('GET', `/groups/${id}/members`)).status < 500, true, 'after it');
        await refused(() => anna.send({ group: id }, 'x'), 'NOT_MEMBER', 'NOT_FOUND');
      },
      'secret',
    ),
    play(
      'D5 D6',
      'a message as a user, as an admin and as the system',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const backEnd = world.backEnd();
        const send = (more: Body, words: string) =>
          backEnd.call('POST', '/messages', { to: bert.target, message: text(words), ...more });
        const asUser = await send({ from: anna.username }, 'as a user');
        const asAdmin = await send({ from: anna.username, fromType: 'admin' }, 'as an admin');
        const asSystem = await send({ fromType: 'system' }, 'as the system');
        equal([asUser.status, asAdmin.status, asSystem.status], [201, 201, 201], 'the answers');
        equal([(asUser.body as Body)['seq'], (asAdmin.body as Body)['seq']], [1, 2], 'the places');
        const seen = [
          await bert.reads('as a user'),
          await bert.reads('as an admin'),
          await bert.reads('as the system'),
        ];
        equal(
          seen.map(({ fromType }) => fromType),
          ['user', 'admin', 'system'],
          'who speaks',
        );
        equal(
          [seen[0]?.from.username, seen[0]?.serverId],
          [anna.username, (asUser.body as Body)['sid']],
          'sender and id',
        );
        equal((await anna.reads('as a user')).isOwn, true, 'on Anna’s own device');
        for (const bad of [
          {},
          { from: anna.username, fromType: 'system' },
          { from: world.name('nobody') },
          { from: anna.username, fromType: 'god' },
        ])
          holds([400, 404].includes((await send(bad, 'no')).status), `${JSON.stringify(bad)} was taken`);
      },
      'secret',
    ),
    play(
      'O7',
      'blocks hold for what is said as a user, and not for admin and system',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const backEnd = world.backEnd();
        await bert.client.users.block(anna.username);
        const send = (more: Body) =>
          backEnd.call('POST', '/messages', { from: anna.username, to: bert.target, message: text('hello'), ...more });
        const refusedOne = await send({});
        equal([refusedOne.status, (refusedOne.body as Body)['code']], [403, 'BLOCKED'], 'as a user');
        equal((await send({ fromType: 'admin' })).status, 201, 'as an admin');
      },
      'secret',
    ),
    play(
      'D4',
      'an Idempotency-Key, or an id, is one message however often it is sent',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const backEnd = world.backEnd();
        const body = { from: anna.username, to: bert.target, message: text('once') };
        const key = { 'idempotency-key': `order ${world.name('key')}` };
        const answers = [
          await backEnd.call('POST', '/messages', body, key),
          await backEnd.call('POST', '/messages', body, key),
        ];
        equal(
          answers.map((answer) => [answer.status, (answer.body as Body)['seq']]),
          [
            [201, 1],
            [201, 1],
          ],
          'under one key',
        );
        const id = messageId();
        await Promise.all(
          [1, 2, 3].map(() => backEnd.call('POST', '/messages', { ...body, id, message: text('under an id') })),
        );
        equal(
          (await backEnd.call('POST', '/messages', { ...body, id, message: text('other') })).status,
          409,
          'another body under the id',
        );
        await anna.send(bert, 'fence');
        await bert.reads('fence');
        equal(bert.news(), ['once', 'under an id', 'fence'], 'what came');
        const make = () =>
          backEnd.call(
            'POST',
            '/groups',
            { owner: anna.username, name: 'once' },
            { 'idempotency-key': `group ${key['idempotency-key']}` },
          );
        const groups = [await make(), await make()];
        equal(
          groups.map(({ status }) => status),
          [201, 201],
          'a group under a key',
        );
        equal(new Set(groups.map(({ body }) => (body as Body)['id'])).size, 1, 'groups that were made');
      },
      'secret',
    ),
    play(
      'S37 S39',
      'retracting from outside',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const backEnd = world.backEnd();
        const sent = await anna.send(bert, 'I regret this');
        await bert.reads('I regret this');
        equal(
          (await backEnd.call('POST', '/messages/retract', { from: bert.username, to: anna.target, id: sent.id }))
            .status,
          403,
          'by the other one',
        );
        equal(
          (await backEnd.call('POST', '/messages/retract', { from: anna.username, to: bert.target, id: sent.id }))
            .status,
          200,
          'by the sender',
        );
        await bert.hears('message.retracted');
        equal(await bert.texts(anna), ['(prompt)'], 'the record');
        equal(
          (await backEnd.call('POST', '/messages/retract', { from: anna.username, to: bert.target, id: sent.id }))
            .status,
          409,
          'twice',
        );
        holds(
          !JSON.stringify(
            (await backEnd.call('GET', `/messages?user=${anna.username}&with=${bert.username}`)).body,
          ).includes('regret'),
          'history gives it back',
        );
      },
      'secret',
    ),
    play(
      'O4',
      'history between two people and in a group, page by page',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const backEnd = world.backEnd();
        for (let at = 1; at <= 7; at++) await anna.send(bert, `m${at}`);
        const seen: number[] = [];
        let path = `/messages?user=${bert.username}&with=${anna.username}&limit=3`;
        for (let page = 0; page < 5; page++) {
          const { body } = await backEnd.call('GET', path);
          const { entries, next } = body as { entries: { seq: number }[]; next?: number };
          seen.unshift(...entries.map(({ seq }) => seq));
          if (next === undefined) break;
          path = `/messages?user=${bert.username}&with=${anna.username}&limit=3&before=${next}`;
        }
        equal(seen, [1, 2, 3, 4, 5, 6, 7], 'the places');
        const { id } = await world.group(anna, bert);
        await anna.send({ group: id }, 'in the group');
        holds(
          JSON.stringify((await backEnd.call('GET', `/messages?group=${id}`)).body).includes('in the group'),
          'the group’s history lacks it',
        );
        equal((await backEnd.call('GET', '/messages')).status, 400, 'of nothing');
      },
      'secret',
    ),
    play(
      'O2',
      'chatrooms are made, changed and removed from outside',
      async (world) => {
        const { anna } = await world.cast('anna');
        const backEnd = world.backEnd();
        const made = await backEnd.call('POST', '/chatrooms', { name: 'lobby', description: 'come in' });
        equal(made.status, 201, 'making one');
        const { id } = made.body as { id: string };
        await anna.client.chatrooms.enter(id);
        equal((await backEnd.call('PATCH', `/chatrooms/${id}`, { name: 'hall' })).status, 204, 'renaming');
        equal((await anna.client.chatrooms.get(id)).name, 'hall', 'the name');
        equal((await backEnd.call('DELETE', `/chatrooms/${id}`)).status, 204, 'removing');
        await refused(() => anna.client.chatrooms.get(id), 'NOT_FOUND');
        await refused(() => anna.send({ chatroom: id }, 'anybody?'), 'NOT_FOUND', 'NOT_MEMBER');
        equal((await backEnd.call('POST', '/chatrooms', { name: 'two\nlines' })).status, 400, 'a name that cannot be');
      },
      'secret',
    ),
    play(
      'S38 S15 O7 O5',
      'an application’s own bounds and rules hold',
      async (world) => {
        const strict = world.application(2);
        const backEnd = world.backEnd(strict);
        const [anna, bert] = [
          await world.person('anna', {}, strict.appKey),
          await world.person('bert', {}, strict.appKey),
        ];
        const change = (body: Body) => backEnd.call('PATCH', '/application', body);
        equal(
          (await change({ limits: { retractMs: 1, textCharacters: 10 }, registration: 'closed', devices: 'unlimited' }))
            .status,
          200,
          'the change',
        );
        const [annas, berts, again] = [await world.device(anna), await world.device(bert), await world.device(bert)];
        await refused(() => annas.send(berts, '12345678901'), 'TOO_LARGE');
        const sent = await annas.send(berts, '1234567890');
        await Promise.all([berts, again].map((device) => device.reads('1234567890')));
        const begun = Date.now();
        await until('the time is over', () => Date.now() > begun + 5);
        await refused(() => sent.retract(), 'RETRACT_TIMEOUT');
        equal(await berts.texts(annas), ['1234567890'], 'the record');
        const late = await world.idle({ username: world.name('late'), password: 'long enough', appKey: strict.appKey });
        await refused(() => late.client.register(late.person), 'FORBIDDEN');
        for (const bad of [
          { limits: { retractMs: -1 } },
          { limits: { nonsense: 5 } },
          { registration: 'maybe' },
          { unknown: 1 },
        ])
          equal((await change(bad)).status, 400, JSON.stringify(bad));
        equal(
          (
            await change({
              limits: { retractMs: null, textCharacters: null },
              registration: 'open',
              devices: 'one_per_class',
            })
          ).status,
          200,
          'taken back',
        );
        await sent.retract();
      },
      'secret',
      'applications',
    ),
    play(
      'O7',
      'two secrets are valid at a time, so that they can be changed without a pause',
      async (world) => {
        const other = world.application(0);
        const old = world.backEnd(other);
        const { status, body } = await old.call('POST', '/secrets', {});
        equal(status, 201, 'a new one');
        const fresh = world.backEnd({ appKey: other.appKey, secret: (body as { masterSecret: string }).masterSecret });
        equal(
          [(await old.call('GET', '/application')).status, (await fresh.call('GET', '/application')).status],
          [200, 200],
          'both',
        );
      },
      'secret',
      'applications',
    ),
    play(
      'O7',
      'the document describes every route, and the limits are told to everybody',
      async (world) => {
        const backEnd = world.backEnd();
        const { status, body } = await backEnd.call('GET', '/openapi.json');
        const { openapi, paths } = body as { openapi: string; paths: Record<string, unknown> };
        equal([status, openapi.startsWith('3.1')], [200, true], 'the document');
        const named = Object.keys(paths).join(' ');
        for (const path of ['/users', '/groups', '/chatrooms', '/messages', '/application', '/limits'])
          holds(named.includes(path), `${path} is not in it`);
        const limits = (await world.backEnd({ secret: 'none' }).call('GET', '/limits')).body as Record<string, number>;
        equal(
          [limits['textCharacters'], limits['retractMs'], limits['frameBytes']],
          [4_000, 180_000, 65_536],
          'the limits',
        );
      },
      'secret',
    ),
    play(
      'O7 D22',
      'what another application has is NOT_FOUND',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const { id } = await world.group(anna, bert);
        const foreign = world.backEnd(world.application(1));
        for (const path of [
          `/users/${anna.username}`,
          `/groups/${id}`,
          `/groups/${id}/members`,
          `/messages?group=${id}`,
          `/messages?user=${anna.username}&with=${bert.username}`,
        ])
          equal((await foreign.call('GET', path)).status, 404, path);
        equal((await foreign.call('DELETE', `/groups/${id}`)).status, 404, 'dissolving');
        equal(
          (await foreign.call('POST', '/messages', { from: anna.username, to: bert.target, message: text('x') }))
            .status,
          404,
          'sending',
        );
        equal(textsOf(await anna.record({ group: id })), ['(created)'], 'the record');
      },
      'secret',
      'applications',
    ),
  ],
};
