import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeCodes, limits } from '@palaver/protocol';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Server } from './server.js';
import { account, type Frame, loggedIn, message, rawClient } from './testing/raw-client.js';

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

  it('[Input P3] ends the connection that sent nonsense, and only that', async () => {
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

  it('[Input P3 P4] refuses unknown and untimely operations, and goes on', async () => {
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

  it('[Sessions P12] refuses wrong passwords and tokens, and tells nothing by it', async () => {
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
});
