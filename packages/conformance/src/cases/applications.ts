import { play, type Theme } from '../case.js';
import { equal, refused } from '../check.js';
import { patiently } from '../world/patiently.js';

export const applications: Theme = {
  name: 'applications that are apart',
  cases: [
    play(
      'O3 D22',
      'applications see nothing of each other: users, groups, the same name twice',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const apart = world.application(0);
        const eve = await world.device(await world.person('eve', {}, apart.appKey));
        const { id } = await world.group(anna, bert);
        await refused(() => eve.open(anna), 'NOT_FOUND');
        await refused(() => eve.open({ user: anna.username, appKey: world.appKey }), 'NOT_FOUND');
        await refused(() => eve.send(anna, 'hello?'), 'NOT_FOUND');
        await refused(() => eve.client.users.get(anna.username), 'NOT_FOUND');
        await refused(() => eve.client.users.get(anna.username, world.appKey), 'NOT_FOUND');
        await refused(() => eve.open({ group: id }), 'NOT_FOUND');
        await refused(() => eve.client.groups.get(id), 'NOT_FOUND');
        await refused(() => eve.client.groups.create({ name: 'x', members: [anna.username] }), 'NOT_FOUND');
        await refused(
          () => anna.client.groups.addMembers(id, [{ username: eve.username, appKey: apart.appKey }]),
          'NOT_FOUND',
        );
        equal(anna.client.conversations.get().length, 1, 'conversations of Anna: the group');
      },
      'applications',
    ),
    play(
      'D22',
      'a public group of another application does not exist either',
      async (world) => {
        const { anna } = await world.cast('anna');
        const eve = await world.device(await world.person('eve', {}, world.application(0).appKey));
        const { id } = await anna.client.groups.create({ name: 'open to all', kind: 'public' });
        await refused(() => eve.client.groups.get(id), 'NOT_FOUND');
        await refused(() => eve.client.groups.members(id), 'NOT_FOUND');
      },
      'applications',
    ),
    play(
      'D22',
      'guessed numbers of conversations answer as ones that do not exist',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        await anna.send(bert, 'private');
        await bert.reads('private');
        const mine = await world.rawOf(bert);
        const c = (await mine.ok('sync')).conversations?.[0]?.c;
        const eve = await world.person('eve', {}, world.application(0).appKey);
        const raw = await world.rawOf(eve);
        const foreign = await raw.request('entries', { c, from: 1, to: 1 });
        const none = await raw.request('entries', { c: 2 ** 45, from: 1, to: 1 });
        equal([foreign.code, foreign.message], ['NOT_FOUND', none.message], 'the refusal, and that of nothing');
        await raw.ok('read', { marks: [[c, 1]] });
        equal(bert.with(anna).unreadCount, 1, 'unread of Bert');
      },
      'applications',
    ),
    play(
      'D22',
      'the same name in two applications is two people',
      async (world) => {
        const apart = world.application(0);
        const anna = await world.person('anna');
        const namesake = { ...anna, appKey: apart.appKey, password: 'another secret' };
        const other = await world.idle(namesake);
        await patiently(() => other.client.register(namesake));
        await other.login();
        const device = await world.idle(anna);
        await refused(
          () => device.client.login({ username: anna.username, password: namesake.password }),
          'UNAUTHENTICATED',
        );
        await device.login();
        equal(
          [device.client.me.get()?.appKey, other.client.me.get()?.appKey],
          [world.appKey, apart.appKey],
          'who they are',
        );
      },
      'applications',
    ),
  ],
};
