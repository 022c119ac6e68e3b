import { play, type Theme } from '../case.js';
import { equal, holds } from '../check.js';
import { loginFrame, messageId, type RawDevice, textMessage } from '../world/raw-device.js';
import { until } from '../world/until.js';

/** The server still serves: somebody else's request is answered. */
async function stillServes(device: RawDevice) {
  await device.ok('ping');
}
const hostile: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  2 ** 53,
  '',
  'x',
  '__proto__',
  '\u0000',
  '\u202e',
  'x'.repeat(5_000),
  [],
  [[]],
  {},
  { a: 1 },
];

export const frames: Theme = {
  name: 'bad input on raw frames',
  cases: [
    play(
      'P3 O1',
      'what is no JSON object, or has no number, is answered without one and closes with 4003',
      async (world) => {
        for (const text of [
          '',
          'hello',
          '5',
          'null',
          '[]',
          '"x"',
          '{',
          '{"t":"ping"}',
          '{"t":"ping","r":"1"}',
          '{"t":"ping","r":-1}',
          '{"t":"ping","r":1.5}',
          '{"t":"ping","r":1e400}',
          '{"t":"ping","r":null}',
        ]) {
          const raw = await world.raw();
          raw.write(text);
          equal(await raw.closed(), 4003, `the close code after ${text}`);
          equal(
            raw.frames.map(({ t, r, code }) => [t, r, code]),
            [['error', undefined, 'INVALID']],
            `the answer to ${text}`,
          );
        }
      },
    ),
    play('P3', 'any other fault of a frame is INVALID with its number and harms nothing else', async (world) => {
      const { anna } = await world.cast('anna');
      const raw = await world.rawOf(anna);
      for (const t of ['', 'nonsense', '__proto__', 'constructor', 'toString', 'Ping', 5, null, {}, []])
        equal(await raw.refusal(t as string), 'INVALID', `the operation ${JSON.stringify(t)}`);
      await stillServes(raw);
    }),
    play('P1', 'a binary message ends the connection, and only that', async (world) => {
      const { anna } = await world.cast('anna');
      const [raw, other] = [await world.rawOf(anna), await world.rawOf(anna, { platform: 'ios' })];
      raw.write(new TextEncoder().encode('{"t":"ping","r":1}').buffer as ArrayBuffer);
      holds((await raw.closed()) >= 4000, 'closed without a code of ours');
      await stillServes(other);
    }),
    play('P1', 'a frame of more than 64 KiB ends the connection with 4004, and only that', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const [raw, other] = [await world.rawOf(anna), await world.rawOf(anna, { platform: 'ios' })];
      raw.write(JSON.stringify({ t: 'send', r: 1, to: bert.target, message: textMessage('x'.repeat(70_000)) }));
      equal(await raw.closed(), 4004, 'the close code');
      await stillServes(other);
      equal(bert.client.conversations.get().length, 0, 'conversations of Bert');
    }),
    play('P1 P7', 'another version of the protocol is closed with 4007', async (world) => {
      const raw = await world.rawWith(['palaver.v99.json']);
      equal(await raw.closed(), 4007, 'the close code');
    }),
    play('P4', 'before login only register, login and ping are answered', async (world) => {
      const raw = await world.raw();
      await stillServes(raw);
      for (const [t, request] of [
        ['sync', {}],
        ['send', { to: { user: 'somebody' }, message: textMessage('x') }],
        ['entries', { c: 1, from: 1, to: 1 }],
        ['read', { marks: [] }],
        ['users.get', { users: [{ username: 'somebody' }] }],
        ['groups.mine', {}],
        ['logout', {}],
      ] as const)
        equal(await raw.refusal(t, request), 'NOT_LOGGED_IN', t);
    }),
    play('P4', 'a connection that says nothing is closed with 4008', async (world) => {
      equal(await (await world.raw()).closed(), 4008, 'the close code');
    }),
    play(
      'P1 O1',
      'a page of a foreign origin gets no connection',
      async (world) => {
        const raw = await world.foreign();
        equal([raw.isOpen, raw.closeCode], [false, 1006], 'the connection');
      },
      'foreignSocket',
    ),
    play('P4', 'a second login on a connection is INVALID', async (world) => {
      const person = await world.person('anna');
      const raw = await world.raw();
      await raw.login(person);
      equal(await raw.refusal('login', loginFrame(person)), 'INVALID', 'the refusal');
      await stillServes(raw);
    }),
    play('P7', 'a login of another version is refused with VERSION', async (world) => {
      const person = await world.person('anna');
      const raw = await world.raw();
      equal(await raw.refusal('login', loginFrame(person, { version: 2 })), 'VERSION', 'the refusal');
    }),
    play('D22 P33', 'an application that does not exist is NOT_FOUND', async (world) => {
      const person = await world.person('anna');
      const raw = await world.raw();
      equal(await raw.refusal('login', loginFrame({ ...person, appKey: 'no-such-application' })), 'NOT_FOUND', 'login');
      const register = { appKey: 'no-such-application', username: 'somebody', password: 'long enough' };
      holds(['NOT_FOUND', 'FORBIDDEN'].includes(await raw.refusal('register', register)), 'register was not refused');
    }),
    play('P2', 'each request is answered once; one whose number is in use is passed over whole', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      for (let at = 0; at < 10; at++)
        raw.write(JSON.stringify({ t: 'send', r: 500, to: bert.target, message: textMessage(`m${at}`) }));
      await raw.answer(500);
      await stillServes(raw);
      const fence = await anna.send(bert, 'fence');
      await bert.reads('fence');
      await raw.pushed('entry', ({ entry }) => entry?.seq === fence.seq);
      const answers = raw.frames.filter(({ r }) => r === 500);
      equal(answers.length, bert.news().length - 1, 'answers, and messages taken');
      holds(
        answers.every(({ t }) => t === 'ok'),
        'a request was refused',
      );
    }),
    play('P6', 'more than 256 open requests are BUSY, and the server goes on', async (world) => {
      const { anna } = await world.cast('anna');
      const other = await world.rawOf(anna, { platform: 'ios' });
      const raw = await world.rawOf(anna);
      for (let at = 0; at < 2_000; at++) raw.write(JSON.stringify({ t: 'sync', r: 10_000 + at }));
      await until(
        'answered, or closed',
        () => raw.closeCode !== undefined || raw.frames.filter(({ r }) => (r ?? 0) >= 10_000).length === 2_000,
      );
      if (raw.closeCode !== undefined) equal(raw.closeCode, 4009, 'the close code');
      await stillServes(other);
    }),
    play('P8', 'unknown fields are passed over', async (world) => {
      const { anna } = await world.cast('anna');
      const raw = await world.rawOf(anna);
      await raw.ok('ping', { later: { field: [1, 2, 3] } });
      await raw.ok('sync', { later: 'field' });
    }),
    play('P3 D2', 'every field of a send with every strange value: refused or taken, never a fault', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      const good = { to: bert.target, message: textMessage('x') };
      for (const value of hostile) {
        for (const request of [
          { ...good, to: value },
          { ...good, to: { user: value } },
          { ...good, to: { group: value } },
          { ...good, message: value },
          { ...good, message: { ...good.message, id: value } },
          { ...good, message: { ...good.message, id: messageId(), content: value } },
          { ...good, message: { ...good.message, id: messageId(), content: { type: value, text: 'x' } } },
        ]) {
          const answer = await raw.request('send', request);
          holds(
            answer.t === 'ok' ||
              ['INVALID', 'NOT_FOUND', 'TOO_LARGE', 'RATE_LIMITED', 'ID_REUSED', 'FORBIDDEN'].includes(
                answer.code ?? '',
              ),
            `${JSON.stringify(request).slice(0, 100)} was answered ${answer.code}`,
          );
        }
      }
      await stillServes(raw);
    }),
    play('P3', 'every field of the other operations with every strange value: a typed refusal', async (world) => {
      const { anna } = await world.cast('anna');
      const raw = await world.rawOf(anna);
      const asked: [string, (value: unknown) => object][] = [
        ['entries', (value) => ({ c: value, from: 1, to: 2 })],
        ['entries', (value) => ({ c: 1, from: value, to: value })],
        ['read', (value) => ({ marks: value })],
        ['read', (value) => ({ marks: [value] })],
        ['read', (value) => ({ marks: [[value, value]] })],
        ['delivered', (value) => ({ marks: [[value, value]] })],
        ['settings', (value) => ({ target: value, muted: true })],
        ['settings', (value) => ({ target: { user: 'somebody' }, muted: value })],
        ['withdraw', (value) => ({ id: value })],
        ['groups.get', (value) => ({ id: value })],
        ['groups.members', (value) => ({ id: '1', limit: value })],
        ['groups.create', (value) => ({ name: value })],
        ['groups.create', (value) => ({ name: 'x', members: value })],
        ['groups.create', (value) => ({ name: 'x', members: [value] })],
        ['groups.add_members', (value) => ({ id: '1', members: [{ username: value }] })],
        ['users.get', (value) => ({ users: [value] })],
        ['sync', (value) => ({ cursor: value })],
        ['sync', (value) => ({ next: value })],
      ];
      for (const [t, request] of asked)
        for (const value of hostile) {
          const answer = await raw.request(t, request(value));
          holds(
            answer.t === 'ok' || (answer.code !== 'INTERNAL' && answer.code !== undefined),
            `${t} ${JSON.stringify(request(value)).slice(0, 80)} was answered ${answer.code}`,
          );
        }
      await stillServes(raw);
    }),
    play('P3', 'a deeply nested frame is INVALID', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
      raw.write(
        `{"t":"send","r":900,"to":{"user":"${bert.username}"},"message":{"id":"${messageId()}","content":{"type":"custom","kind":"deep","data":${deep}}}}`,
      );
      equal((await raw.answer(900)).code, 'INVALID', 'the refusal');
      await stillServes(raw);
    }),
    play('P3 O1', 'a thousand random frames harm nobody', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const other = await world.rawOf(anna, { platform: 'ios' });
      let raw = await world.rawOf(anna);
      for (let at = 0; at < 1_000; at++) {
        if (raw.closeCode !== undefined) raw = await world.raw();
        const noise = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(40)));
        raw.write(
          at % 3 === 0
            ? noise
            : JSON.stringify({
                t: ['send', 'sync', 'login', noise][at % 4],
                r: at,
                message: noise,
                to: noise,
                cursor: noise,
              }),
        );
        if (at % 50 === 0) await stillServes(other);
      }
      await stillServes(other);
      await anna.send(bert, 'still here');
      await bert.reads('still here');
    }),
    play('P3 O1', 'refusals tell no more than a sentence: no stack, no path, no secret', async (world) => {
      const { anna } = await world.cast('anna');
      const raw = await world.rawOf(anna);
      await raw.request('send', { to: null, message: null });
      await raw.request('groups.get', { id: 'canary-4711' });
      for (const { message } of raw.frames.filter(({ t }) => t === 'error'))
        holds(message && !/ at |node_modules|\/src\/|canary-4711/.test(message), `a refusal says: ${message}`);
    }),
  ],
};
