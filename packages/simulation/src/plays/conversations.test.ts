import { ImError } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { lists, Stage, unreadOf } from './stage.js';

const bobby = { user: 'bobby' };
const alice = { user: 'alice' };

it('[S1] opening a conversation makes it once, also when two calls race, and returns it as it is ever after', async () => {
  const stage = await Stage.open();
  await stage.enters('bobby');
  const a = await stage.enters('alice');
  const { conversations } = a.client;

  const [one, other] = await stage.does(Promise.all([conversations.open(bobby), conversations.open(bobby)]));
  expect(one.id).toBe('single_default_bobby');
  expect(other.id).toBe(one.id);
  expect(one.title).toBe('bobby');
  expect(one.peer).toMatchObject({ username: 'bobby', appKey: 'default' });

  await stage.says(a, bobby, 'hello');
  const again = await stage.does(conversations.open({ user: 'bobby', appKey: 'default' }));
  expect(again.id).toBe(one.id);
  expect(again.lastMessage?.content).toEqual({ type: 'text', text: 'hello' });
  expect(conversations.get()).toHaveLength(1);
});

it('[S1] an unknown user, or a look-up that fails, makes nothing', async () => {
  const stage = await Stage.open();
  await stage.enters('bobby');
  const a = await stage.enters('alice');
  await expect(stage.does(a.client.conversations.open({ user: 'nobody' }))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await stage.loses(a);
  const error = await stage.does(a.client.conversations.open(bobby).catch((reason: unknown) => reason));
  expect(ImError.is(error) && error.disposition).toBe('retry');
  expect(a.client.conversations.get()).toEqual([]);
  expect(a.client.conversations.peek(bobby)).toBeUndefined();
});

it('[S2] opening a group that one is a member of answers its conversation; another does not exist', async () => {
  const stage = await Stage.open();
  const b = await stage.enters('bobby');
  const c = await stage.enters('carol');
  const a = await stage.enters('alice');
  const { id } = await stage.does(a.client.groups.create({ name: 'Garden', members: ['bobby'] }));
  await stage.rests();

  const [one, other] = await stage.does(
    Promise.all([b.client.conversations.open({ group: id }), b.client.conversations.open({ group: id })]),
  );
  expect(one).toMatchObject({ id: `group_${id}`, type: 'group', title: 'Garden' });
  expect(other.id).toBe(one.id);
  expect(b.client.conversations.get()).toHaveLength(1);

  await expect(stage.does(c.client.conversations.open({ group: id }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(c.client.conversations.get()).toEqual([]);
});

it('[S3] looking up a conversation with a user is local; an empty appKey is one’s own application', async () => {
  const stage = await Stage.open();
  await stage.enters('bobby');
  const a = await stage.enters('alice');
  expect(a.client.conversations.peek(bobby)).toBeUndefined();
  await stage.does(a.client.conversations.open(bobby));
  await stage.loses(a);
  for (const target of [bobby, { user: 'bobby', appKey: '' }, { user: 'bobby', appKey: 'default' }])
    expect(a.client.conversations.peek(target)?.id).toBe('single_default_bobby');
  expect(a.client.conversations.peek({ user: 'bobby', appKey: 'other' })).toBeUndefined();
});

it('[S4] looking up a conversation with a group is local', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const { id } = await stage.does(a.client.groups.create({ name: 'Garden' }));
  await stage.rests();
  await stage.loses(a);
  expect(a.client.conversations.peek({ group: id })?.id).toBe(`group_${id}`);
  expect(a.client.conversations.peek({ group: '4711' })).toBeUndefined();
});

it('[S5] the list holds pinned conversations first, then by last message, newest first', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  for (const user of ['bobby', 'carol', 'david']) {
    const device = await stage.enters(user);
    await stage.says(device, alice, `I am ${user}`);
  }
  await stage.rests();
  const names = () => a.client.conversations.get().map((conversation) => conversation.title);
  expect(names()).toEqual(['david', 'carol', 'bobby']);
  await stage.does(a.client.conversations.peek(bobby)?.setPinned(true) ?? Promise.reject(new Error('not listed')));
  expect(names()).toEqual(['bobby', 'david', 'carol']);
  await stage.says(a, { user: 'carol' }, 'hello carol');
  expect(names()).toEqual(['bobby', 'carol', 'david']);
});

it('[S6 S7] removing a conversation takes it and its messages from this device; the next message makes it anew', async () => {
  const stage = await Stage.open();
  const b = await stage.enters('bobby');
  const a = await stage.enters('alice');
  const phone = await stage.enters('alice', 'ios');
  await stage.says(b, alice, 'one');
  await stage.says(b, alice, 'two');
  await stage.rests();

  expect(await stage.does(a.client.conversations.remove({ user: 'bobby', appKey: 'default' }))).toBe(true);
  expect(await stage.does(a.client.conversations.remove(bobby))).toBe(false);
  expect(a.client.conversations.get()).toEqual([]);
  await stage.rests();
  expect(await lists(stage, phone, bobby)).toEqual(['one', 'two']);
  expect(unreadOf(phone.client, bobby)).toBe(0);

  await stage.says(b, alice, 'three');
  await stage.rests();
  expect(await lists(stage, a, bobby)).toEqual(['three']);
  expect(unreadOf(a.client, bobby)).toBe(1);

  // Nothing older comes back, by whatever way.
  await stage.quits(a);
  await stage.restarts(a);
  const page = await stage.does(a.client.conversations.peek(bobby)?.messages.page({ limit: 10 }) ?? Promise.reject());
  expect(page.items.map((message) => message.seq)).toEqual([3]);
});

it('[S8] removing a group’s conversation leaves one a member', async () => {
  const stage = await Stage.open();
  const b = await stage.enters('bobby');
  const a = await stage.enters('alice');
  const group = { group: (await stage.does(a.client.groups.create({ name: 'Garden', members: ['bobby'] }))).id };
  await stage.rests();
  expect(await stage.does(b.client.conversations.remove(group))).toBe(true);
  expect(b.client.conversations.peek(group)).toBeUndefined();
  await stage.says(a, group, 'who waters?');
  await stage.rests();
  expect(await lists(stage, b, group)).toEqual(['who waters?']);
  await stage.says(b, group, 'I do');
  await stage.rests();
  expect(await lists(stage, a, group)).toEqual(['event', 'who waters?', 'I do']);
});
