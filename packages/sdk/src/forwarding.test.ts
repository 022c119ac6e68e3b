import { expect, it } from 'vitest';
import type { Client, Message } from './api.js';
import { content } from './content.js';
import { Stage } from './testing/stage.js';

const [alices, bobbys, carols] = [{ user: 'alice' }, { user: 'bobby' }, { user: 'carol' }];

async function newest(client: Client, target: { user: string }): Promise<Message> {
  const [message] = (await client.conversations.peek(target)?.messages.all()) ?? [];
  if (!message) throw new Error('there is nothing');
  return message;
}

it('[S40] what was sent or received goes on to a user or a group: the same content and extras, another id', async () => {
  const stage = new Stage('alice', 'bobby', 'carol');
  const alice = await stage.online('alice');
  const bobby = await stage.online('bobby');
  stage.server.group('7', ['bobby', 'carol']);
  const place = content.location({ latitude: 1, longitude: 2, scale: 3, address: 'here' });
  const sent = await stage.until(alice.send(bobbys, place, { extras: { orderId: 'x' }, needReadReceipt: true }));
  await stage.pass(10);
  const received = await newest(bobby, alices);
  const on = await stage.until(bobby.forward(received, carols));
  expect(on).toMatchObject({ content: place, extras: { orderId: 'x' }, status: 'sent', target: { user: 'carol' } });
  expect(on.id).not.toBe(sent.id);
  expect(on.unreadReceipts).toBeUndefined();
  const toGroup = await stage.until(bobby.forward(on, { group: '7' }, { extras: {}, needReadReceipt: true }));
  expect(toGroup).toMatchObject({ content: place, extras: {}, unreadReceipts: 1 });
});

it('[S40] what this version cannot show is forwarded whole', async () => {
  const stage = new Stage('alice', 'bobby', 'carol');
  const bobby = await stage.online('bobby');
  const sticker = { type: 'sticker', name: 'wave', frames: [1, 2] };
  const log = stage.server.single('alice', 'bobby');
  stage.server.append(log, 'alice', { id: 'a-message-of-tomorrow', content: sticker as never });
  await stage.pass(10);
  const on = await stage.until(bobby.forward(await newest(bobby, alices), carols));
  expect(on.content).toEqual({ type: 'unknown', raw: sticker });
});

it('[S40] a draft, a failed message, an event, a prompt, a room, and nothing at all are refused, and nothing is sent', async () => {
  const stage = new Stage('alice', 'bobby', 'carol');
  const bobby = await stage.online('bobby');
  const refused = async (message: unknown, to: unknown = carols) =>
    expect(stage.until(bobby.forward(message as Message, to as typeof carols))).rejects.toMatchObject({
      code: 'INVALID',
    });
  const log = stage.server.single('alice', 'bobby');
  stage.server.say(log, 'alice', 'one');
  const group = stage.server.group('7', ['alice', 'bobby']);
  stage.server.event(group, 'alice', 'updated');
  await stage.pass(2_000);
  const conversation = bobby.conversations.peek(alices);
  await refused(await stage.until(conversation?.createMessage('draft') ?? Promise.reject()));
  stage.server.intercept = ({ t }) => (t === 'send' ? 'BLOCKED' : undefined);
  const failed = bobby.send(alices, 'refused');
  await stage.until(failed.catch(() => {}));
  stage.server.intercept = () => undefined;
  await refused(await conversation?.messages.byId(failed.id));
  await refused((await bobby.conversations.peek({ group: '7' })?.messages.all())?.[0]);
  const one = (await conversation?.messages.all())?.find(({ seq }) => seq === 1);
  await refused(one, { chatroom: '9' });
  await refused(one, { user: 'bobby' });
  await refused(undefined);
  stage.server.retract(log, 1);
  await stage.pass(10);
  // Also where it is asked with a message as it was.
  await refused(one);
  expect(stage.server.asked.filter(({ t }) => t === 'send')).toHaveLength(1);
});

it('[S40 (part)] nobody who is logged out forwards anything', async () => {
  const stage = new Stage('alice', 'bobby');
  const alice = await stage.online('alice');
  const sent = await stage.until(alice.send(bobbys, 'hello'));
  await stage.until(alice.logout());
  await expect(alice.forward(sent, bobbys)).rejects.toMatchObject({ code: 'NOT_LOGGED_IN' });
});

it('[S29 (part) S40 (part)] a forwarding that is cancelled at once reaches nobody', async () => {
  const stage = new Stage('alice', 'bobby', 'carol');
  const alice = await stage.online('alice');
  const sent = await stage.until(alice.send(bobbys, 'hello'));
  const handle = alice.forward(sent, carols);
  handle.cancel();
  await expect(stage.until(handle)).rejects.toMatchObject({ code: 'CANCELLED' });
  await stage.pass(100);
  expect(stage.server.count('send')).toBe(1);
});
