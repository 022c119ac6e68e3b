import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { loginFrame } from '../world/raw-device.js';
import { until } from '../world/until.js';

export const people: Theme = {
  name: 'profiles, blocks and the account’s devices',
  cases: [
    play('O7', 'updating a profile: the answer, my other devices, and what others look up', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(anna, { platform: 'ios' });
      const profile = {
        nickname: 'Änne',
        gender: 'female',
        birthday: '1990-05-01',
        region: '湖北',
        address: 'Street 1',
        signature: 'hi',
        extras: { size: 4 },
      } as const;
      const updated = await anna.client.users.update(profile);
      for (const user of [updated, anna.client.me.get(), await bert.client.users.get(anna.username)])
        equal(
          { ...profile, displayName: 'Änne' },
          user && {
            nickname: user.nickname,
            gender: user.gender,
            birthday: user.birthday,
            region: user.region,
            address: user.address,
            signature: user.signature,
            extras: user.extras,
            displayName: user.displayName,
          },
          'the profile',
        );
      await until('the phone knows', () => phone.client.me.get()?.nickname === 'Änne');
      await anna.send(bert, 'hello');
      equal((await bert.reads('hello')).from.displayName, 'Änne', 'the name on the next message');
    }),
    play('O7', 'an update changes what it names and nothing else', async (world) => {
      const anna = await world.device(await world.person('anna', { nickname: 'Anna', signature: 'old' }));
      await anna.client.users.update({ signature: 'new' });
      equal([anna.client.me.get()?.nickname, anna.client.me.get()?.signature], ['Anna', 'new'], 'the profile');
    }),
    play('O7', 'a profile that cannot be is INVALID and changes nothing', async (world) => {
      const anna = await world.device(await world.person('anna', { nickname: 'Anna' }));
      for (const bad of [
        { nickname: 'x'.repeat(65) },
        { nickname: 'two\nlines' },
        { gender: 'other' as 'male' },
        { signature: '长'.repeat(84) },
        { extras: { big: 'x'.repeat(520) } },
        { region: '\ud800' },
        { nickname: 5 as unknown as string },
      ])
        await refused(() => anna.client.users.update(bad), 'INVALID', 'TOO_LARGE');
      equal(anna.client.me.get()?.nickname, 'Anna', 'the nickname');
    }),
    play('O7', 'a changed password ends the other sessions and not this one; the old one is wrong', async (world) => {
      const { anna } = await world.cast('anna');
      const phone = await world.device(anna, { platform: 'ios' });
      await anna.client.users.changePassword(anna.person.password, 'a better secret');
      equal((await phone.hears('session.ended')).reason, 'password_changed', 'the reason');
      await anna.restart();
      equal(anna.client.status.get(), 'online', 'this session');
      const fresh = await world.idle(anna.person, { platform: 'windows' });
      await refused(() => fresh.client.login(anna.person), 'UNAUTHENTICATED');
      await fresh.client.login({ username: anna.username, password: 'a better secret' });
    }),
    play('O7', 'changing it needs the current one, and a new one that can be', async (world) => {
      const { anna } = await world.cast('anna');
      await refused(
        () => anna.client.users.changePassword('not it', 'a better secret'),
        'UNAUTHENTICATED',
        'FORBIDDEN',
      );
      for (const bad of ['', 'abc', 'x'.repeat(129), 'half \ud83d'])
        await refused(() => anna.client.users.changePassword(anna.person.password, bad), 'INVALID');
      await world.device(anna, { platform: 'ios' });
      equal(anna.client.status.get(), 'online', 'this session');
    }),
    play('O7', 'a blocked sender gets BLOCKED, and nothing is stored', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await bert.client.users.block(anna.username);
      await refused(() => anna.send(bert, 'hello?'), 'BLOCKED');
      await bert.client.users.unblock(anna.username);
      equal((await anna.send(bert, 'friends again')).seq, 1, 'the place');
      await bert.reads('friends again');
      equal(await bert.texts(anna), ['friends again'], 'the record');
    }),
    play('O7', 'a block works one way, also in a conversation that is there already', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      await bert.reads('one');
      await bert.client.users.block(anna.username);
      await refused(() => anna.send(bert, 'two'), 'BLOCKED');
      await bert.send(anna, 'I may');
      await anna.reads('I may');
    }),
    play('O7', 'groups are not affected by a block', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      await bert.client.users.block(anna.username);
      await anna.send({ group: id }, 'to the group');
      await bert.reads('to the group');
    }),
    play('O7', 'the block list is the same on all devices, in a list without doubles', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const phone = await world.device(anna, { platform: 'ios' });
      await anna.client.users.block(bert.username);
      await anna.client.users.block(bert.username).catch(() => {});
      await phone.client.users.block({ username: clara.username, appKey: world.appKey });
      for (const device of [anna, phone])
        equal(
          (await device.client.users.blocked()).map(({ username }) => username).sort(),
          [bert.username, clara.username].sort(),
          'the list',
        );
      await phone.client.users.unblock(bert.username);
      equal(
        (await anna.client.users.blocked()).map(({ username }) => username),
        [clara.username],
        'after unblocking',
      );
      equal(await bert.client.users.blocked(), [], 'the list of Bert');
    }),
    play('O7', 'blocking nobody is NOT_FOUND, oneself INVALID', async (world) => {
      const { anna } = await world.cast('anna');
      await refused(() => anna.client.users.block(world.name('nobody')), 'NOT_FOUND');
      await refused(() => anna.client.users.block(anna.username), 'INVALID');
      equal(await anna.client.users.blocked(), [], 'the list');
    }),
    play('O7 S9', 'do-not-disturb for a user, also before there is a conversation', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(anna, { platform: 'ios' });
      await anna.client.users.setMuted(bert.username, true);
      equal(anna.client.conversations.get().length, 0, 'conversations that this made');
      await bert.send(anna, 'quiet');
      await Promise.all([anna.reads('quiet'), phone.reads('quiet')]);
      for (const device of [anna, phone]) {
        await until('it is muted', () => device.with(bert).muted);
        equal([device.with(bert).unreadCount, device.client.unreadCount.get()], [1, 0], 'unread, and in all');
      }
      await anna.client.users.setMuted(bert.username, false);
      await until('it is not', () => !phone.with(bert).muted && phone.client.unreadCount.get() === 1);
    }),
    play('O7', 'do-not-disturb for everything is taken, and messages still arrive', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.client.users.setMuted('all', true);
      await bert.send(anna, 'quiet');
      await anna.reads('quiet');
      equal(anna.with(bert).unreadCount, 1, 'unread');
      await anna.client.users.setMuted('all', false);
      await refused(() => anna.client.users.setMuted(world.name('nobody'), true), 'NOT_FOUND');
    }),
    play('O5', 'the account’s devices: platform, name, which one this is, who is online', async (world) => {
      const person = await world.person('anna');
      const anna = await world.device(person, { platform: 'web', deviceName: 'the browser' });
      const phone = await world.device(person, { platform: 'ios', deviceName: 'the phone' });
      const seen = async () =>
        (await anna.client.devices.list())
          .map(({ platform, name, isCurrent, isOnline }) => [platform, name, isCurrent, isOnline])
          .sort();
      equal(
        await seen(),
        [
          ['ios', 'the phone', false, true],
          ['web', 'the browser', true, true],
        ],
        'the list',
      );
      await phone.stop();
      await until('the phone is offline', async () =>
        (await anna.client.devices.list()).some(({ platform, isOnline }) => platform === 'ios' && !isOnline),
      );
      holds(
        (await anna.client.devices.list()).every(({ lastSeenAt }) => lastSeenAt.getTime() > 1_600_000_000_000),
        'lastSeenAt is no time',
      );
    }),
    play('O5', 'ending a device ends its session there', async (world) => {
      const { anna } = await world.cast('anna');
      const phone = await world.device(anna, { platform: 'ios' });
      const [device] = (await anna.client.devices.list()).filter(({ platform }) => platform === 'ios');
      await anna.client.devices.end(device?.id ?? '');
      await phone.hears('session.ended');
      equal((await anna.client.devices.list()).length, 1, 'devices');
      equal(anna.client.status.get(), 'online', 'this device');
    }),
    play('O5 D22', 'a device that is not mine, or none: NOT_FOUND', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const [device] = await bert.client.devices.list();
      await refused(() => anna.client.devices.end(device?.id ?? ''), 'NOT_FOUND');
      await refused(() => anna.client.devices.end('no-such-device'), 'NOT_FOUND', 'INVALID');
      await anna.send(bert, 'still there');
      await bert.reads('still there');
    }),
    play('O5 P9', 'the list of devices tells no token', async (world) => {
      const person = await world.person('anna');
      const raw = await world.raw();
      const { token = '' } = await raw.ok('login', loginFrame(person));
      const listed = await raw.ok('devices.list');
      holds(!JSON.stringify(listed).includes(token), 'a token is in the list');
    }),
  ],
};
