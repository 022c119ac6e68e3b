import { expect, it } from 'vitest';
import { lists, Stage } from './stage.js';

it('[O3 (part)] applications share a server and see nothing of each other', async () => {
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
