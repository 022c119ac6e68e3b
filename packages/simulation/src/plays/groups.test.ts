import type { Message } from '@palaver/sdk';
import { expect, it } from 'vitest';
import { hears, lists, Stage } from './stage.js';

const eventOf = (message: Message) => {
  if (message.content.type !== 'event') return 'no event';
  const { event } = message.content;
  const members = 'members' in event ? ` ${event.members.map((member) => member.username).join(' ')}` : '';
  return `${event.actor.username} ${event.kind}${members}`;
};

it('[O6 (part)] each change of a group is an event in its conversation, for all its members', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const c = await stage.enters('carol');
  const heard = hears(b, 'message.new');
  const { groups } = a.client;
  const made = await stage.does(groups.create({ name: 'Garden', description: 'of all', members: ['bobby'] }));
  expect(made).toMatchObject({ name: 'Garden', description: 'of all', owner: 'alice', memberCount: 2 });
  await stage.does(groups.addMembers(made.id, ['carol']));
  await stage.does(groups.update(made.id, { name: 'Orchard' }));
  await stage.does(groups.removeMembers(made.id, ['carol']));
  await stage.does(b.client.groups.leave(made.id));
  await stage.rests();
  expect(heard.map(({ message }) => eventOf(message))).toEqual([
    'alice created alice bobby',
    'alice members_added carol',
    'alice updated',
    'alice members_removed carol',
    'bobby member_left',
  ]);
  expect(await stage.does(groups.get(made.id))).toMatchObject({ name: 'Orchard', memberCount: 1 });
  const members = await stage.does(groups.members(made.id));
  expect(members.map(({ user, role }) => [user.username, role])).toEqual([['alice', 'owner']]);
  expect((await stage.does(groups.mine())).map(({ id }) => id)).toEqual([made.id]);
  expect(await stage.does(c.client.groups.mine())).toEqual([]);
});

it('[O6 (part)] when the owner leaves, the longest-standing member follows; the owner may dissolve it', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const c = await stage.enters('carol');
  const { id } = await stage.does(a.client.groups.create({ name: 'Garden', members: ['bobby'] }));
  await stage.does(a.client.groups.addMembers(id, ['carol']));
  await stage.does(a.client.groups.leave(id));
  expect(await stage.does(c.client.groups.get(id))).toMatchObject({ owner: 'bobby', memberCount: 2 });
  await expect(stage.does(c.client.groups.dissolve(id))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await stage.does(b.client.groups.dissolve(id));
  await stage.rests();
  const failing = stage.says(c, { group: id }, 'anybody here?');
  await expect(failing).rejects.toMatchObject({ disposition: 'reject' });
  expect(await stage.does(c.client.groups.mine())).toEqual([]);
});

it('[D17] who was removed sees his removal and nothing after; who is added sees from then on', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  const b = await stage.enters('bobby');
  const c = await stage.enters('carol');
  const group = { group: (await stage.does(a.client.groups.create({ name: 'Garden', members: ['bobby'] }))).id };
  await stage.says(a, group, 'for bobby');
  await stage.does(a.client.groups.removeMembers(group.group, ['bobby']));
  await stage.does(a.client.groups.addMembers(group.group, ['carol']));
  await stage.says(a, group, 'for carol');
  await stage.rests();
  expect(await lists(stage, b, group)).toEqual(['event', 'for bobby', 'event']);
  expect(await lists(stage, c, group)).toEqual(['event', 'for carol']);
  await expect(stage.says(b, group, 'let me in')).rejects.toMatchObject({ code: 'NOT_MEMBER' });

  // Back in, the time between stays hidden, on a new device as well.
  await stage.does(a.client.groups.addMembers(group.group, ['bobby']));
  await stage.says(a, group, 'for both');
  await stage.rests(8_000);
  const phone = await stage.enters('bobby', 'ios');
  for (const device of [b, phone]) {
    const conversation = device.client.conversations.peek(group);
    const page = await stage.does(conversation?.messages.page({ limit: 50 }) ?? Promise.reject());
    const placed = page.items.flatMap(({ seq }) => seq ?? []);
    expect(placed.reverse()).toEqual([1, 2, 3, 6, 7]);
  }
  await stage.agrees();
});
