import { play, type Theme } from '../case.js';
import { equal, holds } from '../check.js';
import { MediaDoor, randomBytes, sha256, tinyPng } from '../world/media.js';
import type { Person } from '../world/person.js';
import { until } from '../world/until.js';
import type { World } from '../world/world.js';

/** A client may make a picture smaller before it uploads it: what counts is what the server has. */
async function hashOf(world: World, reader: Person, mediaId = ''): Promise<string> {
  return sha256(await (await (await MediaDoor.of(world, reader)).get(mediaId)).blob());
}

export const avatars: Theme = {
  name: 'avatars',
  cases: [
    play('S12 S13', 'an avatar: set, seen by the peer, kept, and its address known once downloaded', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const conversation = await anna.open(bert);
      equal([await conversation.avatar(), anna.with(bert).avatarUrl], [undefined, undefined], 'where there is none');
      const me = await bert.client.users.setAvatar(tinyPng);
      holds(me.avatarMediaId, 'there is no avatarMediaId');
      const clara = (await world.cast('clara')).clara;
      const seen = await clara.open(bert);
      const picture = await seen.avatar();
      equal(picture && (await sha256(picture)), await hashOf(world, clara.person, me.avatarMediaId), 'the picture');
      await until('its address is known', () => clara.with(bert).avatarUrl);
    }),
    play('O6 S12', 'a group has an avatar too', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      equal(await bert.with({ group: id }).avatar(), undefined, 'before');
      const group = await anna.client.groups.setAvatar(id, tinyPng);
      holds(group.avatarMediaId, 'there is no avatarMediaId');
      const set = await hashOf(world, bert.person, group.avatarMediaId);
      await until('the peer has it', async () => {
        const picture = await bert.with({ group: id }).avatar();
        return picture && (await sha256(picture)) === set;
      });
    }),
    play('O7 D21', 'an avatar is for everybody of the application', async (world) => {
      const { anna, eve } = await world.cast('anna', 'eve');
      const me = await anna.client.users.setAvatar(tinyPng);
      const door = await MediaDoor.of(world, eve.person);
      equal(await door.status(me.avatarMediaId ?? ''), 200, 'for a stranger of the application');
      const raw = await world.rawOf(anna, { platform: 'ios' });
      const foreign = await door.put(tinyPng, { kind: 'file', mime: 'image/png' });
      holds(
        ['NOT_FOUND', 'INVALID'].includes(await raw.refusal('users.set_avatar', { mediaId: foreign.ref.mediaId })),
        'somebody else’s file as my avatar',
      );
    }),
    play('S13 O7', 'an avatar can be replaced', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const first = await anna.client.users.setAvatar(tinyPng);
      const second = await anna.client.users.setAvatar(new Blob([tinyPng, randomBytes(3)], { type: 'image/png' }));
      holds(second.avatarMediaId && second.avatarMediaId !== first.avatarMediaId, 'it is the same media');
      const conversation = await bert.open(anna);
      const set = await hashOf(world, bert.person, second.avatarMediaId);
      await until('the new one is there', async () => {
        const picture = await conversation.avatar();
        return picture && (await sha256(picture)) === set;
      });
    }),
  ],
};
