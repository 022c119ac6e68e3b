import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeCodes, limits, seededRandom, subprotocol } from '@palaver/protocol';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { findRunningServer } from './data/data-directory.js';
import { createServer, openAdmin, type Server } from './server.js';
import { StartError } from './start-error.js';

type Frame = Record<string, unknown>;

/** Frames as they stand on the wire, with nothing between. */
async function rawClient(url: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`, subprotocol);
  const pushes: Frame[] = [];
  const waiting = new Map<unknown, (frame: Frame) => void>();
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame;
    const answered = waiting.get(frame['r']);
    if (answered) answered(frame);
    else pushes.push(frame);
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  let r = 0;
  const ask = (t: unknown, fields: object = {}): Promise<Frame> => {
    const number = ++r;
    socket.send(JSON.stringify({ t, r: number, ...fields }));
    return Promise.race([
      new Promise<Frame>((resolve) => waiting.set(number, resolve)),
      closed.then((code) => ({ t: 'closed', code })),
    ]);
  };
  const login = (credentials: object, platform = 'web') => ask('login', { version: 1, platform, credentials });
  return { socket, pushes, closed, ask, login, send: (data: string | Buffer) => socket.send(data) };
}

const account = (username: string) => ({ username, password: `${username}-secret` });
const message = (at: number, text = 'hello') => ({
  id: `0192f0c1-aaaa-7bbb-8ccc-${String(at).padStart(12, '0')}`,
  content: { type: 'text', text },
});

async function loggedIn(url: string, username: string) {
  const client = await rawClient(url);
  await client.ask('register', account(username));
  expect(await client.login({ kind: 'password', ...account(username) })).toMatchObject({ t: 'ok' });
  return client;
}

describe('createServer', () => {
  it('[B2] serves two people inside a test, keeping nothing', async () => {
    await using server = await createServer({ port: 0, data: 'memory' });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const [alice, bobby] = [await loggedIn(server.url, 'alice'), await loggedIn(server.url, 'bobby')];
    const sent = await alice.ask('send', { to: { user: 'bobby' }, message: message(1) });
    expect(sent).toMatchObject({ t: 'ok', seq: 1 });
    await expect.poll(() => bobby.pushes.map(({ t }) => t)).toEqual(['conversation', 'entry']);
    expect(bobby.pushes[1]).toMatchObject({ entry: { seq: 1, sid: sent['sid'], body: { message: message(1) } } });
    await server.close();
    expect(await alice.closed).toBe(closeCodes.drained.code);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    await server.closed;
  });

  it('closing twice is harmless, and ends connections that never logged in', async () => {
    const server = await createServer({ port: 0, data: 'memory' });
    const client = await rawClient(server.url);
    await Promise.all([server.close(), server.close()]);
    expect(await client.closed).toBe(closeCodes.drained.code);
  });

  it('lists the faults of its options', async () => {
    await expect(createServer({ port: -1, registration: 'maybe' as 'open' })).rejects.toThrow(
      /port: .*\n.*registration: /,
    );
  });

  it('lets nobody register where registration is closed', async () => {
    await using server = await createServer({ port: 0, data: 'memory', registration: 'closed' });
    const client = await rawClient(server.url);
    expect(await client.ask('register', account('alice'))).toMatchObject({ t: 'error', code: 'FORBIDDEN' });
    const made = await server.admin.createUser({ appKey: 'default', ...account('alice') });
    expect(made.ok).toBe(true);
    for (const nickname of ['x'.repeat(65), 'two\nlines'])
      expect(await server.admin.createUser({ appKey: 'default', username: 'bobby', nickname })).toMatchObject({
        ok: false,
        error: { code: 'INVALID' },
      });
    expect(await client.login({ kind: 'password', ...account('alice') })).toMatchObject({ t: 'ok' });
  });
});

describe('a server on a data directory', () => {
  let data: string;
  beforeEach(() => {
    data = join(mkdtempSync(join(tmpdir(), 'palaver-server-')), 'data');
  });
  afterEach(() => rmSync(join(data, '..'), { recursive: true, force: true }));

  it('[B1 (part)] finds everything after a restart, sessions included', async () => {
    const first = await createServer({ port: 0, data });
    const alice = await rawClient(first.url);
    await alice.ask('register', account('alice'));
    await alice.ask('register', account('bobby'));
    const { token } = await alice.login({ kind: 'password', ...account('alice') });
    const sent = [];
    for (let at = 1; at <= 5; at++) sent.push(await alice.ask('send', { to: { user: 'bobby' }, message: message(at) }));
    await first.close();

    await using second = await createServer({ port: 0, data });
    const again = await rawClient(second.url);
    expect(await again.login({ kind: 'session', token })).toMatchObject({ t: 'ok', user: { username: 'alice' } });
    const c = sent[0]?.['c'];
    const { entries } = (await again.ask('entries', { c, from: 1, to: 10 })) as { entries: Frame[] };
    expect(entries.map(({ seq, sid }) => ({ seq, sid }))).toEqual(sent.map(({ seq, sid }) => ({ seq, sid })));
    expect(await again.ask('send', { to: { user: 'bobby' }, message: message(3) })).toMatchObject({ seq: 3 });
  });

  it('[B1 (part)] has a random master secret that only its owner can read, the same after a restart', async () => {
    const secrets = new Set<string>();
    for (let start = 0; start < 2; start++) {
      await using _server = await createServer({ port: 0, data });
      const file = join(data, 'master-secret');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      secrets.add(readFileSync(file, 'utf8'));
    }
    expect(secrets.size).toBe(1);
    expect([...secrets][0]?.trim().length).toBeGreaterThanOrEqual(40);
  });

  it('tells the command line where it is, as long as it serves', async () => {
    const server = await createServer({ port: 0, data });
    const running = findRunningServer(data);
    expect(running).toMatchObject({ url: server.url, pid: process.pid });
    const status = await fetch(`${server.url}/api/admin/status`, {
      headers: { authorization: `Bearer ${running?.operatorToken}` },
    });
    expect(await status.json()).toMatchObject({ connections: 0 });
    await server.close();
    expect(findRunningServer(data)).toBeUndefined();
  });

  it('[F14] refuses a second server on the directory, and the first goes on', async () => {
    await using server = await createServer({ port: 0, data });
    const second = createServer({ port: 0, data });
    await expect(second).rejects.toThrow(StartError);
    await expect(second).rejects.toThrow(`in use by the server at ${server.url}`);
    await expect(openAdmin({ data })).rejects.toThrow(StartError);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  it('a taken port gives the directory free again', async () => {
    await using other = await createServer({ port: 0, data: 'memory' });
    const port = Number(new URL(other.url).port);
    await expect(createServer({ port, data })).rejects.toThrow('is taken');
    await (await createServer({ port: 0, data })).close();
  });

  it('refuses a database that is no database, and leaves it as it was', async () => {
    await (await createServer({ port: 0, data })).close();
    for (const name of ['palaver.db-wal', 'palaver.db-shm']) rmSync(join(data, name), { force: true });
    const nonsense = 'this was a database once '.repeat(500);
    writeFileSync(join(data, 'palaver.db'), nonsense);
    const refused = createServer({ port: 0, data });
    await expect(refused).rejects.toThrow(StartError);
    await expect(refused).rejects.toThrow(data);
    expect(readFileSync(join(data, 'palaver.db'), 'utf8')).toBe(nonsense);
  });

  it('is administered without a server, and a server finds what was done', async () => {
    const house = await openAdmin({ data });
    const made = await house.admin.createApplication({ name: 'Shop', key: 'shop' });
    expect(made.ok && made.value.secrets[0]).toBeTruthy();
    await house.close();
    await using server = await createServer({ port: 0, data });
    expect((await server.admin.applications()).map(({ key }) => key)).toEqual(['default', 'shop']);
  });

  it('keeps the choice of registration over restarts that do not name it', async () => {
    await (await createServer({ port: 0, data, registration: 'closed' })).close();
    await using server = await createServer({ port: 0, data });
    expect((await server.admin.applications())[0]?.settings.registration).toBe('closed');
  });

  it('keeps nothing where it is told to', async () => {
    await (await createServer({ port: 0, data: 'memory' })).close();
    expect(existsSync('memory')).toBe(false);
  });
});

describe('what no client should send', () => {
  let server: Server;
  let data: string;
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'palaver-bad-'));
    server = await createServer({ port: 0, data });
  });
  afterAll(async () => {
    await server.close();
    rmSync(data, { recursive: true });
  });
  /** Whoever behaves is served whatever others do. */
  const expectService = async () => {
    const client = await rawClient(server.url);
    expect(await client.ask('ping')).toMatchObject({ t: 'ok' });
    client.socket.close();
  };

  it('[P3] ends the connection that sent nonsense, and only that', async () => {
    const bystander = await rawClient(server.url);
    const nonsense = [
      '',
      '{',
      '[]',
      'null',
      '0',
      '"x"',
      '{"t":"ping"}',
      '{"t":"ping","r":-1}',
      '\u0000',
      '{"r":1e999,"t":"ping"}',
    ];
    for (const frame of nonsense) {
      const client = await rawClient(server.url);
      client.send(frame);
      expect(await client.closed, JSON.stringify(frame)).toBe(closeCodes.malformed.code);
      expect(client.pushes, JSON.stringify(frame)).toMatchObject([{ t: 'error', code: 'INVALID' }]);
    }
    const binary = await rawClient(server.url);
    binary.send(Buffer.from('{"t":"ping","r":1}'));
    expect(await binary.closed).toBe(closeCodes.malformed.code);
    const large = await rawClient(server.url);
    large.send(JSON.stringify({ t: 'ping', r: 1, more: 'x'.repeat(limits.frameBytes) }));
    expect(await large.closed).toBe(closeCodes.tooLarge.code);
    expect(await bystander.ask('ping')).toMatchObject({ t: 'ok' });
  });

  it('[P3 P4] refuses unknown and untimely operations, and goes on', async () => {
    const client = await rawClient(server.url);
    for (const unknown of ['toString', '__proto__', 'constructor', 'LOGIN', '', 5, null])
      expect(await client.ask(unknown)).toMatchObject({ t: 'error', code: 'INVALID' });
    for (const early of ['logout', 'sync', 'send', 'groups.mine'])
      expect(await client.ask(early, { to: { user: 'bobby' }, message: message(1) }), early).toMatchObject({
        code: 'NOT_LOGGED_IN',
      });
    await client.ask('register', account('untimely'));
    expect(await client.login({ kind: 'password', ...account('untimely') })).toMatchObject({ t: 'ok' });
    expect(await client.login({ kind: 'password', ...account('untimely') })).toMatchObject({ code: 'INVALID' });
    expect(await client.ask('ping')).toMatchObject({ t: 'ok' });
  });

  it('refuses wrong types in every field, and unknown people and groups', async () => {
    const client = await loggedIn(server.url, 'stranger');
    const strange = [
      null,
      true,
      -1,
      1e308,
      2 ** 53,
      {},
      [],
      [[]],
      '',
      '\u0000',
      '\ud800',
      '__proto__',
      'x'.repeat(5000),
    ];
    const requests: [string, Frame][] = [
      ['send', { to: { user: 'nobody-here' }, message: message(1) }],
      ['entries', { c: 999, from: 1, to: 10 }],
      ['read', { c: 999, seq: 1 }],
      ['users.get', { users: [{ username: 'nobody-here' }] }],
      ['groups.get', { group: '999' }],
      ['groups.create', { name: 'g', members: [{ username: 'nobody-here' }] }],
      ['settings', { to: { user: 'nobody-here' }, muted: true }],
    ];
    for (const [operation, fields] of requests)
      for (const field of Object.keys(fields))
        for (const value of strange) {
          const answer = await client.ask(operation, { ...fields, [field]: value });
          const what = `${operation}.${field} = ${JSON.stringify(value)?.slice(0, 20)}`;
          if (answer['t'] === 'error')
            expect(['INVALID', 'NOT_FOUND', 'TOO_LARGE', 'RATE_LIMITED'], what).toContain(answer['code']);
          else expect(answer['t'], what).toBe('ok');
        }
    expect(await client.ask('send', { to: { user: 'nobody-here' }, message: message(1) })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await client.ask('send', { to: { group: '999' }, message: message(2) })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await client.ask('entries', { c: 999, from: 1, to: 10 })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await client.ask('ping')).toMatchObject({ t: 'ok' });
  });

  it('[P12] refuses wrong passwords and tokens, and tells nothing by it', async () => {
    await (await loggedIn(server.url, 'victim')).ask('logout');
    const secret = new TextEncoder().encode(readFileSync(join(data, 'master-secret'), 'utf8').trim());
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub: 'victim', exp: now + 60 };
    const sign = (more: object, key = secret) =>
      new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg: 'HS256' }).sign(key);
    const right = await sign({});
    const wrong: [string, object, string][] = [
      ['wrong password', { kind: 'password', username: 'victim', password: 'wrong' }, 'UNAUTHENTICATED'],
      ['unknown user', { kind: 'password', username: 'nobody', password: 'wrong' }, 'UNAUTHENTICATED'],
      ['expired', { kind: 'token', token: await sign({ exp: now - 10 }) }, 'TOKEN_EXPIRED'],
      ['alg none', { kind: 'token', token: new UnsecuredJWT(claims).encode() }, 'UNAUTHENTICATED'],
      ['another secret', { kind: 'token', token: await sign({}, new Uint8Array(32)) }, 'UNAUTHENTICATED'],
      ['tampered', { kind: 'token', token: right.replace('.', '.e') }, 'UNAUTHENTICATED'],
      ['of another application', { kind: 'token', token: await sign({ aud: 'other' }) }, 'UNAUTHENTICATED'],
      ['no token', { kind: 'token', token: '' }, 'UNAUTHENTICATED'],
      ['unknown session', { kind: 'session', token: 'x'.repeat(43) }, 'UNAUTHENTICATED'],
    ];
    const messages = new Set<unknown>();
    for (const [what, credentials, code] of wrong) {
      const client = await rawClient(server.url);
      const answer = await client.login(credentials);
      expect(answer, what).toMatchObject({ t: 'error', code });
      if ((credentials as Frame)['kind'] === 'password') messages.add(answer['message']);
      client.socket.close();
    }
    expect(messages.size).toBe(1);
    const client = await rawClient(server.url);
    expect(await client.login({ kind: 'token', token: right })).toMatchObject({
      t: 'ok',
      user: { username: 'victim' },
    });
  });

  it('lives through thousands of random frames', async () => {
    const random = seededRandom(7);
    const pick = <T>(from: readonly T[]) => from[Math.floor(random.fraction() * from.length)] as T;
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      '"t"',
      ':',
      ',',
      '"r"',
      '1',
      '"send"',
      '"login"',
      'null',
      '"\\u0000"',
      '1e400',
      '"c"',
      '-',
    ];
    const values = [null, true, 0, -1, 1e308, '', 'x', [], {}, { user: 'bobby' }, { kind: 'password' }, message(1)];
    const operations = [
      'send',
      'login',
      'sync',
      'entries',
      'groups.create',
      'delivered',
      'settings',
      'withdraw',
      'register',
    ];
    const fields = ['to', 'message', 'credentials', 'version', 'platform', 'c', 'from', 'seq', 'cursor', 'marks', 'id'];
    let client = await rawClient(server.url);
    for (let count = 0; count < 3_000; count++) {
      if (client.socket.readyState !== WebSocket.OPEN) client = await rawClient(server.url);
      const isShaped = random.fraction() < 0.97;
      const shaped = () =>
        JSON.stringify({ t: pick(operations), r: count, [pick(fields)]: pick(values), [pick(fields)]: pick(values) });
      client.send(isShaped ? shaped() : Array.from({ length: 12 }, () => pick(pieces)).join(''));
      if (count % 100 === 99 && client.socket.readyState === WebSocket.OPEN) await client.ask('ping');
    }
    client.socket.terminate();
    await expectService();
  }, 30_000);
});
