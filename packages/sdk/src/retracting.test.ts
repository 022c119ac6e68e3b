import { expect, it } from 'vitest';
import type { Client, Message } from './api.js';
import { memoryStore } from './store/memory-store.js';
import { listen, Stage } from './testing/stage.js';
import { words } from './testing/words.js';

const alices = { user: 'alice' };
const bobbys = { user: 'bobby' };

function conversation(client: Client, target: { user: string }) {
  const found = client.conversations.peek(target);
  if (!found) throw new Error('there is no conversation');
  return found;
}
const about = (heard: readonly string[]) => heard.filter((line) => !line.startsWith('status'));

async function two() {
  const stage = new Stage('alice', 'bobby');
  const log = stage.server.single('alice', 'bobby');
  return { stage, log };
}

it('[S37 S38 S39] the sender takes it back, and a prompt stands in its place: in lists, windows, the last message, and the event', async () => {
  const { stage, log } = await two();
  const alice = await stage.online('alice');
  const bobby = await stage.online('bobby');
  const sent = await stage.until(alice.send(bobbys, 'the secret', { extras: { orderId: 'x' } }));
  await stage.pass(10);
  const messages = conversation(bobby, alices).messages;
  const stop = messages.subscribe(() => {});
  await stage.pass(10);
  const [heard, own] = [listen(bobby), listen(alice)];
  const prompt = await stage.until(sent.retract());
  expect(prompt).toMatchObject({ id: sent.id, seq: 1, status: 'sent', isOwn: true, extras: {} });
  expect(prompt.createdAt).toEqual(sent.createdAt);
  expect(prompt.content).toEqual({ type: 'prompt', reason: 'retracted', text: expect.any(String) });
  await stage.pass(10);
  expect(about(heard)).toEqual(['retracted 1 prompt', 'unread 0']);
  expect(about(own)).toEqual(['retracted 1 prompt']);
  for (const client of [alice, bobby]) {
    const here = conversation(client, client === alice ? bobbys : alices);
    expect(here.lastMessage?.content.type).toBe('prompt');
    expect(here.lastMessage?.seq).toBe(1);
    expect(words(await here.messages.all())).toEqual(['prompt']);
  }
  expect(words(messages.get())).toEqual(['prompt']);
  expect(messages.get()[0]).toMatchObject({ status: 'received', from: { username: 'alice', displayName: 'ALICE' } });
  expect(log.entries).toHaveLength(2);
  stop();
  expect(stage.errors).toEqual([]);
});

it('[S38] a conversation takes back its own messages, and no other; what cannot be asks no server', async () => {
  const { stage } = await two();
  const alice = await stage.online('alice');
  const bobby = await stage.online('bobby');
  const sent = await stage.until(alice.send(bobbys, 'mine'));
  await stage.pass(10);
  const [received] = (await conversation(bobby, alices).messages.all()) as [Message];
  await expect(received.retract()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const draft = await stage.until(conversation(alice, bobbys).createMessage('draft'));
  await expect(draft.retract()).rejects.toMatchObject({ code: 'INVALID' });
  const carol = stage.server.single('alice', 'bobby');
  expect(carol.entries).toHaveLength(1);
  await expect(conversation(bobby, alices).retract(draft)).rejects.toMatchObject({ code: 'INVALID' });
  expect(stage.server.count('retract')).toBe(0);
  const prompt = await stage.until(conversation(alice, bobbys).retract(sent));
  expect(prompt.content.type).toBe('prompt');
  await expect(prompt.retract()).rejects.toMatchObject({ code: 'ALREADY_RETRACTED' });
  stage.server.intercept = ({ t }) => (t === 'retract' ? 'RETRACT_TIMEOUT' : undefined);
  const late = await stage.until(alice.send(bobbys, 'late'));
  await expect(stage.until(late.retract())).rejects.toMatchObject({ code: 'RETRACT_TIMEOUT', disposition: 'reject' });
  expect(words(await conversation(alice, bobbys).messages.all())).toEqual(['late', 'draft', 'prompt']);
});

it('[S39] the delegate hears of it, and a listener of another conversation does not', async () => {
  const { stage, log } = await two();
  const bobby = await stage.online('bobby');
  const other = stage.server.single('carol', 'bobby');
  expect(other.entries).toEqual([]);
  const heard: string[] = [];
  bobby.addDelegate({
    onReceiveMessageRetractEvent: ({ message, conversation: { title } }) => heard.push(`${title} ${words([message])}`),
  });
  bobby.on('message.retracted', () => heard.push('wrong'), { conversation: { user: 'carol' } });
  stage.server.say(log, 'alice', 'one');
  stage.server.retract(log, 1);
  await stage.pass(10);
  expect(heard).toEqual(['alice prompt']);
});

it('[S37] a message that another device of the user sent can be taken back here', async () => {
  const { stage, log } = await two();
  const alice = await stage.online('alice');
  stage.server.say(log, 'alice', 'from my phone');
  await stage.pass(10);
  const [message] = (await conversation(alice, bobbys).messages.all()) as [Message];
  expect((await stage.until(message.retract())).content.type).toBe('prompt');
  expect(words(await conversation(alice, bobbys).messages.all())).toEqual(['prompt']);
});

it('[S39 (part) D16 (part)] after a reconnection: offline calls, then what was taken back of known messages, then the count', async () => {
  const { stage, log } = await two();
  const bobby = await stage.online('bobby');
  for (const text of ['one', 'two']) stage.server.say(log, 'alice', text);
  await stage.pass(2_000);
  const heard = listen(bobby);
  stage.server.isUp = false;
  stage.server.cut();
  stage.server.retract(log, 1);
  stage.server.say(log, 'alice', 'three');
  stage.server.say(log, 'alice', 'four');
  stage.server.retract(log, 5);
  stage.server.say(log, 'alice', 'five');
  stage.server.isUp = true;
  await stage.until(bobby.synced());
  expect(about(heard)).toEqual(['offline messages three,prompt,five', 'retracted 1 prompt', 'unread 3']);
  expect(conversation(bobby, alices)).toMatchObject({ unreadCount: 3 });
  expect(words(await conversation(bobby, alices).messages.all())).toEqual(['five', 'prompt', 'three', 'two', 'prompt']);
  await stage.pass(2_000);
  heard.length = 0;
  stage.server.cut();
  await stage.until(bobby.synced());
  expect(about(heard)).toEqual([]);
});

it('[D16 (part)] what was taken back in a hole that a catch-up leaves is a prompt all the same', async () => {
  const { stage, log } = await two();
  const bobby = await stage.online('bobby');
  stage.server.say(log, 'alice', 'the secret');
  await stage.pass(2_000);
  stage.server.isUp = false;
  stage.server.cut();
  stage.server.retract(log, 1);
  for (let at = 0; at < 150; at++) stage.server.say(log, 'alice', `m${at}`);
  // Another device has them all: this one takes the newest hundred.
  const member = log.members.get('bobby');
  if (member) member.delivered = log.entries.length;
  const heard = listen(bobby);
  stage.server.isUp = true;
  await stage.until(bobby.synced());
  expect(about(heard)).toContain('retracted 1 prompt');
  const all = await conversation(bobby, alices).messages.all();
  expect(words(all).at(-1)).toBe('prompt');
  expect(all).toHaveLength(101);
  expect(conversation(bobby, alices).unreadCount).toBe(150);
  expect((await stage.until(conversation(bobby, alices).messages.page({ limit: 200 }))).items).toHaveLength(151);
});

it('[D16 (part)] a gap that is filled while it is taken back leaves a prompt, whatever comes first', async () => {
  const { stage, log } = await two();
  stage.server.say(log, 'alice', 'zero');
  const bobby = await stage.online('bobby');
  const [socket] = stage.server.sockets;
  if (socket) socket.isDeaf = true;
  stage.server.say(log, 'alice', 'lost on its way');
  if (socket) socket.isDeaf = false;
  const heard = listen(bobby);
  let asked = 0;
  stage.server.intercept = ({ t }) => {
    if (t === 'entries' && ++asked === 1) stage.clock.after(0, () => void stage.server.retract(log, 2));
    return undefined;
  };
  stage.server.say(log, 'alice', 'after');
  await stage.pass(20);
  expect(words(await conversation(bobby, alices).messages.all())).toEqual(['after', 'prompt', 'zero']);
  expect(heard.filter((line) => line.startsWith('retracted'))).toEqual(['retracted 2 prompt']);
  expect(bobby.unreadCount.get()).toBe(2);
});

it('[S37] without a connection it ends with OFFLINE; lost on the way, the state comes with the next one', async () => {
  const { stage } = await two();
  const alice = await stage.online('alice');
  const sent = await stage.until(alice.send(bobbys, 'hello'));
  stage.server.intercept = ({ t }) => (t === 'retract' ? 'mute' : undefined);
  const heard = listen(alice);
  const socket = [...stage.server.sockets][0];
  if (socket) socket.push = () => {};
  const retracting = sent.retract();
  await stage.pass(5);
  stage.server.isUp = false;
  stage.server.cut();
  await expect(stage.until(retracting)).rejects.toMatchObject({ code: 'OFFLINE' });
  await expect(stage.until(sent.retract())).rejects.toMatchObject({ code: 'OFFLINE' });
  expect(words(await conversation(alice, bobbys).messages.all())).toEqual(['hello']);
  stage.server.isUp = true;
  await stage.until(alice.synced());
  expect(words(await conversation(alice, bobbys).messages.all())).toEqual(['prompt']);
  expect(about(heard)).toEqual(['retracted 1 prompt']);
});

it('[D4 (part) D16 (part)] a send whose acknowledgement was lost ends as sent, a prompt by then', async () => {
  const { stage, log } = await two();
  const alice = await stage.online('alice');
  stage.server.intercept = ({ t }) => (t === 'send' ? 'mute' : undefined);
  const handle = alice.send(bobbys, 'hello');
  await stage.pass(5);
  stage.server.isUp = false;
  stage.server.cut();
  expect(log.entries).toHaveLength(1);
  stage.server.retract(log, 1);
  stage.server.intercept = ({ t }) => (t === 'send' ? 'silence' : undefined);
  stage.server.isUp = true;
  const sent = await stage.until(handle);
  expect(sent).toMatchObject({ id: handle.id, seq: 1, status: 'sent', content: { type: 'prompt' } });
  await stage.until(alice.synced());
  expect(words(await conversation(alice, bobbys).messages.all())).toEqual(['prompt']);
});

it('[D4 (part) D16 (part)] so does one whose acknowledgement comes before what took it back', async () => {
  const { stage, log } = await two();
  const alice = await stage.online('alice');
  stage.server.intercept = ({ t }) => (t === 'send' ? 'mute' : undefined);
  const handle = alice.send(bobbys, 'the secret');
  await stage.pass(5);
  stage.server.isUp = false;
  stage.server.cut();
  stage.server.retract(log, 1);
  stage.server.intercept = ({ t }) => (t === 'entries' ? 'mute' : undefined);
  stage.server.isUp = true;
  const sent = await stage.until(handle);
  expect(sent).toMatchObject({ seq: 1, status: 'sent', content: { type: 'prompt', reason: 'retracted' } });
});

it('[S6] a conversation that was removed here does not return for a retraction', async () => {
  const { stage, log } = await two();
  const bobby = await stage.online('bobby');
  stage.server.say(log, 'alice', 'one');
  await stage.pass(2_000);
  await stage.until(bobby.conversations.remove(alices));
  stage.server.retract(log, 1);
  await stage.pass(10);
  expect(bobby.conversations.get()).toEqual([]);
  stage.server.cut();
  await stage.until(bobby.synced());
  expect(bobby.conversations.get()).toEqual([]);
  stage.server.say(log, 'alice', 'two');
  await stage.pass(10);
  expect(words(await conversation(bobby, alices).messages.all())).toEqual(['two']);
});

it('[S39 (part)] what was deleted here stays deleted, and the text is gone from the store', async () => {
  const { stage, log } = await two();
  const kept = memoryStore();
  const bobby = await stage.online('bobby', kept);
  for (const text of ['one', 'the secret']) stage.server.say(log, 'alice', text);
  await stage.pass(10);
  const [, first] = (await conversation(bobby, alices).messages.all()) as [Message, Message];
  await stage.until(conversation(bobby, alices).messages.remove(first));
  stage.server.retract(log, 1);
  stage.server.retract(log, 2);
  await stage.pass(2_000);
  expect(words(await conversation(bobby, alices).messages.all())).toEqual(['prompt']);
  await stage.until(bobby[Symbol.asyncDispose]());
  const again = stage.device(kept);
  await stage.until(again.resume());
  const here = conversation(again, alices);
  expect(JSON.stringify([here.lastMessage, await here.messages.all()])).not.toContain('the secret');
});
