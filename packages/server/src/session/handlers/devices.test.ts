import { limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { Stage, to } from '../../testing/stage.js';

const sessionOf = (answer: Record<string, unknown>) => String(answer['session']);
type Listed = { id: string; platform: string; isCurrent: boolean; isOnline: boolean; lastSeenAt: number };

it('[O5 P56] lists the devices of the account, where they are and when they were seen', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice', 'robert');
  const phone = await stage.device('alice', 'ios');
  const left = stage.clock.now();
  phone.vanish();
  await stage.pass(5_000);
  const { devices } = (await alice.ask('devices.list')) as unknown as { devices: Listed[] };
  expect(devices).toMatchObject([
    { platform: 'web', isCurrent: true, isOnline: true, lastSeenAt: stage.clock.now() },
    { platform: 'ios', isCurrent: false, isOnline: false },
  ]);
  expect(devices[1]?.lastSeenAt).toBe(left);
  stage.restart();
  const again = stage.connect();
  await again.resume(alice.token);
  const later = (await again.ask('devices.list')) as unknown as { devices: Listed[] };
  expect(later.devices.map(({ id, isOnline }) => [id, isOnline])).toEqual([
    [devices[0]?.id, true],
    [devices[1]?.id, false],
  ]);
});

it('[O5 P9] when a device was seen outlives a process that is killed: 5 s behind for one that left, an hour for one that was there', async () => {
  const hourMs = 3_600_000;
  const stage = new Stage();
  const { alice } = await stage.cast('alice');
  const [phone, desktop] = [await stage.device('alice', 'ios'), await stage.device('alice', 'linux')];
  const begun = stage.clock.now();
  for (let half = 0; half < 5; half++) {
    stage.clock.jump(hourMs / 2);
    for (const device of [alice, phone, desktop]) await device.ask('ping');
    await stage.pass(limits.heartbeatMs);
  }
  const left = stage.clock.now();
  phone.vanish();
  await stage.pass(limits.writeBehindMs);
  stage.restart();
  const again = stage.connect();
  await again.resume(alice.token);
  const { devices } = (await again.ask('devices.list')) as unknown as { devices: Listed[] };
  const seen = (platform: string) => devices.find((device) => device.platform === platform)?.lastSeenAt ?? 0;
  expect(seen('ios')).toBe(left);
  expect(seen('linux')).toBeGreaterThan(begun + hourMs);
});

it('[O5 P56] ends the session of another device, whose token reopens nothing; nobody ends that of somebody else', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const phone = stage.connect();
  const id = sessionOf(await phone.login('alice', 'ios'));
  expect(await robert.ask('devices.end', { id })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await alice.ask('devices.end', { id: 'no-such-device' })).toMatchObject({ code: 'NOT_FOUND' });
  expect(phone.closed).toBeUndefined();
  expect(await alice.ask('devices.end', { id })).toMatchObject({ t: 'ok' });
  expect(phone.frames.at(-1)).toEqual({ t: 'ended', reason: 'logged_out' });
  expect(phone.closed).toMatchObject({ code: 4002 });
  expect(await stage.connect().resume(phone.token)).toMatchObject({ code: 'UNAUTHENTICATED', ended: 'logged_out' });
  expect(await alice.ask('devices.end', { id })).toMatchObject({ code: 'NOT_FOUND' });
  expect((await alice.ask('devices.list'))['devices']).toHaveLength(1);
});

it('[Sessions O7 P57] a changed password ends all other sessions, and keeps the one that changed it', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice', 'robert');
  const phone = await stage.device('alice', 'ios');
  const change = (current: string, next: string) => alice.ask('users.change_password', { current, next });
  expect(await change('wrong-secret', 'new-secret')).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(await change('alice-secret', 'abc')).toMatchObject({ code: 'INVALID' });
  expect(phone.closed).toBeUndefined();
  expect(await change('alice-secret', 'new-secret')).toMatchObject({ t: 'ok' });
  expect(phone.frames.at(-1)).toEqual({ t: 'ended', reason: 'password_changed' });
  expect(await stage.connect().resume(phone.token)).toMatchObject({ ended: 'password_changed' });
  expect(await alice.say(to('robert'), 'still here')).toMatchObject({ t: 'ok' });
  expect(await stage.connect().login('alice')).toMatchObject({ code: 'UNAUTHENTICATED' });
  stage.restart();
  expect(await stage.connect().resume(alice.token)).toMatchObject({ t: 'ok' });
  expect(stage.logged).toEqual([]);
});

it('[Sessions O7] guessing the current password from a session is slowed, and of two changes at once one is too late', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const phone = await stage.device('robert', 'ios');
  const both = [robert, phone].map((device, at) =>
    device.begin('users.change_password', { current: 'robert-secret', next: `another-${at}` }),
  );
  expect((await stage.run(Promise.all(both))).map(({ t, code }) => code ?? t).sort()).toEqual(['BUSY', 'ok']);
  expect([robert.closed, phone.closed].filter((closed) => closed === undefined)).toHaveLength(1);
  const codes: unknown[] = [];
  for (let at = 0; at < 12; at++)
    codes.push((await alice.ask('users.change_password', { current: `guess-${at}`, next: 'new-secret' })).code);
  expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'UNAUTHENTICATED'));
  expect(codes.slice(10)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
});

it('[O7 P58] a deleted user is shut out and never was there; his messages stay, his groups go on, his name is not given again', async () => {
  const stage = new Stage();
  const { alice, robert, carol } = await stage.cast('alice', 'robert', 'carol');
  const made = await alice.ask('groups.create', {
    name: 'Tea',
    members: [{ username: 'robert' }, { username: 'carol' }],
  });
  const group = (made['group'] as { id: string }).id;
  await alice.say(to('robert'), 'remember me');
  const named = { appKey: 'default', username: 'alice' };
  expect(await stage.run(stage.core.admin.deleteUser(named))).toMatchObject({ ok: true });
  expect(alice.frames.at(-1)).toEqual({ t: 'ended', reason: 'user_deleted' });
  expect(await stage.connect().resume(alice.token)).toMatchObject({ code: 'UNAUTHENTICATED', ended: 'user_deleted' });
  const unknown = await stage.connect().login('nobody');
  expect(await stage.connect().login('alice')).toMatchObject({ code: unknown.code, message: unknown['message'] });
  const token = { version: 1, platform: 'web', credentials: { kind: 'token', token: 'alice' } };
  expect(await stage.connect().ask('login', token)).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(await stage.connect().ask('register', { username: 'alice', password: 'new-secret' })).toMatchObject({
    code: 'USER_EXISTS',
  });
  expect(await robert.ask('users.get', { users: [{ username: 'alice' }] })).toMatchObject({ users: [] });
  expect(await robert.say(to('alice'), 'are you there')).toMatchObject({ code: 'NOT_FOUND' });
  expect(robert.heard).toContain('remember me');
  expect(robert.heard.at(-1)).toBe('*member_left');
  expect(await carol.ask('groups.get', { id: group })).toMatchObject({ group: { owner: 'robert', memberCount: 2 } });
  expect(await stage.run(stage.core.admin.deleteUser(named))).toMatchObject({ error: { code: 'NOT_FOUND' } });
});
