import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import type { Device } from '../world/device.js';
import { until } from '../world/until.js';
import { hearsEvent } from './groups.js';

const hour = () => new Date(Date.now() + 3_600_000);
const roleOf = async (asker: Device, id: string, of: Device) =>
  (await asker.client.groups.members(id)).find(({ user }) => user.username === of.username)?.role;

export const roles: Theme = {
  name: 'roles, rights and silence in groups',
  cases: [
    play('O6', 'transferring makes somebody else the owner, as an event', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      await anna.client.groups.transfer(id, bert.username);
      const event = await hearsEvent(clara, 'owner_changed');
      equal(
        'members' in event && event.members.map(({ username }) => username),
        [bert.username],
        'whom the event names',
      );
      equal((await clara.client.groups.get(id)).owner, bert.username, 'the owner');
      equal(await roleOf(clara, id, anna), 'member', 'the former owner');
      await refused(() => anna.client.groups.dissolve(id), 'FORBIDDEN');
      await bert.client.groups.dissolve(id);
    }),
    play('O6', 'only the owner transfers, and only to a member', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert);
      await refused(() => bert.client.groups.transfer(id, bert.username), 'FORBIDDEN');
      await refused(() => anna.client.groups.transfer(id, clara.username), 'NOT_MEMBER');
      await refused(() => anna.client.groups.transfer(id, world.name('nobody')), 'NOT_FOUND', 'NOT_MEMBER');
      await refused(() => clara.client.groups.transfer(id, clara.username), 'NOT_FOUND');
      equal((await anna.client.groups.get(id)).owner, anna.username, 'the owner');
    }),
    play('O6', 'the owner makes admins and takes it back, as events; admins remove members', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      await anna.client.groups.setRole(id, bert.username, 'admin');
      await hearsEvent(clara, 'admins_added');
      equal(await roleOf(clara, id, bert), 'admin', 'the role');
      await bert.client.groups.removeMembers(id, [clara.username]);
      await hearsEvent(clara, 'members_removed');
      await anna.client.groups.addMembers(id, [clara.username]);
      await anna.client.groups.setRole(id, bert.username, 'member');
      await hearsEvent(clara, 'admins_removed');
      await refused(() => bert.client.groups.removeMembers(id, [clara.username]), 'FORBIDDEN');
    }),
    play('O6', 'only the owner gives roles; an admin cannot remove the owner or another admin', async (world) => {
      const { anna, bert, clara, dora } = await world.cast('anna', 'bert', 'clara', 'dora');
      const { id } = await world.group(anna, bert, clara);
      await anna.client.groups.setRole(id, bert.username, 'admin');
      await anna.client.groups.setRole(id, clara.username, 'admin');
      await refused(() => bert.client.groups.setRole(id, clara.username, 'member'), 'FORBIDDEN');
      await refused(() => bert.client.groups.removeMembers(id, [anna.username]), 'FORBIDDEN', 'INVALID');
      await refused(() => bert.client.groups.removeMembers(id, [clara.username]), 'FORBIDDEN');
      await refused(() => anna.client.groups.setRole(id, dora.username, 'admin'), 'NOT_MEMBER');
      await refused(() => anna.client.groups.setRole(id, anna.username, 'member'), 'INVALID', 'FORBIDDEN');
      await refused(() => anna.client.groups.setRole(id, bert.username, 'owner' as 'admin'), 'INVALID');
    }),
    play('O6', 'who is silenced reads and cannot write, until it is lifted', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      const until = hour();
      await anna.client.groups.silence(id, bert.username, until);
      const event = await hearsEvent(clara, 'silenced');
      equal('until' in event && event.until, until, 'until when');
      await refused(() => bert.send({ group: id }, 'mmm'), 'SILENCED');
      await anna.send({ group: id }, 'you can read this');
      await bert.reads('you can read this');
      const [member] = (await clara.client.groups.members(id)).filter(({ user }) => user.username === bert.username);
      equal(member?.silencedUntil, until, 'silencedUntil');
      await anna.client.groups.silence(id, bert.username, null);
      await hearsEvent(clara, 'unsilenced');
      await bert.send({ group: id }, 'at last');
      await clara.reads('at last');
      equal((await clara.texts({ group: id })).includes('mmm'), false, 'the refused text is there');
    }),
    play('O6', 'a silence holds in its group only', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const [one, two] = [await world.group(anna, bert), await world.group(anna, bert)];
      await anna.client.groups.silence(one.id, bert.username, hour());
      await bert.send({ group: two.id }, 'in the other group');
      await bert.send(anna, 'to Anna alone');
      await anna.reads('to Anna alone');
    }),
    play('O6', 'owner and admins silence; members cannot, and nobody silences the owner', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      await refused(() => bert.client.groups.silence(id, clara.username, hour()), 'FORBIDDEN');
      await anna.client.groups.setRole(id, bert.username, 'admin');
      await bert.client.groups.silence(id, clara.username, hour());
      await refused(() => clara.send({ group: id }, 'mmm'), 'SILENCED');
      await refused(() => bert.client.groups.silence(id, anna.username, hour()), 'FORBIDDEN', 'INVALID');
      await anna.send({ group: id }, 'the owner speaks');
    }),
    play('O6', 'bad times and strangers are refused, and nobody is silenced', async (world) => {
      const { anna, bert, eve } = await world.cast('anna', 'bert', 'eve');
      const { id } = await world.group(anna, bert);
      await refused(() => anna.client.groups.silence(id, bert.username, new Date(Number.NaN)), 'INVALID');
      await refused(() => anna.client.groups.silence(id, bert.username, new Date(Date.now() - 60_000)), 'INVALID');
      await refused(() => anna.client.groups.silence(id, eve.username, hour()), 'NOT_MEMBER');
      await refused(() => eve.client.groups.silence(id, bert.username, hour()), 'NOT_FOUND');
      await bert.send({ group: id }, 'still talking');
      await anna.reads('still talking');
    }),
    play('O6 D17', 'a removed member makes no change any more', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      await anna.client.groups.setRole(id, bert.username, 'admin');
      await anna.client.groups.removeMembers(id, [bert.username]);
      const { groups } = bert.client;
      for (const work of [
        () => groups.update(id, { name: 'mine' }),
        () => groups.addMembers(id, [bert.username]),
        () => groups.removeMembers(id, [clara.username]),
        () => groups.silence(id, clara.username, hour()),
        () => groups.setRole(id, clara.username, 'admin'),
        () => groups.transfer(id, bert.username),
        () => groups.dissolve(id),
      ])
        await refused(work, 'NOT_MEMBER', 'NOT_FOUND', 'FORBIDDEN');
      await anna.client.groups.addMembers(id, [bert.username]);
      equal(await roleOf(anna, id, bert), 'member', 'the role after coming back');
    }),
    play('O6 S9', 'do-not-disturb for a group leaves it out of the total, on all devices', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      const phone = await world.device(bert, { platform: 'ios' });
      await bert.with({ group: id }).setMuted(true);
      await anna.send({ group: id }, 'hello');
      await Promise.all([bert.reads('hello'), phone.reads('hello')]);
      equal([bert.with({ group: id }).unreadCount, bert.client.unreadCount.get()], [1, 0], 'here');
      await until('on the phone', () => phone.with({ group: id }).muted && phone.client.unreadCount.get() === 0);
      holds(!anna.with({ group: id }).muted, 'it is muted for Anna');
    }),
  ],
};
