import { once } from 'node:events';
import { type Operation, requests, subprotocol } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { argon2Passwords } from '../auth/passwords.js';
import { createServer } from '../server.js';
import { examplesOf, type Walked } from '../testing/attacks/strange-values.js';
import { mediaPerson, picture } from '../testing/media-person.js';
import { loggedIn, rawClient } from '../testing/raw-client.js';
import { Stage, to } from '../testing/stage.js';

const operations = Object.keys(requests) as Operation[];
const example = (operation: Operation) => examplesOf(requests[operation] as unknown as Walked)[0] as object;

it('[Sessions] an unknown user and a wrong password are answered alike, after an argon2id of the same cost', async () => {
  const stage = new Stage();
  const passwords = argon2Passwords();
  const [hers, nobodys] = [await passwords.hash('alice-secret'), await passwords.hash('of nobody')];
  const verified: string[] = [];
  stage.passwords.hash = async () => nobodys;
  stage.passwords.verify = (verifier, password) => {
    verified.push(verifier);
    return passwords.verify(verifier, password);
  };
  stage.restart();
  stage.passwords.hash = async () => hers;
  await stage.application();
  await stage.user('alice');
  const answers = [];
  for (const username of ['alice', 'nobody', 'al', 'x'.repeat(256)]) {
    const { r: _, ...answer } = await stage.connect().begin('login', {
      ...{ version: 1, platform: 'web' },
      credentials: { kind: 'password', username, password: 'a guess' },
    });
    answers.push(answer);
  }
  expect(answers).toEqual(Array(4).fill(answers[0]));
  expect(answers[0]).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(verified).toEqual([hers, nobodys, nobodys, nobodys]);
  const cost = (verifier: string) => /^\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$/.exec(verifier)?.[0];
  expect(cost(hers)).toContain('m=19456,t=2,p=1');
  expect(cost(nobodys)).toBe(cost(hers));
});

it('[Sessions] a password is bounded before anything is made of it', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice');
  stage.passwords.verified.length = 0;
  const hashed: string[] = [];
  stage.passwords.hash = async (password) => `hash of ${String(hashed.push(password))}`;
  const long = 'x'.repeat(60_000);
  const credentials = { kind: 'password', username: 'alice', password: long };
  const outside = stage.connect();
  const answers = [
    await outside.ask('login', { version: 1, platform: 'web', credentials }),
    await outside.ask('register', { username: 'another', password: long }),
    await outside.ask('register', { username: 'another', password: 'x'.repeat(129) }),
    await alice.ask('users.change_password', { current: long, next: 'a new secret' }),
    await alice.ask('users.change_password', { current: 'alice-secret', next: long }),
  ];
  expect(answers.map(({ code }) => code)).toEqual(Array(5).fill('INVALID'));
  const { admin, backEnd } = stage.core;
  const named = { appKey: 'default', username: 'alice' };
  expect(await stage.run(admin.setPassword(named, long))).toMatchObject({ error: { code: 'INVALID' } });
  expect(await stage.run(admin.createUser({ ...named, password: long }))).toMatchObject({ error: { code: 'INVALID' } });
  const application = await stage.run(backEnd.applications.byKey('default'));
  if (!application) throw new Error('There is no application.');
  const made = await stage.run(backEnd.users.create(application, [{ username: 'newer', password: long } as never]));
  expect(made).toMatchObject([{ refusal: { code: 'INVALID' } }]);
  expect([hashed, stage.passwords.verified]).toEqual([[], []]);
});

it.each(operations.filter((operation) => !['register', 'login', 'ping'].includes(operation)))(
  '[Sessions P4] before login, and with a login that was refused, there is nothing to be had: %s',
  async (operation) => {
    const stage = new Stage();
    await stage.cast('alice', 'robert');
    const stranger = stage.connect();
    expect(await stranger.ask(operation, example(operation))).toMatchObject({ code: 'NOT_LOGGED_IN' });
    await stranger.resume('no-token-of-anybody');
    expect(await stranger.ask(operation, example(operation))).toMatchObject({ code: 'NOT_LOGGED_IN' });
    // Nor behind a login that is still being answered.
    const login = stranger.begin('login', {
      ...{ version: 1, platform: 'web' },
      credentials: { kind: 'password', username: 'alice', password: 'a guess' },
    });
    const hasty = stranger.begin(operation, example(operation));
    expect(await stage.run(hasty)).toMatchObject({ code: 'NOT_LOGGED_IN' });
    expect(await stage.run(login)).toMatchObject({ code: 'UNAUTHENTICATED' });
  },
);

it('[Sessions] a token in an address opens nothing', async () => {
  await using server = await createServer({ port: 0, data: 'memory' });
  const alice = await mediaPerson(server.url, 'alice');
  const { token } = alice;
  const reference = await alice.uploaded(picture);
  for (const query of ['token', 'access_token', 'session', 'authorization', 'operatorToken']) {
    const asked = `?${query}=${encodeURIComponent(query === 'authorization' ? `Bearer ${token}` : token)}`;
    for (const path of [
      `/media/${reference.mediaId}`,
      '/media/uploads/an-upload-0000001',
      '/api/admin/status',
      '/api/users',
    ]) {
      // Of an upload one asks how far it is.
      const method = path.includes('uploads') ? 'HEAD' : 'GET';
      const { status } = await fetch(server.url + path + asked, { method });
      expect([path, query, status]).toEqual([path, query, 401]);
    }
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/socket${asked}`, subprotocol);
    await once(socket, 'open');
    socket.send('{"t":"sync","r":1}');
    const [answer] = await once(socket, 'message');
    expect(JSON.parse(String(answer))).toMatchObject({ code: 'NOT_LOGGED_IN' });
    socket.close();
  }
  const { host } = new URL(server.url);
  const named = await fetch(`http://${host}/media/${reference.mediaId}`, { headers: { cookie: `token=${token}` } });
  expect(named.status).toBe(401);
});

it('[Sessions] a session that is resumed elsewhere, and positions that cannot be, give nothing that is not his', async () => {
  const stage = new Stage();
  const { alice, robert, carol } = await stage.cast('alice', 'robert', 'carol');
  const { c } = await alice.say(to('robert'), 'between the two');
  await alice.say(to('carol'), 'to somebody else');
  // Cursors and pages of another user tell of oneself.
  const hers = await alice.ask('sync');
  const foreign = await carol.ask('sync', { cursor: hers['cursor'] });
  expect(JSON.stringify(foreign)).not.toContain('between the two');
  const epoch = String(hers['cursor']).split('.')[0];
  for (const cursor of ['', '.', `${epoch}.99999`, `${epoch}.-1`, `${epoch}.1e9`, 'x'.repeat(200), '\u0000', '0.0'])
    for (const next of [
      undefined,
      `${epoch}.0.0.0.-`,
      `${epoch}.1.${String(c)}.0.-`,
      `${epoch}.-1.-1.-1.-`,
      'nonsense',
    ]) {
      const answer = await carol.ask('sync', { cursor, next });
      expect(answer).toMatchObject({ t: 'ok' });
      expect(JSON.stringify(answer['conversations'])).not.toContain('robert');
    }
  // Places beyond the end move nothing beyond it.
  const most = Number.MAX_SAFE_INTEGER;
  for (const operation of ['read', 'delivered'])
    for (const seq of [most, 0]) expect(await robert.ask(operation, { marks: [[c, seq]] })).toMatchObject({ t: 'ok' });
  await stage.pass(6_000);
  await alice.say(to('robert'), 'later');
  expect(await robert.ask('sync')).toMatchObject({ conversations: [{ head: 2, unread: 1, read: 1, delivered: 1 }] });
  for (const range of [
    { from: most, to: most },
    { from: 0, to: most },
    { from: 2, to: 1 },
  ]) {
    const answer = await robert.ask('entries', { c, ...range });
    expect([range, ['ok', 'error']]).toEqual([range, expect.arrayContaining([answer.t])]);
    expect(((answer['entries'] ?? []) as object[]).length).toBeLessThanOrEqual(2);
  }
  // Whoever else holds the token of a session has that session, and the first connection of it is closed.
  const thief = stage.connect('203.0.113.9');
  expect(await thief.resume(alice.token)).toMatchObject({ t: 'ok', user: { username: 'alice' } });
  expect(alice.closed).toMatchObject({ reason: 'busy' });
  // In another application it opens nothing.
  await stage.application('other');
  const credentials = { kind: 'session', token: robert.token };
  for (const appKey of ['other', 'nowhere'])
    expect(await stage.connect().ask('login', { version: 1, platform: 'web', appKey, credentials })).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  // A part of one, one with more behind it, its hash, and its public id are none.
  const { devices } = await robert.ask('devices.list');
  const [{ id }] = devices as [{ id: string }];
  for (const token of [
    robert.token.slice(0, -1),
    `${robert.token}x`,
    robert.token.toUpperCase(),
    `digest of ${robert.token}`,
    id,
  ])
    expect([token, await stage.connect().resume(token)]).toMatchObject([token, { code: 'UNAUTHENTICATED' }]);
});

it('[Sessions] a changed password ends the sessions that are open, and their downloads', async () => {
  await using server = await createServer({ port: 0, data: 'memory' });
  await server.admin.changeSettings('default', { devices: 'unlimited' });
  const alice = await mediaPerson(server.url, 'alice');
  const reference = await alice.uploaded(picture);
  const other = await loggedIn(server.url, 'alice').catch(() => undefined);
  const changed = await other?.ask('users.change_password', { current: 'alice-secret', next: 'another-secret' });
  expect(changed).toMatchObject({ t: 'ok' });
  expect(await alice.client.closed).toBe(4002);
  expect(alice.client.pushes).toContainEqual({ t: 'ended', reason: 'password_changed' });
  expect((await alice.get(reference.mediaId)).status).toBe(401);
  const again = await rawClient(server.url);
  expect(await again.login({ kind: 'session', token: alice.token })).toMatchObject({
    code: 'UNAUTHENTICATED',
    ended: 'password_changed',
  });
  expect(await again.login({ kind: 'password', username: 'alice', password: 'alice-secret' })).toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  expect(await other?.ask('ping')).toMatchObject({ t: 'ok' });
});
