import { content } from '@palaver/sdk';
import { expect, it } from 'vitest';
import { hears, lists, Stage, textOf } from './stage.js';

const alice = { user: 'alice' };
const bobby = { user: 'bobby' };

it('[S21 S22] what is made is stored nowhere until it is sent, and then arrives', async () => {
  const stage = await Stage.open();
  const b = await stage.enters('bobby');
  const a = await stage.enters('alice');
  const group = { group: (await stage.does(a.client.groups.create({ name: 'Garden', members: ['bobby'] }))).id };
  await stage.rests();
  const text = content.text('to one');
  expect(a.client.conversations.peek(bobby)).toBeUndefined();
  await stage.does(stage.records(a, a.client.send(bobby, text), bobby, 'to one'));
  await stage.says(a, group, 'to many');
  await stage.rests();
  expect(await lists(stage, b, alice)).toEqual(['to one']);
  expect(await lists(stage, b, group)).toEqual(['event', 'to many']);
});

it('[S23] a draft is stored at once, survives a restart, and is sent later', async () => {
  const stage = await Stage.open();
  const b = await stage.enters('bobby');
  const a = await stage.enters('alice');
  const conversation = await stage.does(a.client.conversations.open(bobby));
  const made = await stage.does(conversation.createMessage('not yet', { extras: { mood: 'calm' } }));
  expect(made).toMatchObject({ status: 'draft', isOwn: true, extras: { mood: 'calm' } });
  await stage.rests();
  expect(await lists(stage, b, alice)).toEqual([]);

  await stage.quits(a);
  await stage.restarts(a);
  const again = await stage.does(a.client.conversations.open(bobby));
  const draft = await stage.does(again.messages.byId(made.id));
  if (!draft) throw new Error('the draft is gone');
  expect(draft.status).toBe('draft');
  const sent = await stage.does(stage.records(a, again.send(draft), bobby, 'not yet'));
  expect(sent).toMatchObject({ id: made.id, status: 'sent', seq: 1 });
  await stage.rests();
  expect(await lists(stage, b, alice)).toEqual(['not yet']);
});

it('[S24] listens to all conversations, or to one', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const c = await stage.enters('carol');
  await stage.says(b, alice, 'first');
  await stage.rests();
  const conversation = a.client.conversations.peek(bobby);
  if (!conversation) throw new Error('not listed');
  const all: (string | undefined)[] = [];
  const one: (string | undefined)[] = [];
  const delegated: (string | undefined)[] = [];
  const ofOne: (string | undefined)[] = [];
  const stop = a.client.on('message.new', ({ message }) => all.push(textOf(message)));
  a.client.on('message.new', ({ message }) => one.push(textOf(message)), { conversation });
  a.client.addDelegate({ onReceiveMessage: (message) => delegated.push(textOf(message)) });
  a.client.addDelegate({ onReceiveMessage: (message) => ofOne.push(textOf(message)) }, conversation);
  await stage.says(b, alice, 'from bobby');
  await stage.says(c, alice, 'from carol');
  await stage.rests();
  stop();
  await stage.says(b, alice, 'after');
  await stage.rests();
  expect(all).toEqual(['from bobby', 'from carol']);
  expect(one).toEqual(['from bobby', 'after']);
  expect(delegated).toEqual(['from bobby', 'from carol', 'after']);
  expect(ofOne).toEqual(['from bobby', 'after']);
});

it('[S25] sending answers with the message, or with the error', async () => {
  const stage = await Stage.open();
  await stage.enters('bobby');
  const a = await stage.enters('alice');
  const sent = hears(a, 'message.sent');
  const failed = hears(a, 'message.failed');
  const responses: [string | undefined, string | undefined][] = [];
  a.client.addDelegate({ onSendMessageResponse: (message, error) => responses.push([textOf(message), error?.code]) });

  const message = await stage.says(a, bobby, 'arrives');
  expect(message).toMatchObject({ status: 'sent', isOwn: true, content: { text: 'arrives' } });
  const nobody = { user: 'nobody' };
  await expect(stage.says(a, nobody, 'does not')).rejects.toMatchObject({ code: 'NOT_FOUND', disposition: 'reject' });

  expect(sent.map((event) => textOf(event.message))).toEqual(['arrives']);
  expect(failed.map((event) => [textOf(event.message), event.message.status, event.error.code])).toEqual([
    ['does not', 'failed', 'NOT_FOUND'],
  ]);
  expect(responses).toEqual([
    ['arrives', undefined],
    ['does not', 'NOT_FOUND'],
  ]);
});

it('[S26] messages sent offline wait and leave once, in order, on reconnection', async () => {
  const stage = await Stage.open();
  const b = await stage.enters('bobby');
  const a = await stage.enters('alice');
  const conversation = await stage.does(a.client.conversations.open(bobby));
  await stage.loses(a);
  const handles = [
    stage.hands(a, bobby, 'one'),
    stage.records(a, conversation.send('two'), bobby, 'two'),
    stage.hands(a, bobby, 'three'),
  ];
  const waiting = await stage.does(handles[1]?.message ?? Promise.reject());
  expect(waiting.status).toBe('sending');
  await stage.rests();
  expect(await lists(stage, b, alice)).toEqual([]);
  await stage.returns(a);
  const sent = await stage.does(Promise.all(handles));
  expect(sent.map((message) => message.seq)).toEqual([1, 2, 3]);
  await stage.rests();
  expect(await lists(stage, b, alice)).toEqual(['one', 'two', 'three']);
});

it('[S26 D3] what waits survives the end of its process, and leaves once after the restart', async () => {
  const stage = await Stage.open();
  const b = await stage.enters('bobby');
  const a = await stage.enters('alice');
  await stage.loses(a);
  const { id, message } = stage.hands(a, bobby, 'before the end');
  await stage.does(message);
  await stage.quits(a);
  stage.world.network.setReachable(a.name, true);
  await stage.restarts(a);
  await stage.rests();
  expect(await lists(stage, b, alice)).toEqual(['before the end']);
  const kept = await stage.does(a.client.conversations.peek(bobby)?.messages.byId(id) ?? Promise.reject());
  expect(kept).toMatchObject({ id, status: 'sent', seq: 1 });
});

it('[B9 D1] an acknowledgement names the place in the log, and the place survives a crash at that very moment', async () => {
  const stage = await Stage.open();
  const b = await stage.enters('bobby');
  const a = await stage.enters('alice');
  await stage.says(b, alice, 'first');
  const message = await stage.says(a, bobby, 'second');
  stage.serverCrashes();
  expect(message).toMatchObject({ status: 'sent', seq: 2 });
  expect(message.serverId).toMatch(/^[1-9][0-9]*$/);
  stage.world.server.start();
  const entries = await stage.world.server.truth().entries(1, 1, 9, 9);
  expect(entries.map(({ seq, sid }) => [seq, sid])[1]).toEqual([2, message.serverId]);
  await stage.rests(10_000);
  expect(await lists(stage, b, alice)).toEqual(['first', 'second']);
});
