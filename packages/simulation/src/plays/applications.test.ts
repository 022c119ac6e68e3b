import { expect, it } from 'vitest';
import { lists, Stage } from './stage.js';

it('[O3] applications share a server and see nothing of each other', async () => {
  const stage = await Stage.open();
  const a = await stage.enters('alice');
  await stage.does(stage.world.server.core.admin.createApplication({ key: 'other', name: 'Other' }));
  const account = { username: 'alice', password: 'another word' };
  const there = stage.brings('alice', 'ios', { name: 'alice-elsewhere', appKey: 'other' });
  await stage.does(there.client.register(account));
  await stage.does(there.client.login(account));
  const dora = stage.brings('dora', 'web', { appKey: 'other' });
  await stage.does(dora.client.register({ username: 'dora', password: 'secret' }));
  await stage.does(dora.client.login({ username: 'dora', password: 'secret' }));

  const notFound = { code: 'NOT_FOUND' };
  await expect(stage.does(a.client.conversations.open({ user: 'dora' }))).rejects.toMatchObject(notFound);
  await expect(stage.says(a, { user: 'dora' }, 'over there?')).rejects.toMatchObject(notFound);
  const { id } = await stage.does(there.client.groups.create({ name: 'Theirs', members: ['dora'] }));
  await expect(stage.does(a.client.groups.get(id))).rejects.toMatchObject(notFound);
  await expect(stage.does(a.client.groups.addMembers(id, ['alice']))).rejects.toMatchObject(notFound);
  await expect(stage.says(a, { group: id }, 'may I?')).rejects.toMatchObject(notFound);

  await stage.says(there, { user: 'dora' }, 'among us');
  await stage.rests();
  expect(await lists(stage, dora, { user: 'alice' })).toEqual(['among us']);
  expect(a.client.conversations.get().filter((conversation) => conversation.lastMessage?.seq)).toEqual([]);
  expect(a.status).toBe('online');
});

/** anna of the default application, and dora of another; both applications allow the other. */
async function open() {
  const stage = await Stage.open();
  const { admin } = stage.world.server.core;
  await stage.does(
    admin.createApplication({ key: 'other', name: 'Other', settings: { crossApplications: ['default'] } }),
  );
  await stage.does(admin.changeSettings('default', { crossApplications: 'all' }));
  const anna = await stage.enters('anna');
  const dora = await stage.enters('dora', 'web', { appKey: 'other' });
  return { stage, admin, anna, dora };
}
const toDora = { user: 'dora', appKey: 'other' };
const toAnna = { user: 'anna', appKey: 'default' };

it('[O3 S1 S3 S6 S7] a conversation with a user of another application is opened, found, removed and made anew by user and appKey', async () => {
  const { stage, anna, dora } = await open();
  const { conversations } = anna.client;
  expect(conversations.peek(toDora)).toBeUndefined();
  const opened = await stage.does(conversations.open(toDora));
  expect(opened).toMatchObject({
    id: 'single_other_dora',
    target: toDora,
    peer: { username: 'dora', appKey: 'other' },
  });
  expect(opened.avatarId).toBe('dora_other_single');
  expect(conversations.peek(toDora)).toBe(opened);
  expect(conversations.peek({ user: 'dora' })).toBeUndefined();
  await expect(stage.does(conversations.open({ user: 'dora' }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await stage.does(anna.client.users.get('dora', 'other'))).toMatchObject({ username: 'dora', appKey: 'other' });

  await stage.says(anna, toDora, 'hello');
  await stage.says(dora, toAnna, 'hello yourself');
  await stage.rests();
  expect(await lists(stage, dora, toAnna)).toEqual(['hello', 'hello yourself']);
  expect(dora.client.conversations.get().map(({ id }) => id)).toEqual(['single_default_anna']);
  expect(anna.client.conversations.get()).toHaveLength(1);
  const [heard] = await stage.does(conversations.peek(toDora)?.messages.all() ?? Promise.resolve([]));
  expect(heard).toMatchObject({ from: { username: 'dora', appKey: 'other' }, target: toDora, isOwn: false });

  expect(await stage.does(conversations.remove({ user: 'dora' }))).toBe(false);
  expect(await stage.does(conversations.remove(toDora))).toBe(true);
  expect(conversations.peek(toDora)).toBeUndefined();
  await stage.says(dora, toAnna, 'still there?');
  await stage.rests();
  expect(await lists(stage, anna, toDora)).toEqual(['still there?']);
});

it('[O3] people of two applications are in one group, mention each other, and see of which application each is', async () => {
  const { stage, anna, dora } = await open();
  const members = [{ username: 'dora', appKey: 'other' }];
  const { id } = await stage.does(anna.client.groups.create({ name: 'Both', members }));
  await stage.rests();
  const options = { mentions: [{ username: 'dora', appKey: 'other' }, 'anna'] };
  await stage.says(anna, { group: id }, 'you and I', options);
  await stage.says(dora, { group: id }, 'we');
  await stage.rests();
  const seen = await stage.does(dora.client.groups.members(id));
  expect(seen.map(({ user }) => [user.username, user.appKey])).toEqual([
    ['anna', 'default'],
    ['dora', 'other'],
  ]);
  const messages =
    (await stage.does(dora.client.conversations.peek({ group: id })?.messages.all() ?? Promise.resolve([]))) ?? [];
  expect(messages.map(({ from, isOwn }) => [from.appKey, isOwn])).toEqual([
    ['other', true],
    ['default', false],
    ['default', false],
  ]);
  expect(messages[1]?.mentions).toEqual([
    { username: 'dora', appKey: 'other' },
    { username: 'anna', appKey: 'default' },
  ]);
  await stage.does(anna.client.groups.removeMembers(id, members));
  await expect(stage.does(dora.client.send({ group: id }, 'and now?'))).rejects.toMatchObject({ code: 'NOT_MEMBER' });
});

it('[O3 P66] a permission that is withdrawn leaves what stands, and ends what would be new', async () => {
  const { stage, admin, anna, dora } = await open();
  await stage.says(anna, toDora, 'while we may');
  await stage.rests();
  await stage.does(admin.changeSettings('other', { crossApplications: 'none' }));
  await expect(stage.does(anna.client.send(toDora, 'and now'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(stage.does(dora.client.send(toAnna, 'and now'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const again = await stage.enters('dora', 'ios', { appKey: 'other' });
  expect(await lists(stage, again, toAnna)).toEqual(['while we may']);
  await stage.does(again.client.conversations.peek(toAnna)?.clearUnread() ?? Promise.resolve());
  await stage.rests();
  expect(dora.client.unreadCount.get()).toBe(0);
});
