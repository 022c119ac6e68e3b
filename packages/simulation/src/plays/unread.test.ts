import { expect, it } from 'vitest';
import { hears, Stage, unreadOf } from './stage.js';

const alice = { user: 'alice' };
const bobby = { user: 'bobby' };

it('[S9] the total leaves out conversations with do-not-disturb', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const c = await stage.enters('carol');
  await stage.says(b, alice, 'one');
  await stage.says(c, alice, 'two');
  await stage.says(c, alice, 'three');
  await stage.rests();
  expect(a.client.unreadCount.get()).toBe(3);
  const totals = hears(a, 'unread.changed');
  await stage.does(a.client.conversations.peek({ user: 'carol' })?.setMuted(true) ?? Promise.reject());
  expect(a.client.unreadCount.get()).toBe(1);
  expect(totals.at(-1)).toEqual({ total: 1 });
  expect(unreadOf(a.client, { user: 'carol' })).toBe(2);
});

it('[S10] unread rises by each message’s increment, own messages never count, and all devices agree', async () => {
  const stage = await Stage.open();
  const web = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const b = await stage.enters('bobby');
  await stage.says(b, alice, 'counts one');
  await stage.says(b, alice, 'counts five', { unreadIncrement: 5 });
  await stage.says(b, alice, 'counts nothing', { unreadIncrement: 0 });
  await stage.says(web, bobby, 'my own');
  await stage.rests();
  for (const device of [web, phone]) expect(unreadOf(device.client, bobby)).toBe(6);
  expect(unreadOf(b.client, alice)).toBe(1);
});

it('[S11] clearing on one device clears on all, those that were away included', async () => {
  const stage = await Stage.open();
  const web = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const b = await stage.enters('bobby');
  await stage.says(b, alice, 'one');
  await stage.rests();
  await stage.loses(phone);
  await stage.does(web.client.conversations.peek(bobby)?.clearUnread() ?? Promise.reject());
  expect(unreadOf(web.client, bobby)).toBe(0);
  expect(unreadOf(phone.client, bobby)).toBe(1);
  await stage.returns(phone);
  expect(unreadOf(phone.client, bobby)).toBe(0);
  expect(phone.client.unreadCount.get()).toBe(0);
});

it('[S11 D14] clearing while offline takes effect at once, and reaches the server with the next connection', async () => {
  const stage = await Stage.open();
  const web = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const b = await stage.enters('bobby');
  await stage.says(b, alice, 'one');
  await stage.rests();
  await stage.loses(web);
  await stage.does(web.client.conversations.peek(bobby)?.clearUnread() ?? Promise.reject());
  expect(unreadOf(web.client, bobby)).toBe(0);
  await stage.says(b, alice, 'two');
  await stage.rests();
  expect(unreadOf(phone.client, bobby)).toBe(2);
  await stage.returns(web);
  await stage.rests();
  for (const device of [web, phone]) expect(unreadOf(device.client, bobby)).toBe(1);
});

it('[B5 D13] counts come from positions: lost pushes, repeats and restarts leave every device with the log’s count', async () => {
  const stage = await Stage.open();
  const web = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const b = await stage.enters('bobby');
  for (let n = 1; n <= 5; n++) await stage.says(b, alice, `message ${n}`);
  await stage.loses(phone);
  await stage.quits(web);
  for (let n = 6; n <= 9; n++) await stage.says(b, alice, `message ${n}`);
  await stage.restarts(web);
  await stage.does(web.client.conversations.peek(bobby)?.clearUnread() ?? Promise.reject());
  await stage.says(b, alice, 'message 10');
  stage.serverCrashes();
  stage.world.server.start();
  await stage.returns(phone);
  await stage.rests(10_000);
  for (const device of [web, phone]) expect(unreadOf(device.client, bobby)).toBe(1);
  await stage.agrees();
});
