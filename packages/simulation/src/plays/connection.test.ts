import { expect, it } from 'vitest';
import { hears, lists, Stage, textOf } from './stage.js';

const alice = { user: 'alice' };
const bobby = { user: 'bobby' };

it('[O1] messages arrive at once over one connection that stays', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const before = stage.world.clock.monotonic();
  await stage.says(a, bobby, 'hello');
  await stage.until(() => b.client.unreadCount.get() === 1, 'the message');
  expect(stage.world.clock.monotonic() - before).toBeLessThan(200);
  const [link] = stage.world.network.links(b.name);
  await stage.rests(10 * 60_000);
  expect(stage.world.network.links(b.name)).toEqual([link]);
});

it('[O1 D20] a dead network is noticed within two heartbeats, and nothing is lost by it', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const statuses = hears(b, 'status.changed');
  for (const link of stage.world.network.links(b.name)) link.silence('both');
  await stage.says(a, bobby, 'into the dark');
  expect(b.client.unreadCount.get()).toBe(0);
  await stage.rests(30_000);
  expect(statuses.map(({ status }) => status)).toContain('offline');
  await stage.rests(5_000);
  expect(b.status).toBe('online');
  expect(await lists(stage, b, alice)).toEqual(['into the dark']);
  await stage.agrees();
});

it('[O1 D20] a connection that breaks is made again by itself, and resumes without loss', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const heard: (string | undefined)[] = [];
  b.client.on('message.new', ({ message }) => heard.push(textOf(message)));
  b.client.on('sync.offline', ({ messages }) => heard.push(...messages.map(textOf)));
  for (let n = 1; n <= 20; n++) {
    for (const link of stage.world.network.links(n % 3 ? b.name : a.name))
      link.breakOff({ keepsMs: 5, lateMs: 200, clientLearnsMs: 1, serverLearnsMs: 900 });
    await stage.says(a, bobby, `message ${n}`);
  }
  await stage.rests(10_000);
  const all = Array.from({ length: 20 }, (_, index) => `message ${index + 1}`);
  expect(heard).toEqual(all);
  expect(await lists(stage, b, alice)).toEqual(all);
  await stage.agrees();
});

it('[O1 D1] a server that crashes and comes back finds every device back within ten seconds', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const acknowledged = await stage.says(a, bobby, 'before');
  stage.serverCrashes();
  const handle = stage.hands(a, bobby, 'meanwhile');
  await stage.rests(20_000);
  stage.world.server.start();
  await stage.rests(10_000);
  expect([a.status, b.status]).toEqual(['online', 'online']);
  expect((await stage.does(handle)).seq).toBe((acknowledged.seq ?? 0) + 1);
  expect(await lists(stage, b, alice)).toEqual(['before', 'meanwhile']);
  await stage.agrees();
});

it('[O5] one login in each device class: the newer ends the older, with a reason', async () => {
  const stage = await Stage.open();
  const web = await stage.enters('alice');
  const ios = await stage.enters('alice', 'ios');
  const mac = await stage.enters('alice', 'macos');
  const ended = hears(ios, 'session.ended');
  const android = await stage.enters('alice', 'android');
  await stage.rests();
  expect(ended).toEqual([{ reason: 'other_device' }]);
  expect([web, ios, mac, android].map((device) => device.status)).toEqual(['online', 'kicked', 'online', 'online']);
  await stage.rests(60_000);
  expect(ios.status).toBe('kicked');

  // The ended session opens nothing any more, also after a restart.
  await stage.quits(ios);
  ios.start();
  const again = hears(ios, 'session.ended');
  ios.client.resume().catch(() => {});
  await stage.rests(10_000);
  expect(ios.status).not.toBe('online');
  expect(again.length + Number(ios.status === 'idle')).toBeGreaterThan(0);
  expect(android.status).toBe('online');
});

it('[O5] an ended device that was away learns why when it comes back', async () => {
  const stage = await Stage.open();
  const ios = await stage.enters('alice', 'ios');
  await stage.loses(ios);
  await stage.enters('alice', 'android');
  const ended = hears(ios, 'session.ended');
  stage.world.network.setReachable(ios.name, true);
  ios.networkReturned();
  await stage.until(() => ios.status === 'kicked', 'the end of the session');
  expect(ended).toEqual([{ reason: 'other_device' }]);
});

it('[O5] a setting of the application lifts the limit', async () => {
  const stage = await Stage.open({ settings: { devices: 'unlimited' } });
  const devices = [
    await stage.enters('alice', 'ios'),
    await stage.enters('alice', 'android'),
    await stage.enters('alice', 'wx'),
  ];
  await stage.rests();
  expect(devices.map((device) => device.status)).toEqual(['online', 'online', 'online']);
});
