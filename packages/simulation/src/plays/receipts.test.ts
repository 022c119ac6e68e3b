import { expect, it } from 'vitest';
import type { Device } from '../world/device.js';
import { hears, Stage, textsOf } from './stage.js';

const alice = { user: 'alice' };
const bobby = { user: 'bobby' };
const wanted = { needReadReceipt: true };
const names = (users: readonly { username: string }[]) => users.map(({ username }) => username).sort();

async function reads(stage: Stage, device: Device, target: { user: string } | { group: string }, id: string) {
  const message = await stage.does(device.client.conversations.peek(target)?.messages.byId(id) ?? Promise.reject());
  await stage.does(message?.markRead() ?? Promise.reject());
}

it('[S41 S42 S43 S44 S45 D15 B7] read and unread are the recipients at the place, after people left and joined', async () => {
  const stage = await Stage.open();
  const [a, b, c] = [await stage.enters('alice'), await stage.enters('bobby'), await stage.enters('carol')];
  const d = await stage.enters('david');
  const { id } = await stage.does(a.client.groups.create({ name: 'Tea', members: ['bobby', 'carol'] }));
  const group = { group: id };
  const told = hears(a, 'message.receipts');
  const sent = await stage.says(a, group, 'who comes?', wanted);
  expect(sent.unreadReceipts).toBe(2);
  await stage.rests();
  await reads(stage, b, group, sent.id);
  await stage.rests();
  expect(told.map(({ messages }) => messages.map(({ unreadReceipts }) => unreadReceipts))).toEqual([[1]]);
  await stage.does(b.client.groups.leave(id));
  await stage.does(a.client.groups.addMembers(id, ['david']));
  await stage.rests();
  const lists = await stage.does(sent.receipts());
  expect([names(lists.read), names(lists.unread)]).toEqual([['bobby'], ['carol']]);
  await reads(stage, c, group, sent.id);
  await stage.rests();
  expect(names((await stage.does(sent.receipts())).unread)).toEqual([]);
  expect(d.client.conversations.peek(group)).toBeDefined();
  await stage.agrees();
});

it('[S44] a mark made offline reaches the sender with the next connection, and the reader’s other devices', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const [web, phone] = [await stage.enters('bobby'), await stage.enters('bobby', 'ios')];
  const sent = await stage.says(a, bobby, 'hello', wanted);
  await stage.rests();
  await stage.loses(web);
  await reads(stage, web, alice, sent.id);
  const told = hears(a, 'message.receipts');
  await stage.rests();
  expect(told).toEqual([]);
  await stage.returns(web);
  await stage.rests();
  expect(told.map(({ messages }) => messages[0]?.unreadReceipts)).toEqual([0]);
  const there = await stage.does(phone.client.conversations.peek(alice)?.messages.byId(sent.id) ?? Promise.reject());
  expect(there?.isRead).toBe(true);
  await stage.agrees();
});

it('[S45] what the sender missed comes as its last state, one call a conversation, behind the rest', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const sent = [await stage.says(a, bobby, 'one', wanted), await stage.says(a, bobby, 'two', wanted)];
  await stage.rests();
  await stage.loses(a);
  for (const { id } of sent) await reads(stage, b, alice, id);
  await stage.says(b, alice, 'three');
  await stage.rests();
  const order: string[] = [];
  a.client.on('sync.offline', ({ messages }) => order.push(`offline ${textsOf(messages)}`));
  a.client.on('message.receipts', ({ messages }) => order.push(`receipts ${textsOf(messages)}`));
  a.client.on('unread.changed', ({ total }) => order.push(`unread ${total}`));
  await stage.returns(a);
  expect(order).toEqual(['offline three', 'receipts one,two', 'unread 1']);
  await stage.agrees();
});

it('[D15] to others than the sender the lists are closed, and who asked for none has none', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const [asked, plain] = [await stage.says(a, bobby, 'one', wanted), await stage.says(a, bobby, 'two')];
  await stage.rests();
  const theirs = await stage.does(b.client.conversations.peek(alice)?.messages.byId(asked.id) ?? Promise.reject());
  await expect(theirs?.receipts()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(plain.receipts()).rejects.toMatchObject({ code: 'INVALID' });
  await stage.agrees();
});

it('[S40] a message is forwarded with its content to somebody else, and to a group', async () => {
  const stage = await Stage.open();
  const [a, b, c] = [await stage.enters('alice'), await stage.enters('bobby'), await stage.enters('carol')];
  const sent = await stage.says(a, bobby, 'pass it on');
  await stage.rests();
  const received = await stage.does(b.client.conversations.peek(alice)?.messages.byId(sent.id) ?? Promise.reject());
  if (!received) throw new Error('nothing came');
  const carol = { user: 'carol' };
  const on = await stage.does(stage.records(b, b.client.forward(received, carol), carol, 'pass it on'));
  expect(on.id).not.toBe(sent.id);
  await stage.rests();
  expect(textsOf(await stage.does(c.client.conversations.peek(bobby)?.messages.all() ?? Promise.reject()))).toEqual([
    'pass it on',
  ]);
  await stage.agrees();
});
