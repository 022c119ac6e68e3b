import type { GroupEvent } from '@palaver/sdk';
import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import type { Device } from '../world/device.js';
import { textsOf } from '../world/device.js';
import { until } from '../world/until.js';

/** Waits for an event of the group, by its kind. */
export async function hearsEvent(
  device: Device,
  kind: GroupEvent['kind'],
  isMeant: (event: GroupEvent) => boolean = () => true,
) {
  const isIt = (event: GroupEvent) => event.kind === kind && isMeant(event);
  const { message } = await device.hears(
    'message.new',
    ({ message: { content } }) => content.type === 'event' && isIt(content.event),
  );
  holds(message.content.type === 'event', 'no event');
  return message.content.event;
}
const namesOf = (event: GroupEvent) => ('members' in event ? event.members.map(({ username }) => username) : []);

export const groups: Theme = {
  name: 'groups',
  cases: [
    play('O6 S31', 'creating a group is one event, with its members and no members_added beside it', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      const event = await hearsEvent(bert, 'created');
      equal(
        [event.actor.username, namesOf(event).sort()],
        [anna.username, [anna, bert, clara].map(({ username }) => username).sort()],
        'the event',
      );
      await anna.send({ group: id }, 'hello');
      await bert.reads('hello');
      equal(await bert.texts({ group: id }), ['(created)', 'hello'], 'the record');
      equal(bert.with({ group: id }).unreadCount, 1, 'unread: events do not count');
    }),
    play('O6', 'a group has what it was made with', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const made = await anna.client.groups.create({
        name: 'Readers 读者',
        description: 'books',
        kind: 'public',
        maxMembers: 7,
        members: [bert.username],
      });
      const seen = await bert.client.groups.get(made.id);
      for (const group of [made, seen])
        equal(
          [
            group.name,
            group.description,
            group.kind,
            group.maxMembers,
            group.owner,
            group.ownerAppKey,
            group.memberCount,
          ],
          ['Readers 读者', 'books', 'public', 7, anna.username, world.appKey, 2],
          'the group',
        );
      holds(/^[1-9]\d*$/.test(made.id), 'its id is no positive integer');
    }),
    play('O6', 'a group without a name is called by its first members', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await anna.client.groups.create({ name: '', members: [bert.username] });
      const { title } = await anna.open({ group: id });
      holds(title.includes(anna.username) && title.includes(bert.username), `its title is ${title}`);
    }),
    play('O6', 'bad input makes no group', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { groups } = anna.client;
      await refused(() => groups.create({ name: 'x'.repeat(65) }), 'INVALID', 'TOO_LARGE');
      await refused(() => groups.create({ name: 'x', description: 'x'.repeat(251) }), 'INVALID', 'TOO_LARGE');
      await refused(() => groups.create({ name: 'x', maxMembers: 2 }), 'INVALID');
      await refused(() => groups.create({ name: 'x', maxMembers: 1.5 }), 'INVALID');
      await refused(() => groups.create({ name: 'x', kind: 'secret' as 'private' }), 'INVALID');
      await refused(() => groups.create({ name: 'x', members: [bert.username, world.name('nobody')] }), 'NOT_FOUND');
      equal(await groups.mine(), [], 'groups of Anna');
      equal(await bert.client.groups.mine(), [], 'groups of Bert');
    }),
    play('O6', 'more members than there is room for: GROUP_FULL, and nobody is added', async (world) => {
      const { anna, bert, clara, dora } = await world.cast('anna', 'bert', 'clara', 'dora');
      await refused(
        () =>
          anna.client.groups.create({
            name: 'x',
            maxMembers: 3,
            members: [bert, clara, dora].map(({ username }) => username),
          }),
        'GROUP_FULL',
        'INVALID',
      );
      const { id } = await anna.client.groups.create({ name: 'x', maxMembers: 3, members: [bert.username] });
      await refused(() => anna.client.groups.addMembers(id, [clara.username, dora.username]), 'GROUP_FULL');
      equal((await anna.client.groups.members(id)).length, 2, 'members');
      await anna.client.groups.addMembers(id, [clara.username]);
      await refused(() => anna.client.groups.addMembers(id, [dora.username]), 'GROUP_FULL');
    }),
    play('O6', 'mine names the groups of which one is a member now', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const one = await world.group(anna, bert);
      const two = await world.group(bert, anna);
      await bert.client.groups.leave(one.id);
      equal(
        (await bert.client.groups.mine()).map(({ id }) => id),
        [two.id],
        'of Bert',
      );
      equal((await anna.client.groups.mine()).map(({ id }) => id).sort(), [one.id, two.id].sort(), 'of Anna');
    }),
    play('O6', 'members come in the order of joining, in pages, with their roles', async (world) => {
      const { anna, bert, clara, dora } = await world.cast('anna', 'bert', 'clara', 'dora');
      const { id } = await world.group(anna, bert, clara);
      await anna.client.groups.addMembers(id, [dora.username]);
      const all = await dora.client.groups.members(id);
      equal(
        all.map(({ role }) => role),
        ['owner', 'member', 'member', 'member'],
        'roles',
      );
      equal(all.map(({ user }) => user.username).at(-1), dora.username, 'the last');
      holds(
        all.every(({ joinedAt }) => joinedAt instanceof Date),
        'joinedAt is no date',
      );
      const first = await dora.client.groups.members(id, { limit: 2 });
      const after = first.at(-1)?.user.username ?? '';
      const rest = await dora.client.groups.members(id, { after, limit: 2 });
      equal(
        [...first, ...rest].map(({ user }) => user.username),
        all.map(({ user }) => user.username),
        'two pages',
      );
    }),
    play('O6', 'adding members is an event for all, and they are in', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert);
      await bert.client.groups.addMembers(id, [clara.username]);
      for (const device of [anna, bert, clara]) {
        const event = await hearsEvent(device, 'members_added');
        equal([event.actor.username, namesOf(event)], [bert.username, [clara.username]], `for ${device.username}`);
      }
      await clara.send({ group: id }, 'thank you');
      await anna.reads('thank you');
      equal((await anna.client.groups.get(id)).memberCount, 3, 'members');
    }),
    play(
      'O6',
      'who is a member already: ALREADY_MEMBER; who does not exist: NOT_FOUND, and nobody is added',
      async (world) => {
        const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
        const { id } = await world.group(anna, bert);
        await refused(() => anna.client.groups.addMembers(id, [bert.username]), 'ALREADY_MEMBER');
        await refused(() => anna.client.groups.addMembers(id, [clara.username, world.name('nobody')]), 'NOT_FOUND');
        await refused(() => anna.client.groups.addMembers(id, []), 'INVALID');
        equal((await anna.client.groups.members(id)).length, 2, 'members');
      },
    ),
    play('O6 D17', 'who joins sees nothing of before, and nothing of it is unread or offline', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert);
      await anna.send({ group: id }, 'before');
      await anna.client.groups.addMembers(id, [clara.username]);
      await anna.send({ group: id }, 'after');
      await clara.reads('after');
      equal(await clara.texts({ group: id }), ['(members_added)', 'after'], 'what Clara has');
      const { items } = await clara.with({ group: id }).messages.page({ limit: 100 });
      equal(textsOf(items), ['after', '(members_added)'], 'what the server gives her');
      equal(clara.with({ group: id }).unreadCount, 1, 'unread');
      const raw = await world.rawOf(clara);
      const state = (await raw.ok('sync')).conversations?.[0];
      const { entries } = await raw.ok('entries', { c: state?.c, from: 1, to: 1_000 });
      holds(!JSON.stringify(entries).includes('before'), 'the wire gives her what was before');
    }),
    play('O6 D17', 'who was removed sees his removal and nothing after', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      await anna.client.groups.removeMembers(id, [bert.username]);
      const event = await hearsEvent(bert, 'members_removed');
      equal(namesOf(event), [bert.username], 'who was removed');
      await anna.send({ group: id }, 'without Bert');
      await clara.reads('without Bert');
      await refused(() => bert.send({ group: id }, 'let me'), 'NOT_MEMBER');
      await refused(() => bert.client.groups.members(id), 'NOT_MEMBER', 'NOT_FOUND');
      await bert.restart();
      equal(
        (await bert.texts({ group: id })).filter((text) => text !== 'let me'),
        ['(created)', '(members_removed)'],
        'what Bert has',
      );
      const { items } = await bert.with({ group: id }).messages.page({ limit: 100 });
      holds(!textsOf(items).includes('without Bert'), 'the server gives him what came after');
    }),
    play('O6 D17', 'who was removed while away learns it', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      await bert.client.synced();
      await bert.stop();
      await anna.send({ group: id }, 'still with Bert');
      await anna.client.groups.removeMembers(id, [bert.username]);
      await anna.send({ group: id }, 'without Bert');
      await bert.start();
      await bert.client.synced();
      equal(await bert.texts({ group: id }), ['(created)', 'still with Bert', '(members_removed)'], 'what Bert has');
    }),
    play('O6 D17', 'who comes back sees both stays, and nothing of between', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      await anna.send({ group: id }, 'first stay');
      await anna.client.groups.removeMembers(id, [bert.username]);
      await anna.send({ group: id }, 'between');
      await anna.client.groups.addMembers(id, [bert.username]);
      await anna.send({ group: id }, 'second stay');
      await bert.reads('second stay');
      const expected = ['(created)', 'first stay', '(members_removed)', '(members_added)', 'second stay'];
      equal(await bert.texts({ group: id }), expected, 'what Bert has');
      const late = await world.device(bert, { platform: 'windows' });
      const { items } = await late.with({ group: id }).messages.page({ limit: 100 });
      equal(textsOf(items).reverse(), expected, 'on a new device');
      equal(
        [bert, late].map((one) => one.with({ group: id }).unreadCount),
        [1, 1],
        'unread, from the place of joining',
      );
    }),
    play('O6', 'only owner and admins remove; the owner cannot be removed; strangers are NOT_MEMBER', async (world) => {
      const { anna, bert, clara, dora } = await world.cast('anna', 'bert', 'clara', 'dora');
      const { id } = await world.group(anna, bert, clara);
      await refused(() => bert.client.groups.removeMembers(id, [clara.username]), 'FORBIDDEN');
      await refused(() => anna.client.groups.removeMembers(id, [anna.username]), 'FORBIDDEN', 'INVALID');
      await refused(() => anna.client.groups.removeMembers(id, [dora.username]), 'NOT_MEMBER');
      equal((await anna.client.groups.members(id)).length, 3, 'members');
    }),
    play('O6', 'leaving is an event for those who stay', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      await bert.client.groups.leave(id);
      const event = await hearsEvent(clara, 'member_left');
      equal(event.actor.username, bert.username, 'who left');
      await refused(() => bert.send({ group: id }, 'one more thing'), 'NOT_MEMBER');
      await refused(() => bert.client.groups.leave(id), 'NOT_MEMBER', 'NOT_FOUND');
    }),
    play('O6', 'where the owner leaves, somebody becomes the owner; the last one dissolves it', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      await anna.client.groups.leave(id);
      const event = await hearsEvent(bert, 'member_left');
      equal('newOwner' in event && event.newOwner?.username, bert.username, 'the new owner');
      await until('Bert owns it', async () => (await bert.client.groups.get(id)).owner === bert.username);
      await bert.client.groups.leave(id);
      await refused(() => bert.client.groups.addMembers(id, [anna.username]), 'NOT_MEMBER', 'NOT_FOUND');
    }),
    play('O6', 'only the owner dissolves; then nobody can write, and the record stays', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      await anna.send({ group: id }, 'last words');
      await bert.reads('last words');
      await refused(() => bert.client.groups.dissolve(id), 'FORBIDDEN');
      await anna.client.groups.dissolve(id);
      await hearsEvent(bert, 'dissolved');
      for (const device of [anna, bert])
        await refused(() => device.send({ group: id }, 'anybody?'), 'NOT_MEMBER', 'NOT_FOUND');
      equal((await bert.texts({ group: id })).slice(0, 3), ['(created)', 'last words', '(dissolved)'], 'the record');
      equal(await bert.client.groups.mine(), [], 'groups of Bert');
    }),
    play('O6', 'renaming is an event, and the title changes for all', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      const changed = await bert.client.groups.update(id, { name: 'new name', description: 'new text' });
      equal([changed.name, changed.description], ['new name', 'new text'], 'the answer');
      await hearsEvent(anna, 'updated');
      await until('the title has changed', () => anna.with({ group: id }).title === 'new name');
      await refused(() => bert.client.groups.update(id, { name: 'x'.repeat(65) }), 'INVALID', 'TOO_LARGE');
      equal((await anna.client.groups.get(id)).name, 'new name', 'the name after a refused change');
    }),
    play('O6 P32', 'to a stranger a private group does not exist: every call answers NOT_FOUND', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert);
      const { groups } = clara.client;
      await refused(() => groups.get(id), 'NOT_FOUND');
      await refused(() => groups.members(id), 'NOT_FOUND');
      await refused(() => groups.update(id, { name: 'mine' }), 'NOT_FOUND');
      await refused(() => groups.addMembers(id, [clara.username]), 'NOT_FOUND');
      await refused(() => groups.removeMembers(id, [bert.username]), 'NOT_FOUND');
      await refused(() => groups.leave(id), 'NOT_FOUND');
      await refused(() => groups.dissolve(id), 'NOT_FOUND');
      await refused(() => clara.send({ group: id }, 'hello'), 'NOT_FOUND');
      equal((await anna.client.groups.members(id)).length, 2, 'members');
    }),
    play('O6', 'a message to a group reaches all members, and is stored once for all', async (world) => {
      const { anna, bert, clara, dora } = await world.cast('anna', 'bert', 'clara', 'dora');
      const { id } = await world.group(anna, bert, clara, dora);
      const sent = await anna.send({ group: id }, 'to all');
      const seen = await Promise.all([bert, clara, dora].map((device) => device.reads('to all')));
      equal(
        seen.map(({ seq, serverId }) => [seq, serverId]),
        seen.map(() => [sent.seq, sent.serverId]),
        'place and id',
      );
    }),
    play('O6 D6', 'concurrent changes and messages take places without holes', async (world) => {
      const { anna, bert, clara, dora } = await world.cast('anna', 'bert', 'clara', 'dora');
      const { id } = await world.group(anna, bert, clara);
      await Promise.all([
        ...Array.from({ length: 10 }, (_, at) => anna.send({ group: id }, `a${at}`)),
        ...Array.from({ length: 10 }, (_, at) => bert.send({ group: id }, `b${at}`)),
        anna.client.groups.addMembers(id, [dora.username]),
        bert.client.groups.update(id, { name: 'renamed meanwhile' }),
      ]);
      await until('all is there', async () => (await clara.record({ group: id })).length === 23);
      const places = (await clara.record({ group: id })).map(({ seq }) => seq);
      equal(
        places,
        Array.from({ length: 23 }, (_, at) => at + 1),
        'the places',
      );
      const record = async (device: Device) =>
        (await device.record({ group: id })).map(({ id: own, seq }) => [own, seq]);
      await until('Bert has all', async () => (await bert.record({ group: id })).length === 23);
      equal(await record(bert), await record(clara), 'two devices');
    }),
  ],
};
