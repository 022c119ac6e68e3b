import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findRunningServer } from '../data/data-directory.js';
import { createServer, type Server } from '../server.js';
import { mediaPerson } from '../testing/media-person.js';
import { message, rawClient } from '../testing/raw-client.js';

/** What secrets are compared with: by how many bytes, each time. */
const compared: number[][] = [];
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  const timingSafeEqual = (one: Uint8Array, other: Uint8Array) => {
    compared.push([one.length, other.length]);
    return crypto.timingSafeEqual(one, other);
  };
  return { ...crypto, timingSafeEqual };
});

const canary = {
  password: 'canary-password-4711',
  guess: 'canary-guess-4711',
  text: 'canary-text-4711',
  name: 'canary-name-4711',
};
let data: string;
let server: Server;
let operatorToken = '';
let masterSecret = '';
const logged: string[] = [];
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'palaver-operation-'));
  const keep = (event: string, fields?: object) => void logged.push(JSON.stringify([event, fields]));
  server = await createServer({ port: 0, data, log: { info: keep, warn: keep, error: keep } });
  operatorToken = findRunningServer(data)?.operatorToken ?? '';
  masterSecret = readFileSync(join(data, 'master-secret'), 'utf8').trim();
});
afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

const get = (path: string, authorization?: string) =>
  fetch(server.url + path, authorization === undefined ? {} : { headers: { authorization } });
const basic = (appKey: string, secret: string) => `Basic ${btoa(`${appKey}:${secret}`)}`;

describe('secrets', () => {
  it('[Operation] are made anew by each server: there is none that all have', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'palaver-operation-'));
    const other = await createServer({ port: 0, data: elsewhere });
    const secrets = [
      ...[masterSecret, operatorToken, findRunningServer(elsewhere)?.operatorToken ?? ''],
      readFileSync(join(elsewhere, 'master-secret'), 'utf8').trim(),
    ];
    await other.close();
    rmSync(elsewhere, { recursive: true });
    for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set(secrets).size).toBe(4);
  });

  it('[Operation] are compared in constant time, by digests, however much of them is right', async () => {
    const wrong = ['', 'x', operatorToken.slice(0, -1), `${operatorToken.slice(0, -1)}!`, `${operatorToken}x`];
    for (const token of wrong) {
      compared.length = 0;
      expect([token, (await get('/api/admin/status', `Bearer ${token}`)).status]).toEqual([token, 401]);
      expect(compared).toEqual([[32, 32]]);
    }
    compared.length = 0;
    expect((await get('/api/admin/status', `Bearer ${operatorToken}`)).status).toBe(200);
    expect(compared).toEqual([[32, 32]]);
    for (const [appKey, secret, status] of [
      ['default', masterSecret.slice(0, -1), 401],
      ['default', `${masterSecret}x`, 401],
      ['nowhere', masterSecret, 401],
      ['default', masterSecret, 200],
    ] as const) {
      compared.length = 0;
      expect([appKey, (await get('/api/application', basic(appKey, secret))).status]).toEqual([appKey, status]);
      // As often, whether there is such an application or not, and whether it has one secret or two.
      expect(compared).toEqual([
        [32, 32],
        [32, 32],
      ]);
    }
  });
});

describe('what nobody should read', () => {
  const answers: string[] = [];
  let token = '';
  let jwt = '';
  beforeAll(async () => {
    const person = await mediaPerson(server.url, 'somebody');
    token = person.token;
    const client = await rawClient(server.url);
    const tell = async (t: string, fields: object) => void answers.push(JSON.stringify(await client.ask(t, fields)));
    const account = { username: 'canary', password: canary.password };
    await tell('register', { ...account, profile: { nickname: 'C' } });
    for (const password of [canary.guess, canary.guess])
      await tell('login', {
        version: 1,
        platform: 'web',
        credentials: { kind: 'password', username: 'canary', password },
      });
    const issued = await fetch(`${server.url}/api/users/canary/tokens`, {
      method: 'POST',
      headers: { authorization: basic('default', masterSecret), 'content-type': 'application/json' },
      body: '{}',
    });
    jwt = ((await issued.json()) as { token: string }).token;
    for (const wrong of [`${jwt}x`, jwt.replace('.', '..')])
      await tell('login', { version: 1, platform: 'web', credentials: { kind: 'token', token: wrong } });
    await client.ask('login', { version: 1, platform: 'web', credentials: { kind: 'token', token: jwt } });
    const to = { user: 'somebody' };
    await client.ask('send', { to, message: { ...message(1), content: { type: 'text', text: canary.text } } });
    await client.ask('groups.create', { name: canary.name, members: [{ username: 'somebody' }] });
    await client.ask('search', { text: canary.text });
    await tell('command', { to, data: canary.text.repeat(400) });
    // Wrong, each in its way.
    await tell('send', { to, message: { ...message(2), content: { type: 'prompt', text: canary.text } } });
    await tell('send', { to, message: { ...message(1), content: { type: 'text', text: `${canary.text}!` } } });
    await tell('send', { to, message: { ...message(3), extras: { a: [canary.text] } } });
    await tell('search', { text: canary.text.repeat(20) });
    await tell('users.change_password', { current: canary.guess, next: canary.password });
    await tell('users.change_password', { current: canary.guess, next: [canary.password] });
    for (const [path, body] of [
      ['/api/users', `{"users":[{"username":"canary","password":"${canary.password}"}]}`],
      ['/api/users', `{"users":[{"username":"canary","password":["${canary.password}"]}]}`],
      [
        '/api/messages',
        `{"from":"canary","to":{"user":"somebody"},"message":{"content":{"type":"event","text":"${canary.text}"}}}`,
      ],
      ['/api/messages', `{"text":"${canary.text}`],
    ] as const) {
      const answer = await fetch(server.url + path, {
        method: 'POST',
        headers: { authorization: basic('default', masterSecret), 'content-type': 'application/json' },
        body,
      });
      answers.push(await answer.text());
    }
    const bytes = new TextEncoder().encode(canary.text);
    const file = await person.uploaded(bytes, { kind: 'file', mime: 'text/plain' });
    await person.send({ user: 'canary' }, { type: 'file', media: file, fileName: `${canary.name}.txt` });
    const broken = await rawClient(server.url);
    broken.send(`{"t":"login","token":"${token}","text":"${canary.text}`);
    await broken.closed;
    for (const path of [
      '/healthz',
      '/readyz',
      '/metrics',
      '/api/limits',
      '/api/openapi.json',
      '/api/',
      `/${canary.text}`,
    ])
      answers.push(await (await get(path)).text());
    client.socket.close();
    person.client.socket.close();
  });

  it('[Operation] no password, token, secret or text stands in the log', () => {
    const all = logged.join('\n');
    expect(all).toContain('server.listening');
    for (const secret of [...Object.values(canary), token, jwt, masterSecret, operatorToken])
      expect(all).not.toContain(secret);
  });

  it('[Operation] nor in figures, documents, or what is said of a mistake', () => {
    expect(answers.length).toBeGreaterThan(15);
    for (const answer of answers)
      for (const secret of [...Object.values(canary), token, jwt, masterSecret, operatorToken])
        expect([answer.slice(0, 200), answer.includes(secret)]).toEqual([answer.slice(0, 200), false]);
  });

  it('[Operation Sessions] no password and no token of a session stands on the disk; verifiers are argon2id', () => {
    const files = filesIn(data);
    const contents = files.map((path) => readFileSync(path));
    const holds = (text: string) => files.filter((_, at) => contents[at]?.includes(text));
    expect(holds(canary.text).length).toBeGreaterThan(0);
    expect(holds('$argon2id$v=19$m=19456,t=2,p=1$').length).toBeGreaterThan(0);
    for (const secret of [canary.password, canary.guess, 'somebody-secret', token, jwt])
      expect(holds(secret)).toEqual([]);
  });

  it('[Operation] every file is its owner’s alone, and so is every directory', () => {
    const files = filesIn(data);
    const modeOf = (path: string) => [path, (statSync(path).mode & 0o777).toString(8)];
    expect(files.map(modeOf)).toEqual(files.map((path) => [path, '600']));
    const directories = [
      data,
      ...readdirSync(data, { recursive: true, withFileTypes: true })
        .filter((one) => one.isDirectory())
        .map((one) => join(one.parentPath, one.name)),
    ];
    expect(directories.length).toBeGreaterThan(3);
    expect(directories.map(modeOf)).toEqual(directories.map((path) => [path, '700']));
  });
});

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
