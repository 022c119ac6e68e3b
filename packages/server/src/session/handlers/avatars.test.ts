import { expect, it } from 'vitest';
import { Stage } from '../../testing/stage.js';

const ref = (username: string) => ({ username });
const [alice, robert] = [1, 2];

/** Pictures as uploads left them: only who uploaded one as an avatar shows it. */
async function pictures(stage: Stage): Promise<void> {
  const picture = { application: 1, mime: 'image/png', bytes: 9, sha256: 'a'.repeat(64), createdAt: 1 } as const;
  const made = [
    ['picture-of-alice-1', alice, 'avatar', 'complete'],
    ['picture-of-robert1', robert, 'avatar', 'complete'],
    ['photo-of-alice-001', alice, 'image', 'complete'],
    ['half-of-alice-0001', alice, 'avatar', 'open'],
  ] as const;
  for (const [id, uploader, kind, state] of made)
    await stage.run(stage.store.createMedia({ ...picture, id, uploader, kind, state }));
}

it('[O7 P50] shows a picture that one uploaded as an avatar, to all devices and to others, and takes it away', async () => {
  const stage = new Stage();
  const cast = await stage.cast('alice', 'robert');
  const phone = await stage.device('alice', 'ios');
  await pictures(stage);
  const set = (mediaId: string | null) => cast.alice.ask('users.set_avatar', { mediaId });
  const card = { username: 'alice', appKey: 'default' };
  expect(await set('picture-of-alice-1')).toMatchObject({ user: { ...card, avatarMediaId: 'picture-of-alice-1' } });
  expect(phone.frames.at(-1)).toMatchObject({ personal: { user: { avatarMediaId: 'picture-of-alice-1' } } });
  // A change of the profile leaves it as it is.
  await cast.alice.ask('users.update', { profile: { nickname: 'Al', avatarMediaId: 'picture-of-robert1' } });
  expect(await cast.robert.ask('users.get', { users: [ref('alice')] })).toMatchObject({
    users: [{ nickname: 'Al', avatarMediaId: 'picture-of-alice-1' }],
  });
  for (const mediaId of ['picture-of-robert1', 'photo-of-alice-001', 'half-of-alice-0001', 'nobodys-picture-1'])
    expect([mediaId, await set(mediaId)]).toMatchObject([mediaId, { code: 'NOT_FOUND' }]);
  expect((await set(null))['user']).toEqual({ ...card, nickname: 'Al' });
});

it('[O6 P50] any member gives his group a picture, which is an event; others do not', async () => {
  const stage = new Stage();
  const cast = await stage.cast('alice', 'robert', 'carol');
  await pictures(stage);
  const made = await cast.alice.ask('groups.create', { name: 'Tea', members: [ref('robert')] });
  const { id } = made['group'] as { id: string };
  const mediaId = 'picture-of-robert1';
  expect(await cast.robert.ask('groups.set_avatar', { id, mediaId })).toMatchObject({
    group: { id, name: 'Tea', avatarMediaId: mediaId },
  });
  expect(cast.alice.heard).toEqual(['*created', '*updated']);
  expect(await cast.alice.ask('sync')).toMatchObject({ conversations: [{ peer: { avatarMediaId: mediaId } }] });
  expect(await cast.alice.ask('groups.set_avatar', { id, mediaId })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await cast.carol.ask('groups.set_avatar', { id, mediaId: null })).toMatchObject({ code: 'NOT_FOUND' });
  const without = await cast.alice.ask('groups.set_avatar', { id, mediaId: null });
  expect(without['group']).not.toHaveProperty('avatarMediaId');
});
