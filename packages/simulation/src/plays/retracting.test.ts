import { expect, it } from 'vitest';
import { hears, lists, Stage, textsOf, unreadOf } from './stage.js';

const alice = { user: 'alice' };
const bobby = { user: 'bobby' };

it('[S37 S38 S39 D16] a message taken back is a prompt on every device of everybody, and in the log', async () => {
  const stage = await Stage.open();
  const [web, phone] = [await stage.enters('alice'), await stage.enters('alice', 'ios')];
  const b = await stage.enters('bobby');
  const heard = [web, phone, b].map((device) => hears(device, 'message.retracted'));
  const sent = await stage.says(web, bobby, 'a slip of the tongue');
  await stage.says(web, bobby, 'what was meant');
  await stage.rests();
  const prompt = await stage.does(sent.retract());
  expect(prompt).toMatchObject({ seq: 1, content: { type: 'prompt', reason: 'retracted' } });
  await stage.rests();
  for (const told of heard) expect(told.map(({ message }) => message.seq)).toEqual([1]);
  expect(await lists(stage, b, alice)).toEqual(['prompt', 'what was meant']);
  for (const device of [web, phone]) expect(await lists(stage, device, bobby)).toEqual(['prompt', 'what was meant']);
  const late = await stage.enters('bobby', 'macos');
  expect(await lists(stage, late, alice)).toEqual(['prompt', 'what was meant']);
  await stage.agrees();
});

it('[D13 D16] it is not unread any more, whichever device was away, and wherever the other had read', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const [web, phone] = [await stage.enters('bobby'), await stage.enters('bobby', 'ios')];
  const [first, second] = [
    await stage.says(a, bobby, 'one', { unreadIncrement: 3 }),
    await stage.says(a, bobby, 'two', { unreadIncrement: 5 }),
  ];
  await stage.rests();
  await stage.loses(phone);
  await stage.does(web.client.conversations.peek(alice)?.clearUnread() ?? Promise.reject());
  await stage.does(first.retract());
  await stage.says(a, bobby, 'three');
  await stage.does(second.retract());
  await stage.rests();
  expect([unreadOf(web.client, alice), unreadOf(phone.client, alice)]).toEqual([1, 8]);
  await stage.returns(phone);
  expect(unreadOf(phone.client, alice)).toBe(1);
  await stage.agrees();
});

it('[S39] taken back before it was delivered, it arrives as a prompt and is not unread', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  await stage.loses(b);
  const sent = await stage.says(a, bobby, 'never seen');
  await stage.says(a, bobby, 'seen');
  await stage.does(sent.retract());
  const [missed, retracted] = [hears(b, 'sync.offline'), hears(b, 'message.retracted')];
  await stage.returns(b);
  expect(missed.map(({ messages }) => textsOf(messages))).toEqual([['prompt', 'seen']]);
  expect(retracted).toEqual([]);
  expect(unreadOf(b.client, alice)).toBe(1);
  await stage.agrees();
});

it('[S37] too late, a second time, and from somebody else it is refused with a reason', async () => {
  const stage = await Stage.open({ settings: { limits: { retractMs: 5_000 } } });
  const a = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  const b = await stage.enters('bobby');
  const [late, twice] = [await stage.says(a, bobby, 'late'), await stage.says(a, bobby, 'twice')];
  await stage.rests(1_000);
  const conversation = phone.client.conversations.peek(bobby);
  const old = await stage.does(conversation?.messages.byId(twice.id) ?? Promise.reject());
  const theirs = await stage.does(b.client.conversations.peek(alice)?.messages.byId(twice.id) ?? Promise.reject());
  await stage.does(twice.retract());
  await expect(stage.does(old?.retract() ?? Promise.reject())).rejects.toMatchObject({ code: 'ALREADY_RETRACTED' });
  await expect(stage.does(theirs?.retract() ?? Promise.reject())).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await stage.rests(5_000);
  await expect(stage.does(late.retract())).rejects.toMatchObject({ code: 'RETRACT_TIMEOUT' });
  expect(await lists(stage, b, alice)).toEqual(['late', 'prompt']);
  await stage.agrees();
});

it('[D16 D1] what was taken back stays it after the server came back from a power cut', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const sent = await stage.says(a, bobby, 'gone').catch(() => undefined);
  expect(sent).toBeUndefined();
  const b = await stage.enters('bobby');
  const again = await stage.says(a, bobby, 'gone for good');
  await stage.does(again.retract());
  stage.serverCrashes();
  stage.world.server.start();
  await stage.rests(10_000);
  expect(await lists(stage, b, alice)).toEqual(['prompt']);
  await stage.agrees();
});
