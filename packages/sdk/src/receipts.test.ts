import { expect, it } from 'vitest';
import type { Client, Message } from './api.js';
import { memoryStore } from './store/memory-store.js';
import { listen, Stage } from './testing/stage.js';

const [alices, bobbys] = [{ user: 'alice' }, { user: 'bobby' }];
const wanted = { needReadReceipt: true };
const about = (heard: readonly string[], what: string) => heard.filter((line) => line.startsWith(what));

async function all(client: Client, target: { user: string } | { group: string }): Promise<Message[]> {
  return (await client.conversations.peek(target)?.messages.all()) ?? [];
}

it('[S41 S42 S44 S45] the sender sees how many have not read it, and hears when somebody has', async () => {
  const stage = new Stage('alice', 'bobby', 'carol');
  const log = stage.server.group('7', ['alice', 'bobby', 'carol']);
  const [alice, bobby] = [await stage.online('alice'), await stage.online('bobby')];
  const sent = await stage.until(alice.send({ group: '7' }, 'who comes?', wanted));
  expect(sent.unreadReceipts).toBe(2);
  const plain = await stage.until(alice.send({ group: '7' }, 'no matter'));
  expect(plain.unreadReceipts).toBeUndefined();
  await stage.pass(10);
  const heard = listen(alice);
  const [second, first] = (await all(bobby, { group: '7' })) as [Message, Message];
  expect([first.isRead, first.unreadReceipts]).toEqual([false, undefined]);
  await stage.until(first.markRead());
  await stage.until(first.markRead());
  await stage.until(second.markRead());
  await stage.pass(10);
  expect(heard).toEqual(['receipts who comes? 1']);
  expect((await all(bobby, { group: '7' })).map(({ isRead }) => isRead)).toEqual([true, true]);
  // For what asks for none it is this device's own matter.
  expect(stage.server.asked.filter(({ t }) => t === 'receipts.mark')).toHaveLength(1);
  stage.server.read(log, 'carol', 1);
  await stage.pass(10);
  expect(heard.at(-1)).toBe('receipts who comes? 0');
  expect((await all(alice, { group: '7' })).map(({ unreadReceipts }) => unreadReceipts)).toEqual([undefined, 0]);
  expect(bobby.conversations.peek({ group: '7' })?.unreadCount).toBe(2);
});

it('[S44] a mark made offline is kept, over a restart too, and reaches the server once', async () => {
  const stage = new Stage('alice', 'bobby');
  const log = stage.server.single('alice', 'bobby');
  for (const text of ['one', 'two']) stage.server.say(log, 'alice', text, wanted);
  const kept = memoryStore();
  const bobby = await stage.online('bobby', kept);
  stage.server.isUp = false;
  stage.server.cut();
  await stage.pass(10);
  for (const message of await all(bobby, alices)) await stage.until(message.markRead());
  expect((await all(bobby, alices)).map(({ isRead }) => isRead)).toEqual([true, true]);
  await stage.until(bobby[Symbol.asyncDispose]());
  stage.server.isUp = true;
  const again = stage.device(kept);
  await stage.until(again.resume());
  await stage.until(again.synced());
  await stage.pass(100);
  expect([...log.readers].map(([seq, readers]) => [seq, [...readers]])).toEqual([
    [2, ['bobby']],
    [1, ['bobby']],
  ]);
  expect(stage.server.asked.filter(({ t }) => t === 'receipts.mark')).toHaveLength(1);
  stage.server.cut();
  await stage.until(again.synced());
  expect(stage.server.asked.filter(({ t }) => t === 'receipts.mark')).toHaveLength(1);
});

it('[S44] the reader’s other devices learn of the mark, connected or later', async () => {
  const stage = new Stage('alice', 'bobby');
  const log = stage.server.single('alice', 'bobby');
  stage.server.say(log, 'alice', 'one', wanted);
  stage.server.say(log, 'alice', 'two', wanted);
  const [web, phone] = [await stage.online('bobby'), await stage.online('bobby')];
  const [two, one] = (await all(web, alices)) as [Message, Message];
  await stage.until(one.markRead());
  await stage.pass(100);
  expect((await all(phone, alices)).map(({ isRead }) => isRead)).toEqual([false, true]);
  await stage.pass(2_000);
  stage.server.isUp = false;
  stage.server.cut();
  await stage.pass(10);
  await stage.until(two.markRead());
  stage.server.read(log, 'bobby', 2);
  stage.server.isUp = true;
  await stage.until(phone.synced());
  expect((await all(phone, alices)).map(({ isRead }) => isRead)).toEqual([true, true]);
  const tablet = await stage.online('bobby');
  expect((await all(tablet, alices)).map(({ isRead }) => isRead)).toEqual([true, true]);
});

it('[S45] what was missed comes as its last state, once a conversation, behind the offline calls', async () => {
  const stage = new Stage('alice', 'bobby', 'carol');
  const log = stage.server.group('7', ['alice', 'bobby', 'carol']);
  const alice = await stage.online('alice');
  for (const text of ['one', 'two']) await stage.until(alice.send({ group: '7' }, text, wanted));
  await stage.pass(2_000);
  const heard = listen(alice);
  stage.server.isUp = false;
  stage.server.cut();
  for (const [reader, seq] of [
    ['bobby', 1],
    ['carol', 1],
    ['bobby', 2],
  ] as const)
    stage.server.read(log, reader, seq);
  stage.server.say(log, 'bobby', 'three');
  stage.server.isUp = true;
  await stage.until(alice.synced());
  expect(heard.filter((line) => !/status/.test(line))).toEqual([
    'offline messages three',
    'receipts one 0, two 1',
    'unread 1',
  ]);
  await stage.pass(2_000);
  heard.length = 0;
  stage.server.cut();
  await stage.until(alice.synced());
  expect(about(heard, 'receipts')).toEqual([]);
});

it('[S42 (part)] another device of the sender has the numbers with the messages, and so has history', async () => {
  const stage = new Stage('alice', 'bobby', 'carol');
  const log = stage.server.group('7', ['alice', 'bobby', 'carol']);
  stage.server.say(log, 'alice', 'one', wanted);
  stage.server.read(log, 'bobby', 1);
  const alice = await stage.online('alice');
  expect((await all(alice, { group: '7' })).map(({ unreadReceipts }) => unreadReceipts)).toEqual([1]);
});

it('[S42 (part) D4 (part)] a send whose acknowledgement was lost knows of its readers when it is acknowledged', async () => {
  const stage = new Stage('alice', 'bobby');
  const alice = await stage.online('alice');
  const log = stage.server.single('alice', 'bobby');
  stage.server.say(log, 'bobby', 'before');
  await stage.pass(2_000);
  stage.server.intercept = ({ t }) => (t === 'send' ? 'mute' : undefined);
  const handle = alice.send(bobbys, 'read at once', wanted);
  await stage.pass(5);
  stage.server.isUp = false;
  stage.server.cut();
  stage.server.read(log, 'bobby', 2);
  stage.server.intercept = () => undefined;
  stage.server.isUp = true;
  expect(await stage.until(handle)).toMatchObject({ status: 'sent', unreadReceipts: 0 });
});

it('[S42 (part) D15 (part)] so does one whose device was told of its readers, and ended before it was acknowledged', async () => {
  const stage = new Stage('alice', 'bobby');
  const kept = memoryStore();
  const alice = await stage.online('alice', kept);
  stage.server.intercept = ({ t }) => (t === 'send' || t === 'entries' ? 'mute' : undefined);
  const { id } = await stage.until(alice.send(bobbys, 'read at once', wanted).message);
  await stage.pass(2_000);
  stage.server.isUp = false;
  stage.server.cut();
  stage.server.read(stage.server.single('alice', 'bobby'), 'bobby', 1);
  stage.server.isUp = true;
  await stage.pass(20_000);
  await stage.until(alice[Symbol.asyncDispose]());
  stage.server.intercept = ({ t }) => (t === 'entries' ? 'mute' : undefined);
  const again = stage.device(kept);
  await stage.until(again.resume());
  await stage.pass(100);
  expect(await again.conversations.peek(bobbys)?.messages.byId(id)).toMatchObject({
    status: 'sent',
    unreadReceipts: 0,
  });
});

it('[S43 B7] receipts are both lists, complete over pages; FORBIDDEN to others, INVALID where none was asked for', async () => {
  const names = Array.from({ length: 25 }, (_, at) => `member${at}`);
  const stage = new Stage('alice', ...names);
  stage.server.mostListed = 7;
  const log = stage.server.group('7', ['alice', ...names]);
  const alice = await stage.online('alice');
  const sent = await stage.until(alice.send({ group: '7' }, 'all of you', wanted));
  const plain = await stage.until(alice.send({ group: '7' }, 'plain'));
  for (const name of names.slice(3, 12)) stage.server.read(log, name, 1);
  const { read, unread } = await stage.until(sent.receipts());
  expect(read.map(({ username }) => username)).toEqual(names.slice(3, 12));
  expect(unread.map(({ username }) => username)).toEqual([...names.slice(0, 3), ...names.slice(12)]);
  expect(read[0]).toMatchObject({ displayName: 'member3', appKey: 'default' });
  await expect(stage.until(plain.receipts())).rejects.toMatchObject({ code: 'INVALID' });
  const member = await stage.online('member0');
  const [, theirs] = (await all(member, { group: '7' })) as [Message, Message];
  await expect(stage.until(theirs.receipts())).rejects.toMatchObject({ code: 'FORBIDDEN' });
  stage.server.isUp = false;
  stage.server.cut();
  await expect(stage.until(sent.receipts())).rejects.toMatchObject({ code: 'OFFLINE' });
});

it('[S45] the delegate hears of it; a message taken back has no receipts any more', async () => {
  const stage = new Stage('alice', 'bobby');
  const alice = await stage.online('alice');
  const sent = await stage.until(alice.send(bobbys, 'hello', wanted));
  const heard: unknown[] = [];
  alice.addDelegate({
    onReceiveMessageReceiptStatusChangeEvent: ({ conversation, messages }) =>
      heard.push([conversation.title, messages.map(({ unreadReceipts }) => unreadReceipts)]),
  });
  const log = stage.server.single('alice', 'bobby');
  stage.server.read(log, 'bobby', 1);
  await stage.pass(10);
  expect(heard).toEqual([['bobby', [0]]]);
  const prompt = await stage.until(sent.retract());
  expect(prompt.unreadReceipts).toBeUndefined();
  await expect(prompt.receipts()).rejects.toMatchObject({ code: 'INVALID' });
});

it('[S44 (part)] of marks refused together each is tried alone, and what the server will not take is let go', async () => {
  const stage = new Stage('alice', 'bobby');
  const log = stage.server.single('alice', 'bobby');
  for (const text of ['one', 'two', 'three']) stage.server.say(log, 'alice', text, wanted);
  const bobby = await stage.online('bobby');
  stage.server.isUp = false;
  stage.server.cut();
  await stage.pass(10);
  for (const message of await all(bobby, alices)) await stage.until(message.markRead());
  stage.server.intercept = (frame) => {
    if (frame.t !== 'receipts.mark') return undefined;
    return frame.marks.some(([, places]) => places.includes(2)) ? 'NOT_FOUND' : undefined;
  };
  stage.server.isUp = true;
  await stage.until(bobby.synced());
  await stage.pass(100);
  expect([...log.readers.keys()].sort()).toEqual([1, 3]);
  const asked = stage.server.count('receipts.mark');
  await stage.pass(5_000);
  stage.server.cut();
  await stage.until(bobby.synced());
  expect(stage.server.count('receipts.mark')).toBe(asked);
});
