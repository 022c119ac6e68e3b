import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { patiently } from '../world/patiently.js';

export const users: Theme = {
  name: 'users',
  cases: [
    play('O7', 'registering makes an account that can log in', async (world) => {
      const person = await world.person('anna', {
        nickname: 'Anna A.',
        gender: 'female',
        signature: 'hello there',
        extras: { size: 5 },
      });
      const anna = await world.device(person);
      const me = anna.client.me.get();
      equal(
        [me?.username, me?.appKey, me?.displayName, me?.nickname, me?.gender, me?.signature, me?.extras],
        [person.username, world.appKey, 'Anna A.', 'Anna A.', 'female', 'hello there', { size: 5 }],
        'me',
      );
    }),
    play('O7', 'a name that is taken is USER_EXISTS, also in another spelling of the same letters', async (world) => {
      const name = world.name('josé');
      const anna = await world.idle({ username: name, password: 'long enough', appKey: world.appKey });
      await patiently(() => anna.client.register({ username: name, password: 'long enough' }));
      await refused(() => anna.client.register({ username: name, password: 'another one' }), 'USER_EXISTS');
      await refused(
        () => anna.client.register({ username: name.normalize('NFD'), password: 'another one' }),
        'USER_EXISTS',
        'INVALID',
      );
      await anna.login();
    }),
    play('O7', 'two who register the same name at once: one gets it', async (world) => {
      const person = { username: world.name('anna'), password: 'long enough', appKey: world.appKey };
      const devices = await Promise.all([world.idle(person), world.idle(person), world.idle(person)]);
      const outcomes = await Promise.all(
        devices.map((device) =>
          patiently(() => device.client.register(person)).then(
            () => 'made',
            (error: { code: string }) => error.code,
          ),
        ),
      );
      equal(outcomes.sort(), ['USER_EXISTS', 'USER_EXISTS', 'made'], 'outcomes');
    }),
    play('O7', 'names and passwords that cannot be are INVALID', async (world) => {
      const { client } = await world.idle({ username: 'x', password: 'x', appKey: world.appKey });
      const password = 'long enough';
      for (const username of [
        '',
        'abc',
        'x'.repeat(129),
        '_abc',
        '.abc',
        '-abc',
        '@abc',
        'a bcd',
        'a/bcd',
        'a\nbcd',
        'a\u0000bcd',
        'abc\u202Ed',
        '\ud800abc',
        'é'.repeat(65),
      ])
        await refused(() => client.register({ username, password }), 'INVALID');
      for (const bad of ['', 'abc', 'x'.repeat(129), '\udc00abc'])
        await refused(() => client.register({ username: world.name('anna'), password: bad }), 'INVALID');
      for (const username of [undefined, null, 5, {}, []])
        await refused(() => client.register({ username: username as unknown as string, password }), 'INVALID');
    }),
    play('O7', 'a profile that cannot be is INVALID and makes no account', async (world) => {
      const person = { username: world.name('anna'), password: 'long enough', appKey: world.appKey };
      const { client } = await world.idle(person);
      for (const bad of [
        { nickname: 'x'.repeat(65) },
        { nickname: 'two\nlines' },
        { gender: 'other' as 'male' },
        { signature: 'x'.repeat(251) },
        { extras: { big: 'x'.repeat(520) } },
        { region: '\ud800' },
      ])
        await refused(() => client.register({ ...person, ...bad }), 'INVALID', 'TOO_LARGE');
      await patiently(() => client.register(person));
    }),
    play('O7', 'the shortest and the longest name and password pass', async (world) => {
      const tail = world.name('');
      for (const [username, password] of [
        [`é${tail}`, 'abcd'],
        [`${'x'.repeat(128 - tail.length)}${tail}`, 'p'.repeat(128)],
      ] as const) {
        const device = await world.idle({ username, password, appKey: world.appKey });
        await patiently(() => device.client.register({ username, password }));
        await device.login();
      }
    }),
    play('O7 P12', 'unknown user and wrong password are refused alike', async (world) => {
      const person = await world.person('anna');
      const raw = await world.raw();
      const login = (username: string, password: string) =>
        raw.request('login', {
          version: 1,
          appKey: world.appKey,
          platform: 'linux',
          credentials: { kind: 'password', username, password },
        });
      const wrong = await login(person.username, 'not the secret');
      const unknown = await login(world.name('nobody'), 'not the secret');
      equal([wrong.code, wrong.message], ['UNAUTHENTICATED', unknown.message], 'the two refusals');
      equal(unknown.code, 'UNAUTHENTICATED', 'the second');
      await raw.login(person);
    }),
    play('O7', 'a wrong password is UNAUTHENTICATED, and the client can try again', async (world) => {
      const anna = await world.idle(await world.person('anna'));
      const error = await refused(
        () => anna.client.login({ username: anna.username, password: 'wrong one' }),
        'UNAUTHENTICATED',
      );
      equal(error.disposition, 'reauth', 'what can be done');
      equal(anna.client.me.get(), undefined, 'me');
      await anna.login();
    }),
    play('O7', 'guessing passwords is slowed down, and the owner is not locked out', async (world) => {
      const person = await world.person('anna');
      const owner = await world.device(person);
      const raw = await world.raw();
      let slowed = false;
      for (let at = 0; at < 40 && !slowed; at++) {
        const answer = await raw.request('login', {
          version: 1,
          appKey: world.appKey,
          platform: 'linux',
          credentials: { kind: 'password', username: person.username, password: `guess ${at}` },
        });
        slowed = answer.code === 'RATE_LIMITED';
      }
      holds(slowed, '40 wrong passwords in a row were all tried');
      await owner.restart();
      equal(owner.client.status.get(), 'online', 'the owner’s device');
    }),
    play('O7', 'looking users up: one, many, and those that do not exist', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const clara = await world.person('clara', { nickname: 'Clara C.' });
      const { users } = anna.client;
      equal((await users.get(clara.username)).displayName, 'Clara C.', 'one');
      await refused(() => users.get(world.name('nobody')), 'NOT_FOUND');
      const found = await users.getMany([bert.username, clara.username]);
      equal(found.map(({ username }) => username).sort(), [bert.username, clara.username].sort(), 'many');
      equal(await users.getMany([]), [], 'none');
    }),
    play('O7', 'a profile tells no password and nothing that is not of the profile', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      const answer = await raw.ok('users.get', { users: [{ username: bert.username }] });
      holds(!/password|hash|argon|session|token/i.test(JSON.stringify(answer)), 'the answer tells more');
    }),
    play('O7', 'look-ups are limited: RATE_LIMITED with a time to wait', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      const answers = await Promise.all(
        Array.from({ length: 80 }, () => raw.request('users.get', { users: [{ username: bert.username }] })),
      );
      const limited = answers.find(({ code }) => code === 'RATE_LIMITED');
      holds(limited, '80 look-ups at once were all answered');
      holds(Number(limited['retryAfterMs']) > 0, 'there is no time to wait');
    }),
    play('O7', 'more than 100 users in one call are INVALID on the wire', async (world) => {
      const { anna } = await world.cast('anna');
      const raw = await world.rawOf(anna);
      const many = Array.from({ length: 101 }, (_, at) => ({ username: `user${at}` }));
      equal(await raw.refusal('users.get', { users: many }), 'INVALID', 'the refusal');
      equal(await raw.refusal('users.get', { users: [] }), 'INVALID', 'none');
    }),
    play('O7', 'logout ends the session here and on the server; local data stays unless wiped', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      await anna.client.logout();
      equal([anna.client.me.get(), anna.client.status.get()], [undefined, 'idle'], 'after logout');
      await refused(() => anna.send(bert, 'two'), 'NOT_LOGGED_IN');
      await anna.login();
      equal(await anna.texts(bert), ['one'], 'the record');
      equal(
        [anna.told('sync.roaming').length, anna.told('sync.offline').length],
        [0, 0],
        'calls after the second login',
      );
      await anna.client.logout({ wipe: true });
      await anna.login();
      equal(anna.told('sync.roaming').length, 1, 'roaming calls after a wipe');
    }),
    play('O7', 'another user on the same store sees nothing of the first', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'for Bert');
      const clara = await world.person('clara');
      await refused(() => anna.client.login(clara), 'INVALID');
      await anna.client.logout();
      await anna.client.login(clara);
      await anna.client.synced();
      equal(anna.client.conversations.get().length, 0, 'conversations of Clara');
      equal(anna.peek(bert)?.id, undefined, 'the conversation with Bert');
    }),
    play('O7', 'nothing but login and register works before login', async (world) => {
      const { client } = await world.idle(await world.person('anna'));
      for (const work of [
        () => client.users.get('somebody'),
        () => client.groups.mine(),
        () => client.groups.create({ name: 'x' }),
        () => client.conversations.open({ user: 'somebody' }),
      ])
        await refused(work, 'NOT_LOGGED_IN');
      equal(
        [client.conversations.get(), client.unreadCount.get(), client.me.get()],
        [[], 0, undefined],
        'what is shown',
      );
      equal(await client.resume(), undefined, 'resume without a session');
    }),
    play(
      'O7',
      'a token of the back end logs in; forged, expired and foreign ones do not',
      async (world) => {
        const person = await world.person('anna');
        const backEnd = world.backEnd();
        const device = await world.idle(person);
        const other = world.application(0);
        const soon = Math.floor(Date.now() / 1000) - 3_600;
        const { sign } = await import('../world/back-end.js');
        const good = await backEnd.token(person.username);
        const claims = { sub: person.username, aud: world.appKey, iat: soon, exp: soon + 7_200 };
        for (const bad of [
          await sign('another secret', claims),
          await sign(other.secret, claims),
          await sign('', claims, 'none'),
          `${good.slice(0, -4)}AAAA`,
          'nonsense',
          '',
        ])
          await refused(() => device.client.login({ token: bad }), 'UNAUTHENTICATED', 'INVALID');
        await refused(
          async () => device.client.login({ token: await backEnd.token(person.username, { exp: soon }) }),
          'TOKEN_EXPIRED',
        );
        equal((await device.client.login({ token: async () => good })).username, person.username, 'who logged in');
      },
      'secret',
      'applications',
    ),
  ],
};
