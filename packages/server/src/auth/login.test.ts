import { closeCodes, limits, protocolVersion, serverLimits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { createMemoryStore } from '../store/memory/memory-store.js';
import { StoreFullError } from '../store/store.js';
import { type Actor, Stage, to } from '../testing/stage.js';

const login = (actor: Actor, credentials: object, more: object = {}) =>
  actor.ask('login', { version: protocolVersion, platform: 'web', credentials, ...more });

it('[P9 O7 (part)] registers, logs in, and reopens the session with its token', async () => {
  const stage = new Stage();
  await stage.application();
  const alice = stage.connect();
  const account = { username: 'alice', password: 'alice-secret', profile: { nickname: 'Al' } };
  expect(await alice.ask('register', account)).toMatchObject({ t: 'ok' });
  const first = await alice.login('alice');
  expect(first).toMatchObject({
    t: 'ok',
    user: { username: 'alice', appKey: 'default', nickname: 'Al' },
    heartbeatMs: limits.heartbeatMs,
    token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
  });
  expect(await stage.connect().ask('register', { ...account, username: 'Alice' })).toMatchObject({
    code: 'USER_EXISTS',
  });
  const again = await stage.connect().resume(alice.token);
  expect(again).toMatchObject({ t: 'ok', session: first['session'], user: { username: 'alice' } });
  expect(again).not.toHaveProperty('token');
  stage.restart();
  expect(await stage.connect().resume(alice.token)).toMatchObject({ t: 'ok', session: first['session'] });
});

it('[P9] a token is stored as its hash', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice');
  expect(await stage.store.sessionByToken(alice.token)).toBeUndefined();
  expect(await stage.store.sessionByToken(`digest of ${alice.token}`)).toMatchObject({ platform: 'web' });
});

it('[O7] nobody registers where the application does not let him', async () => {
  const stage = new Stage();
  await stage.application('default', { registration: 'closed' });
  const account = { username: 'alice', password: 'alice-secret' };
  expect(await stage.connect().ask('register', account)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await stage.connect().ask('register', { ...account, appKey: 'elsewhere' })).toMatchObject({
    code: 'FORBIDDEN',
  });
});

it('[P9] a session lives on while it is used, and expires when it is not', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice');
  const day = 24 * 3_600_000;
  stage.clock.jump(60 * day);
  expect(await stage.connect().resume(alice.token)).toMatchObject({ t: 'ok' });
  stage.clock.jump(60 * day);
  expect(await stage.connect().resume(alice.token)).toMatchObject({ t: 'ok' });
  stage.clock.jump(91 * day);
  expect(await stage.connect().resume(alice.token)).toMatchObject({ code: 'TOKEN_EXPIRED' });
  // A clock set back revives nothing.
  stage.clock.jump(-30 * day);
  expect(await stage.connect().resume(alice.token)).toMatchObject({ code: 'TOKEN_EXPIRED' });
});

it('[P9] a session lives on while its device is connected, with a write an hour at most', async () => {
  let writes = 0;
  const stage = new Stage((clock) => {
    const inner = createMemoryStore({ clock });
    return {
      ...inner,
      touchSession: (...args) => {
        writes++;
        return inner.touchSession(...args);
      },
    };
  });
  const { alice } = await stage.cast('alice');
  const hour = 3_600_000;
  for (let day = 0; day < 100; day++) {
    for (let part = 0; part < 4; part++) {
      stage.clock.jump(6 * hour);
      await alice.ask('ping');
      await stage.pass(limits.heartbeatMs);
    }
  }
  // Each time six hours had gone by.
  expect(writes).toBeGreaterThan(300);
  expect(writes).toBeLessThan(401);
  alice.vanish();
  stage.clock.jump(89 * 24 * hour);
  expect(await stage.connect().resume(alice.token)).toMatchObject({ t: 'ok' });
});

it('[Sessions P12] unknown user, wrong password and a user without one are answered alike, after the same work', async () => {
  const stage = new Stage();
  const alice = (await stage.cast('alice')).alice;
  await login(stage.connect(), { kind: 'token', token: 'tokenonly' });
  stage.passwords.verified.length = 0;
  const wrong = [];
  for (const username of ['alice', 'nobody', 'tokenonly']) {
    const { r: _, ...answer } = await login(stage.connect(), { kind: 'password', username, password: 'guess' });
    wrong.push(answer);
  }
  expect(wrong[0]).toMatchObject({ t: 'error', code: 'UNAUTHENTICATED' });
  expect(wrong[1]).toEqual(wrong[0]);
  expect(wrong[2]).toEqual(wrong[0]);
  expect(stage.passwords.verified).toHaveLength(3);
  expect(alice.closed).toBeUndefined();
});

it('[Sessions] slows who guesses, and does not lock the owner out', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice');
  alice.vanish();
  const guess = (address: string) =>
    login(stage.connect(address), { kind: 'password', username: 'alice', password: 'guess' });
  const answers = [];
  for (let at = 0; at < serverLimits.failuresPerMinute + 1; at++) answers.push(await guess('198.51.100.7'));
  expect(answers.at(-2)).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(answers.at(-1)).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
  // From many addresses: the account is slowed for strangers, not where its owner has been.
  for (let at = 0; at < serverLimits.failuresPerMinuteByAccount; at++) answers.push(await guess(`203.0.113.${at}`));
  expect(answers.at(-1)).toMatchObject({ code: 'RATE_LIMITED' });
  expect(await stage.connect('192.0.2.1').login('alice')).toMatchObject({ t: 'ok' });
  await stage.pass(60_000);
  expect(await guess('198.51.100.7')).toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('[Sessions] slows who sends wrong tokens, by address, and nobody who sends right ones', async () => {
  const stage = new Stage();
  await stage.application('default', { devices: 'unlimited' });
  const by = (token: string, address: string) => login(stage.connect(address), { kind: 'token', token });
  for (let at = 0; at < serverLimits.failuresPerMinuteByAddress; at++) await by('carol', '192.0.2.9');
  expect(await by('carol', '192.0.2.9')).toMatchObject({ t: 'ok' });
  for (let at = 0; at < serverLimits.failuresPerMinuteByAddress; at++) await by('forged', '198.51.100.7');
  expect(await by('forged', '198.51.100.7')).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
  expect(await by('carol', '192.0.2.9')).toMatchObject({ t: 'ok' });
});

it('a nickname that no user could give himself does not come in by a token or by the operator', async () => {
  const stage = new Stage();
  await stage.application();
  const long = 'x'.repeat(limits.nameBytes + 1);
  const answer = await login(stage.connect(), { kind: 'token', token: `carol:${long}` });
  expect(answer).toMatchObject({ t: 'ok', user: { username: 'carol' } });
  expect(answer['user']).not.toHaveProperty('nickname');
  const made = await stage.run(stage.core.admin.createUser({ appKey: 'default', username: 'dora', nickname: long }));
  expect(made).toMatchObject({ ok: false, error: { code: 'INVALID' } });
});

it('[F4 (part)] while the disk is full a device comes back with its session, and a new login is SERVER_FULL', async () => {
  let isFull = false;
  const stage = new Stage((clock) => {
    const inner = createMemoryStore({ clock });
    const room =
      <Args extends unknown[], T>(write: (...args: Args) => Promise<T>) =>
      (...args: Args) =>
        isFull ? Promise.reject(new StoreFullError()) : write(...args);
    return { ...inner, openSession: room(inner.openSession), touchSession: room(inner.touchSession) };
  });
  const { alice } = await stage.cast('alice');
  isFull = true;
  stage.clock.jump(30 * 24 * 3_600_000);
  expect(await stage.connect().resume(alice.token)).toMatchObject({ t: 'ok' });
  const phone = stage.connect();
  expect(await phone.login('alice', 'ios')).toMatchObject({ code: 'SERVER_FULL' });
  isFull = false;
  expect(await phone.login('alice', 'ios')).toMatchObject({ t: 'ok' });
  expect(stage.fatal).toEqual([]);
});

it('[D1 (part)] a session that could not be flushed ends the server', async () => {
  const stage = new Stage((clock) => ({
    ...createMemoryStore({ clock }),
    openSession: () => Promise.reject(new Error('EIO')),
  }));
  await stage.application();
  await stage.user('alice');
  expect(await stage.connect().login('alice')).toMatchObject({ code: 'INTERNAL' });
  expect(stage.fatal).toEqual([new Error('EIO')]);
});

it('[O5 P10] the newer login of a device class ends the older with a reason, and others stay', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice');
  const phone = await stage.device('alice', 'ios');
  const desktop = await stage.device('alice', 'macos');
  const tablet = await stage.device('alice', 'android');
  expect(phone.frames.at(-1)).toEqual({ t: 'ended', reason: 'other_device' });
  expect(phone.closed).toEqual({ code: closeCodes.sessionEnded.code, reason: 'sessionEnded' });
  expect([alice, desktop, tablet].map(({ closed }) => closed)).toEqual([undefined, undefined, undefined]);
  expect(await stage.connect().resume(phone.token)).toMatchObject({ code: 'UNAUTHENTICATED', ended: 'other_device' });
  expect(await stage.connect().resume(tablet.token, 'android')).toMatchObject({ t: 'ok' });
});

it('[O5] an application may lift the limit', async () => {
  const stage = new Stage();
  await stage.application('default', { devices: 'unlimited' });
  await stage.user('alice');
  const [one, other] = [await stage.device('alice', 'ios'), await stage.device('alice', 'android')];
  expect([one.closed, other.closed]).toEqual([undefined, undefined]);
  expect(await stage.connect().resume(one.token, 'ios')).toMatchObject({ t: 'ok' });
});

it('[P11] a newer connection of the same session closes the older', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const newer = stage.connect();
  await newer.resume(alice.token);
  expect(alice.closed).toEqual({ code: closeCodes.busy.code, reason: 'busy' });
  await robert.say(to('alice'), 'hello');
  expect([alice.heard, newer.heard]).toEqual([[], ['hello']]);
});

it("[P9] a token of the application's own back end logs in, and makes who is new", async () => {
  const stage = new Stage();
  await stage.application();
  const actor = stage.connect();
  expect(await login(actor, { kind: 'token', token: 'carol:Carol C.' })).toMatchObject({
    t: 'ok',
    user: { username: 'carol', nickname: 'Carol C.' },
    token: expect.any(String),
  });
  expect(await login(stage.connect(), { kind: 'token', token: 'carol' })).toMatchObject({
    user: { nickname: 'Carol C.' },
  });
  expect(await login(stage.connect(), { kind: 'token', token: 'forged' })).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(await login(stage.connect(), { kind: 'token', token: 'expired' })).toMatchObject({ code: 'TOKEN_EXPIRED' });
  expect(await login(stage.connect(), { kind: 'token', token: '-' })).toMatchObject({ code: 'UNAUTHENTICATED' });
});

it('[Sessions] a disabled user, and one whose password changed, is out at once and told why', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const { admin } = stage.core;
  await stage.run(admin.setPassword({ appKey: 'default', username: 'alice' }, 'another'));
  expect(alice.frames.at(-1)).toEqual({ t: 'ended', reason: 'password_changed' });
  expect(await stage.connect().resume(alice.token)).toMatchObject({
    code: 'UNAUTHENTICATED',
    ended: 'password_changed',
  });
  expect(await stage.connect().login('alice')).toMatchObject({ code: 'UNAUTHENTICATED' });
  await stage.run(admin.setDisabled({ appKey: 'default', username: 'robert' }, true));
  expect(robert.closed).toMatchObject({ code: closeCodes.sessionEnded.code });
  expect(await stage.connect().login('robert')).toMatchObject({ code: 'FORBIDDEN' });
  await stage.run(admin.setDisabled({ appKey: 'default', username: 'robert' }, false));
  expect(await stage.connect().login('robert')).toMatchObject({ t: 'ok' });
});

it('another version is told so and closed for good', async () => {
  const stage = new Stage();
  const { alice: _ } = await stage.cast('alice');
  const old = stage.connect();
  const credentials = { kind: 'password', username: 'alice', password: 'alice-secret' };
  expect(await login(old, credentials, { version: 99 })).toMatchObject({ code: 'VERSION' });
  expect(old.closed).toEqual({ code: closeCodes.version.code, reason: 'version' });
});

it('a logout ends the session for good', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice');
  expect(await alice.ask('logout')).toMatchObject({ t: 'ok' });
  expect(alice.closed).toMatchObject({ code: closeCodes.sessionEnded.code });
  expect(await stage.connect().resume(alice.token)).toMatchObject({ code: 'UNAUTHENTICATED', ended: 'logged_out' });
});

it('[Rights P33 D22] people, conversations and sessions of another application do not exist', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  await stage.application('other');
  await stage.user('alice', 'other');
  await stage.user('mallory', 'other');
  const mallory = await stage.device('mallory', 'web', 'other');
  const { c } = await alice.say(to('robert'), 'secret');
  const { group } = await alice.ask('groups.create', { name: 'Tea', kind: 'public' });
  const { id } = group as { id: string };
  const notFound = { code: 'NOT_FOUND' };
  expect(await mallory.say(to('robert'), 'hello')).toMatchObject(notFound);
  expect(await mallory.say({ user: 'robert', appKey: 'default' }, 'hello')).toMatchObject(notFound);
  expect(await mallory.say({ group: id }, 'hello')).toMatchObject(notFound);
  expect(await mallory.say({ group: String(c) }, 'hello')).toMatchObject(notFound);
  expect(await mallory.ask('entries', { c, from: 1, to: 9 })).toMatchObject(notFound);
  expect(await mallory.ask('groups.get', { id })).toMatchObject(notFound);
  expect(await mallory.ask('groups.members', { id })).toMatchObject(notFound);
  expect(await mallory.ask('groups.add_members', { id, members: [{ username: 'mallory' }] })).toMatchObject(notFound);
  expect(await mallory.ask('groups.create', { name: 'x', members: [{ username: 'robert' }] })).toMatchObject(notFound);
  const users = [{ username: 'robert' }, { username: 'alice', appKey: 'default' }, { username: 'alice' }];
  expect(await mallory.ask('users.get', { users })).toMatchObject({ users: [{ username: 'alice', appKey: 'other' }] });
  expect(await login(stage.connect(), { kind: 'session', token: alice.token }, { appKey: 'other' })).toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  expect(await mallory.ask('sync')).toMatchObject({ conversations: [] });
  expect(robert.heard).toEqual(['secret']);
});
