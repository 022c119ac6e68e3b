import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { until } from '../world/until.js';

export const commands: Theme = {
  name: 'commands',
  cases: [
    play('S49 S50', 'a command reaches who is online, with sender and target, and stands nowhere', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.client.sendCommand(bert.target, 'typing');
      const { from, data, fromOwnDevice, target } = await bert.hears('command');
      equal([from.username, data, fromOwnDevice], [anna.username, 'typing', false], 'the event');
      holds('user' in target, 'its target is no user');
      equal([bert.client.conversations.get().length, anna.client.conversations.get().length], [0, 0], 'conversations');
      equal([bert.client.unreadCount.get(), bert.told('message.new').length], [0, 0], 'unread and new');
    }),
    play('S50', 'data is a text or an object, given back as it was', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const values = ['', 'text', '中文', { a: 1, b: [true, null, { c: 'd' }] }, {}];
      for (const data of values) await anna.client.sendCommand(bert.target, data);
      await until('all came', () => bert.told('command').length === values.length);
      equal(
        bert.told('command').map(({ data }) => data),
        values,
        'the data',
      );
    }),
    play('S50', 'a conversation sends it too, and the delegate hears it', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const heard: unknown[] = [];
      bert.client.addDelegate({ onReceiveMessageTransparentEvent: ({ data }) => heard.push(data) });
      await (await anna.open(bert)).sendCommand({ typing: true });
      await bert.hears('command');
      equal(heard, [{ typing: true }], 'what the delegate heard');
    }),
    play('S50', 'to a group: all its online members but the sending device', async (world) => {
      const { anna, bert, clara, eve } = await world.cast('anna', 'bert', 'clara', 'eve');
      const { id } = await world.group(anna, bert, clara);
      await anna.client.sendCommand({ group: id }, 'look');
      for (const device of [bert, clara]) equal((await device.hears('command')).target, { group: id }, 'the target');
      await anna.send(eve, 'fence');
      await eve.reads('fence');
      equal(
        [anna.told('command').length, eve.told('command').length],
        [0, 0],
        'commands of the sender and of a stranger',
      );
    }),
    play('S49 D18', 'to an absent user: TARGET_OFFLINE, and it does not come later', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await bert.stop();
      await until('Bert is gone', () =>
        anna.client.sendCommand(bert.target, 'are you there?').then(
          () => false,
          (error: { code: string }) => error.code === 'TARGET_OFFLINE',
        ),
      );
      await refused(() => anna.client.sendCommand(bert.target, 'hello?'), 'TARGET_OFFLINE');
      await bert.start();
      await bert.client.synced();
      await anna.send(bert, 'fence');
      await bert.reads('fence');
      equal(bert.told('command').length, 0, 'commands');
    }),
    play('S49', 'a group where nobody else is online accepts it', async (world) => {
      const { anna } = await world.cast('anna');
      const bert = await world.person('bert');
      const { id } = await anna.client.groups.create({ name: 'x', members: [bert.username] });
      await anna.client.sendCommand({ group: id }, 'anybody?');
    }),
    play('S51', 'to the own devices of a platform, or to all: never to the sending one', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const [phone, desk] = await Promise.all([
        world.device(anna, { platform: 'ios' }),
        world.device(anna, { platform: 'windows' }),
      ]);
      await anna.client.sendDeviceCommand('ios', 'for the phone');
      await anna.client.sendDeviceCommand('all', { for: 'all' });
      await until('all came', () => phone.told('command').length === 2 && desk.told('command').length === 1);
      equal(
        phone.told('command').map(({ data, fromOwnDevice, from }) => [data, fromOwnDevice, from.username]),
        [
          ['for the phone', true, anna.username],
          [{ for: 'all' }, true, anna.username],
        ],
        'on the phone',
      );
      equal(
        desk.told('command').map(({ data }) => data),
        [{ for: 'all' }],
        'on the desk',
      );
      await anna.send(bert, 'fence');
      await Promise.all([bert, phone, desk].map((device) => device.reads('fence')));
      equal([anna.told('command').length, bert.told('command').length], [0, 0], 'here, and with somebody else');
      equal([phone.told('command').length, desk.told('command').length], [2, 1], 'and no more on the others');
    }),
    play('S51', 'no such device is there: TARGET_OFFLINE', async (world) => {
      const { anna } = await world.cast('anna');
      await refused(() => anna.client.sendDeviceCommand('all', 'anybody?'), 'TARGET_OFFLINE');
      await refused(() => anna.client.sendDeviceCommand('ios', 'anybody?'), 'TARGET_OFFLINE');
      await refused(() => anna.client.sendDeviceCommand('toaster' as 'ios', 'x'), 'INVALID');
    }),
    play(
      'S50',
      'to oneself INVALID, to nobody NOT_FOUND, to a group that is not mine NOT_MEMBER or NOT_FOUND',
      async (world) => {
        const { anna, bert, eve } = await world.cast('anna', 'bert', 'eve');
        const { id } = await world.group(anna, bert);
        await refused(() => anna.client.sendCommand(anna.target, 'x'), 'INVALID');
        await refused(() => anna.client.sendCommand({ user: world.name('nobody') }, 'x'), 'NOT_FOUND');
        await refused(() => eve.client.sendCommand({ group: id }, 'x'), 'NOT_FOUND', 'NOT_MEMBER');
        await anna.client.groups.removeMembers(id, [bert.username]);
        await refused(() => bert.client.sendCommand({ group: id }, 'x'), 'NOT_MEMBER', 'NOT_FOUND');
      },
    ),
    play('S50', 'more than 4 KiB is TOO_LARGE; what is no text and no object INVALID', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await refused(() => anna.client.sendCommand(bert.target, 'x'.repeat(4_097)), 'TOO_LARGE');
      await refused(() => anna.client.sendCommand(bert.target, { big: '中'.repeat(1_500) }), 'TOO_LARGE');
      for (const bad of [undefined, null, 5, true, () => {}, 'half \ud83d'])
        await refused(() => anna.client.sendCommand(bert.target, bad as unknown as string), 'INVALID');
      await anna.client.sendCommand(bert.target, 'x'.repeat(4_000));
      equal(String((await bert.hears('command')).data).length, 4_000, 'the largest');
      equal(bert.told('command').length, 1, 'commands');
    }),
    play('S50 D18', 'each comes once, in order, on every device', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(bert, { platform: 'ios' });
      for (let at = 0; at < 15; at++) await anna.client.sendCommand(bert.target, `c${at}`);
      const all = Array.from({ length: 15 }, (_, at) => `c${at}`);
      for (const device of [bert, phone]) {
        await until('all came', () => device.told('command').length >= 15);
        equal(
          device.told('command').map(({ data }) => data),
          all,
          'the commands',
        );
      }
    }),
    play('S50 O7', 'who was blocked reaches nobody by commands either', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      await bert.client.users.block(anna.username);
      await refused(() => anna.client.sendCommand(bert.target, 'x'), 'BLOCKED');
      await clara.send(bert, 'fence');
      await bert.reads('fence');
      equal(bert.told('command').length, 0, 'commands');
    }),
    play(
      'S49',
      'offline it is refused with OFFLINE and does not wait',
      async (world) => {
        const { bert } = await world.cast('bert');
        const anna = await world.device(await world.person('anna'), { line: true });
        await anna.goOffline();
        await refused(() => anna.client.sendCommand(bert.target, 'x'), 'OFFLINE');
        await anna.goOnline();
        await anna.send(bert, 'fence');
        await bert.reads('fence');
        equal(bert.told('command').length, 0, 'commands');
      },
      'line',
    ),
  ],
};
