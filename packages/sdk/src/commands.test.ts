import { expect, it } from 'vitest';
import type { Client, Events } from './api.js';
import { Stage } from './testing/stage.js';

const hear = (client: Client) => {
  const heard: Events['command'][] = [];
  client.on('command', (event) => heard.push(event));
  return heard;
};
const alice = { username: 'alice', appKey: 'default', displayName: 'ALICE' };

it('[S49 S50 S24] a command reaches listeners, iterators and delegates of its conversation, and no list', async () => {
  const stage = new Stage('alice', 'bobby', 'carol');
  const group = stage.server.group('7', ['alice', 'bobby']);
  stage.server.event(group, 'alice', 'created');
  const [a, b] = [await stage.online('alice'), await stage.online('bobby')];
  const tea = b.conversations.peek({ group: '7' });
  const all = hear(b);
  const ofAlice: unknown[] = [];
  b.on('command', ({ data }) => ofAlice.push(data), { conversation: { user: 'alice' } });
  const delegated: unknown[] = [];
  const end = b.addDelegate({ onReceiveMessageTransparentEvent: ({ data }) => delegated.push(data) }, tea);
  b.addDelegate({ onReceiveMessageTransparentEvent: ({ data }) => delegated.push(`all ${JSON.stringify(data)}`) });
  const stored = b.conversations.get();

  await stage.until(a.sendCommand({ user: 'bobby' }, { typing: true }));
  const there = await stage.until(a.conversations.open({ group: '7' }));
  await stage.until(there.sendCommand('tea?'));
  await stage.pass(10);
  expect(all).toEqual([
    { from: alice, target: { user: 'alice', appKey: 'default' }, data: { typing: true }, fromOwnDevice: false },
    { from: alice, target: { group: '7' }, data: 'tea?', fromOwnDevice: false },
  ]);
  expect(ofAlice).toEqual([{ typing: true }]);
  expect(delegated).toEqual(['all {"typing":true}', 'tea?', 'all "tea?"']);
  expect(b.conversations.get()).toBe(stored);
  end();
  await stage.until(there.sendCommand('again'));
  await stage.pass(10);
  expect(delegated.slice(3)).toEqual(['all "again"']);
});

it('[S51] own devices hear it, and not the one that sends', async () => {
  const stage = new Stage('alice');
  const [one, other] = [await stage.online('alice'), await stage.online('alice')];
  const [mine, theirs] = [hear(one), hear(other)];
  await stage.until(one.sendDeviceCommand('all', { scene: 3 }));
  await stage.pass(10);
  expect(theirs).toEqual([
    { from: alice, target: { user: 'alice', appKey: 'default' }, data: { scene: 3 }, fromOwnDevice: true },
  ]);
  expect(mine).toEqual([]);
});

it('[S49] what is no command, or has nowhere to go, is rejected at once', async () => {
  const stage = new Stage('alice', 'bobby');
  const idle = stage.device();
  const code = (promise: Promise<void>) =>
    stage.until(
      promise.then(
        () => 'sent',
        ({ code }) => code,
      ),
    );
  expect(await code(idle.sendCommand({ user: 'bobby' }, 'x'))).toBe('NOT_LOGGED_IN');
  const a = await stage.online('alice');
  const circle: Record<string, unknown> = {};
  circle['circle'] = circle;
  for (const data of [undefined, null, 5, ['x'], circle, { big: 1n }])
    expect(await code(a.sendCommand({ user: 'bobby' }, data as never))).toBe('INVALID');
  for (const to of [null, {}, { chatroom: '1' }, { user: 'alice' }, { group: 'x' }])
    expect(await code(a.sendCommand(to as never, 'x'))).toBe('INVALID');
  expect(stage.server.count('command')).toBe(0);
  expect(await code(a.sendCommand({ user: 'bobby' }, 'x'))).toBe('TARGET_OFFLINE');
  stage.server.isUp = false;
  stage.server.cut();
  await stage.pass(100);
  expect(await code(a.sendCommand({ user: 'bobby' }, 'x'))).toBe('OFFLINE');
  expect(await code(a.sendDeviceCommand('all', 'x'))).toBe('OFFLINE');
  stage.server.isUp = true;
  await stage.pass(10_000);
  // Nothing waits to be sent later.
  expect(stage.server.count('command')).toBe(1);
});

it('[S49 D18 P59] a command that comes while catching up is told once, behind what was missed, also where the connection is lost', async () => {
  const stage = new Stage('alice', 'bobby');
  const log = stage.server.single('alice', 'bobby');
  const b = await stage.online('bobby');
  const heard: string[] = [];
  b.on('command', ({ data }) => heard.push(`command ${data}`));
  b.on('sync.offline', ({ messages }) => heard.push(`offline ${messages.length}`));
  const a = await stage.online('alice');
  stage.server.cut('bobby');
  stage.server.say(log, 'alice', 'missed');
  let syncs = 0;
  stage.server.intercept = ({ t }, socket) => {
    if (t !== 'sync' || socket.username !== 'bobby') return undefined;
    syncs += 1;
    void a.sendCommand({ user: 'bobby' }, `during ${syncs}`);
    if (syncs > 1) return undefined;
    stage.clock.after(10, () => socket.cut());
    return 'silence';
  };
  await stage.pass(20_000);
  expect(heard).toEqual(['command during 1', 'offline 1', 'command during 2']);
});
