import type { GroupEvent } from '@palaver/sdk';
import { expect, it } from 'vitest';
import { hears, lists, Stage, textsOf, unreadOf } from './stage.js';

const bobby = { user: 'bobby' };
const alice = { user: 'alice' };

it('[O7] a profile changed on one device is that of all, also of one that was away, and of who is written to', async () => {
  const stage = await Stage.open();
  const web = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const b = await stage.enters('bobby');
  await stage.says(web, bobby, 'hello');
  await stage.rests();
  await stage.loses(phone);
  const user = await stage.does(web.client.users.update({ nickname: 'Al', region: 'Oslo', extras: { team: 'red' } }));
  expect(user).toMatchObject({ username: 'alice', displayName: 'Al', region: 'Oslo', extras: { team: 'red' } });
  expect(web.client.me.get()).toEqual(user);
  await stage.returns(phone);
  expect(phone.client.me.get()).toEqual(user);
  const sent = await stage.says(phone, bobby, 'it is me');
  expect(sent.from.displayName).toBe('Al');
  await stage.rests();
  expect(b.client.conversations.peek(alice)).toMatchObject({ title: 'Al', peer: { region: 'Oslo' } });
  expect(await stage.does(web.client.users.update({ region: null, nickname: '' }))).toEqual({
    username: 'alice',
    appKey: 'default',
    displayName: 'alice',
    extras: { team: 'red' },
  });
  await stage.rests();
  expect(phone.client.me.get()).not.toHaveProperty('region');
  await stage.quits(phone);
  await stage.restarts(phone);
  expect(phone.client.me.get()?.displayName).toBe('alice');
  await expect(stage.does(web.client.users.update({ gender: 'other' as 'male' }))).rejects.toMatchObject({
    code: 'INVALID',
  });
});

it('[O7] a blocked sender gets BLOCKED and nothing is stored, in single chats only, until he is unblocked', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const b = await stage.enters('bobby');
  const { id } = await stage.does(a.client.groups.create({ name: 'Garden', members: ['bobby'] }));
  await stage.does(a.client.users.block('bobby'));
  expect((await stage.does(phone.client.users.blocked())).map(({ username }) => username)).toEqual(['bobby']);
  const handle = stage.hands(b, alice, 'hello?');
  await expect(stage.does(handle)).rejects.toMatchObject({ code: 'BLOCKED', disposition: 'reject' });
  const failed = await stage.does(b.client.conversations.peek(alice)?.messages.byId(handle.id) ?? Promise.reject());
  expect(failed).toMatchObject({ status: 'failed', error: { code: 'BLOCKED' } });
  await stage.says(b, { group: id }, 'in the garden');
  await stage.rests();
  expect(a.client.conversations.peek(bobby)).toBeUndefined();
  expect((await lists(stage, a, { group: id })).at(-1)).toBe('in the garden');

  await stage.loses(phone);
  expect((await stage.does(phone.client.users.blocked())).map(({ username }) => username)).toEqual(['bobby']);
  await expect(stage.does(phone.client.users.unblock('bobby'))).rejects.toMatchObject({ disposition: 'retry' });
  await stage.does(a.client.users.unblock('bobby'));
  await stage.returns(phone);
  await stage.loses(phone);
  expect(await stage.does(phone.client.users.blocked())).toEqual([]);
  await stage.returns(phone);

  // The same message goes out again.
  await stage.does(
    stage.records(b, b.client.conversations.peek(alice)?.send(failed ?? '') as typeof handle, alice, 'hello?'),
  );
  await stage.rests();
  expect(await lists(stage, phone, bobby)).toEqual(['hello?']);
  await expect(stage.does(a.client.users.block('alice'))).rejects.toMatchObject({ code: 'INVALID' });
  await expect(stage.does(a.client.users.block('nobody'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await stage.agrees();
});

it('[O7 S9] do-not-disturb for one user, also before a word was said, and for everything; the total leaves it out', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const b = await stage.enters('bobby');
  const c = await stage.enters('carol');
  await stage.does(a.client.users.setMuted('bobby', true));
  await stage.rests();
  // Nobody said anything: it is no conversation to be seen.
  expect([a.client.conversations.get(), phone.client.conversations.get(), b.client.conversations.get()]).toEqual([
    [],
    [],
    [],
  ]);
  await stage.says(b, alice, 'hello');
  await stage.says(c, alice, 'good evening');
  await stage.rests();
  for (const { client } of [a, phone]) {
    expect(client.conversations.peek(bobby)).toMatchObject({ muted: true, unreadCount: 1 });
    expect(client.conversations.peek({ user: 'carol' })).toMatchObject({ muted: false, unreadCount: 1 });
    expect([client.unreadCount.get(), client.users.isAllMuted.get()]).toEqual([1, false]);
  }
  expect(b.client.conversations.peek(alice)?.muted).toBe(false);

  const totals = hears(phone, 'unread.changed');
  await stage.does(a.client.users.setMuted('all', true));
  await stage.rests();
  for (const { client } of [a, phone])
    expect([client.unreadCount.get(), client.users.isAllMuted.get()]).toEqual([0, true]);
  expect(totals).toEqual([{ total: 0 }]);
  await stage.does(phone.client.users.setMuted('all', false));
  await stage.does(phone.client.users.setMuted('bobby', false));
  await stage.rests();
  for (const { client } of [a, phone])
    expect([client.unreadCount.get(), client.users.isAllMuted.get()]).toEqual([2, false]);
  await expect(stage.does(a.client.users.setMuted('nobody', true))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(stage.does(a.client.users.setMuted('alice', true))).rejects.toMatchObject({ code: 'INVALID' });
  await stage.agrees();
});

it('[O7] do-not-disturb set while away takes effect at once, survives a restart, and reaches the server and the others later', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  await stage.enters('bobby');
  await stage.loses(phone);
  await stage.does(phone.client.users.setMuted('all', true));
  await stage.does(phone.client.users.setMuted('bobby', true));
  expect([phone.client.users.isAllMuted.get(), a.client.users.isAllMuted.get()]).toEqual([true, false]);
  await stage.quits(phone);
  phone.start();
  await stage.does(phone.client.resume());
  expect(phone.client.users.isAllMuted.get()).toBe(true);
  await stage.returns(phone);
  await stage.rests();
  expect([phone.client.users.isAllMuted.get(), a.client.users.isAllMuted.get()]).toEqual([true, true]);
  const tablet = await stage.enters('alice', 'macos');
  expect(tablet.client.users.isAllMuted.get()).toBe(true);
  const b = await stage.enters('bobby', 'ios');
  await stage.says(b, alice, 'hello');
  await stage.rests();
  for (const { client } of [a, phone, tablet]) expect(client.conversations.peek(bobby)?.muted).toBe(true);
});

it('[S5 O7] pins, do-not-disturb and the order of the list are equal on all devices', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const others = [];
  for (const name of ['bobby', 'carol', 'daisy']) others.push(await stage.enters(name));
  for (const other of others) {
    await stage.says(other, alice, `from ${other.user}`);
    await stage.rests(100);
  }
  await stage.does(a.client.conversations.peek(bobby)?.setPinned(true) ?? Promise.reject());
  await stage.does(phone.client.conversations.peek({ user: 'carol' })?.setMuted(true) ?? Promise.reject());
  await stage.says(others[1] as (typeof others)[0], alice, 'once more');
  await stage.rests();
  const fresh = await stage.enters('alice', 'macos');
  for (const { client } of [a, phone, fresh]) {
    const list = client.conversations.get();
    expect(list.map(({ title, pinned, muted }) => [title, pinned, muted])).toEqual([
      ['bobby', true, false],
      ['carol', false, true],
      ['daisy', false, false],
    ]);
    expect(textsOf(list.flatMap(({ lastMessage }) => lastMessage ?? []))).toEqual([
      'from bobby',
      'once more',
      'from daisy',
    ]);
    expect(client.unreadCount.get()).toBe(2);
  }
});

it('[O7] a changed password ends the sessions of all other devices, and the new one opens', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const ended = hears(phone, 'session.ended');
  const wrong = a.client.users.changePassword('not mine', 'new and secret');
  await expect(stage.does(wrong)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(ended).toEqual([]);
  await stage.does(a.client.users.changePassword('open sesame', 'new and secret'));
  await stage.rests();
  expect(ended).toEqual([{ reason: 'password_changed' }]);
  expect([a.status, phone.status]).toEqual(['online', 'kicked']);
  const login = (password: string) => stage.does(phone.client.login({ username: 'alice', password }));
  await expect(login('open sesame')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await login('new and secret');
  expect(phone.status).not.toBe('kicked');
});

it('[O5] lists the devices of the account and ends one, which does not come back by itself', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const b = await stage.enters('bobby');
  const ended = hears(phone, 'session.ended');
  const devices = await stage.does(a.client.devices.list());
  expect(devices.map(({ platform, isCurrent, isOnline }) => [platform, isCurrent, isOnline]).sort()).toEqual([
    ['ios', false, true],
    ['web', true, true],
  ]);
  expect(devices[0]?.lastSeenAt).toBeInstanceOf(Date);
  const { id } = devices.find((device) => !device.isCurrent) ?? { id: '' };
  await expect(stage.does(b.client.devices.end(id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await stage.does(a.client.devices.end(id));
  await stage.rests(60_000);
  expect(ended).toEqual([{ reason: 'token_expired' }]);
  expect(await stage.does(phone.client.resume())).toBeUndefined();
  expect((await stage.does(a.client.devices.list())).map(({ platform }) => platform)).toEqual(['web']);
});

it('[O6] a group is handed on, has admins, silences members; each is an event that everybody sees, also afterwards', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const c = await stage.enters('carol');
  const { groups } = a.client;
  const { id } = await stage.does(groups.create({ name: 'Garden', members: ['bobby', 'carol'] }));
  await stage.rests();
  await stage.loses(c);
  await stage.does(groups.setRole(id, 'bobby', 'admin'));
  const until = new Date(stage.world.clock.now() + 60_000);
  await stage.does(b.client.groups.silence(id, 'carol', until));
  await expect(stage.does(b.client.groups.silence(id, 'alice', until))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(stage.does(groups.silence(id, 'carol', new Date(Number.NaN)))).rejects.toMatchObject({
    code: 'INVALID',
  });
  const offline = hears(c, 'sync.offline');
  await stage.returns(c);
  const events = offline.flatMap(({ kind, messages }) => (kind === 'events' ? messages : []));
  expect(events.map(eventOf)).toEqual(['alice admins_added bobby', 'bobby silenced carol']);
  expect(events[1]?.content).toMatchObject({ type: 'event', event: { until } });
  await expect(stage.says(c, { group: id }, 'let me speak')).rejects.toMatchObject({ code: 'SILENCED' });
  const members = await stage.does(c.client.groups.members(id));
  expect(members.map(({ user, role, silencedUntil }) => [user.username, role, silencedUntil])).toEqual([
    ['alice', 'owner', undefined],
    ['bobby', 'admin', undefined],
    ['carol', 'member', until],
  ]);
  stage.serverCrashes();
  await stage.rests(1_000);
  stage.world.server.start();
  await stage.until(() => [a, b, c].every(({ status }) => status === 'online'));
  await expect(stage.says(c, { group: id }, 'still')).rejects.toMatchObject({ code: 'SILENCED' });
  await stage.does(groups.silence(id, 'carol', null));
  await stage.says(c, { group: id }, 'thank you');
  await stage.does(groups.setRole(id, 'bobby', 'member'));
  await stage.does(groups.transfer(id, 'carol'));
  await expect(stage.does(groups.dissolve(id))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await stage.rests();
  expect(b.client.conversations.peek({ group: id })?.peer).toMatchObject({ owner: 'carol' });
  const heard = await stage.does(b.client.conversations.peek({ group: id })?.messages.all() ?? Promise.reject());
  expect(heard.reverse().map(eventOf)).toEqual([
    'alice created alice bobby carol',
    'alice admins_added bobby',
    'bobby silenced carol',
    'alice unsilenced carol',
    'thank you',
    'alice admins_removed bobby',
    'alice owner_changed carol',
  ]);
  await stage.agrees();
});

function eventOf(message: { content: { type: string; text?: string; event?: GroupEvent } }): string {
  const { event } = message.content;
  if (!event) return message.content.text ?? message.content.type;
  const members = 'members' in event ? event.members.map(({ username }) => ` ${username}`) : [];
  return `${event.actor.username} ${event.kind}${members.join('')}`;
}

it('[S27 S28 (part)] options mean what they say and stay with the message: how much it counts, and how it is announced', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const heard = hears(b, 'message.new');
  const notification = { title: 'Dinner', alert: 'is ready', atPrefix: 'Mum: ' };
  await stage.says(a, bobby, 'plain');
  await stage.says(a, bobby, 'loud', { unreadIncrement: 5, notification });
  await stage.says(a, bobby, 'quiet', { unreadIncrement: 0, notify: false });
  await stage.rests();
  const shown = heard.map(({ message: { notify, notification: custom } }) => [notify, custom]);
  expect(shown).toEqual([
    [true, undefined],
    [true, notification],
    [false, undefined],
  ]);
  expect([unreadOf(b.client, alice), b.client.unreadCount.get()]).toEqual([6, 6]);
  // A device that was not there finds the same.
  const phone = await stage.enters('bobby', 'ios');
  const page = await stage.does(
    phone.client.conversations.peek(alice)?.messages.page({ limit: 9 }) ?? Promise.reject(),
  );
  expect(page.items.reverse().map(({ notify, notification: custom }) => [notify, custom])).toEqual(shown);
  expect(unreadOf(phone.client, alice)).toBe(6);
  for (const unreadIncrement of [-1, 101, 0.5])
    await expect(stage.does(a.client.send(bobby, 'x', { unreadIncrement }))).rejects.toMatchObject({ code: 'INVALID' });
  await stage.agrees();
});

it('[D19 S28 (part)] what is not to be kept reaches who is online, and nobody else by any way', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const phone = await stage.enters('bobby', 'ios');
  await stage.says(a, bobby, 'before');
  await stage.rests();
  await stage.loses(phone);
  const heard = hears(b, 'message.new');
  await stage.says(a, bobby, 'for now', { saveOffline: false, unreadIncrement: 9 });
  await stage.says(a, bobby, 'after');
  await stage.rests();
  expect(textsOf(heard.map(({ message }) => message))).toEqual(['for now', 'after']);
  await stage.returns(phone);
  await stage.rests();
  const tablet = await stage.enters('bobby', 'macos');
  for (const device of [phone, tablet]) {
    const conversation = device.client.conversations.peek(alice);
    const { items } = await stage.does(conversation?.messages.page({ limit: 50 }) ?? Promise.reject());
    expect(textsOf(items)).toEqual(['after', 'before']);
  }
  // It is nobody's unread, and who had it keeps it.
  for (const device of [b, phone, tablet]) expect(unreadOf(device.client, alice)).toBe(2);
  expect(await lists(stage, b, alice)).toEqual(['before', 'for now', 'after']);
  expect(await lists(stage, a, bobby)).toEqual(['before', 'for now', 'after']);
  await expect(
    stage.does(a.client.send(bobby, 'both', { saveOffline: false, needReadReceipt: true })),
  ).rejects.toMatchObject({ code: 'INVALID' });
  // Its id stands all the same: sent again it is answered, and reaches nobody a second time.
  await stage.loses(b);
  await stage.says(a, bobby, 'to nobody', { saveOffline: false });
  await stage.returns(b);
  await stage.rests();
  expect(await lists(stage, b, alice)).toEqual(['before', 'for now', 'after']);
  await stage.agrees();
});
