import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { until } from '../world/until.js';

export const unread: Theme = {
  name: 'unread',
  cases: [
    play('S9', 'the total is the sum, without do-not-disturb', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      await bert.send(anna, 'b1');
      await bert.send(anna, 'b2');
      await clara.send(anna, 'c1');
      await until('three are unread', () => anna.client.unreadCount.get() === 3);
      await anna.with(bert).setMuted(true);
      equal(anna.client.unreadCount.get(), 1, 'with Bert muted');
      equal(anna.with(bert).unreadCount, 2, "Bert's own");
      await anna.with(bert).setMuted(false);
      equal(anna.client.unreadCount.get(), 3, 'with nobody muted');
      holds(
        anna.told('unread.changed').some(({ total }) => total === 3),
        'unread.changed did not tell of 3',
      );
    }),
    play('S9', 'do-not-disturb holds on all devices and after a restart', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await bert.send(anna, 'one');
      await anna.reads('one');
      const phone = await world.device(anna, { platform: 'ios' });
      await anna.with(bert).setMuted(true);
      await until('the phone knows it', () => phone.with(bert).muted && phone.client.unreadCount.get() === 0);
      await phone.restart();
      equal([phone.with(bert).muted, phone.client.unreadCount.get()], [true, 0], 'after a restart');
    }),
    play('S10', 'rises by each increment; own messages never count', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      await anna.send(bert, 'five', { unreadIncrement: 5 });
      await anna.send(bert, 'none', { unreadIncrement: 0 });
      await anna.send(bert, 'most', { unreadIncrement: 100 });
      await bert.reads('most');
      equal(bert.with(anna).unreadCount, 106, 'unread of the receiver');
      equal(anna.with(bert).unreadCount, 0, 'unread of the sender');
      equal((await world.device(bert, { platform: 'ios' })).with(anna).unreadCount, 106, 'unread on a new device');
    }),
    play('S10', 'an increment that cannot be is INVALID, and nothing is sent', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (const unreadIncrement of [-1, 101, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
        await refused(() => anna.send(bert, 'no', { unreadIncrement }), 'INVALID');
      await anna.send(bert, 'yes');
      await bert.reads('yes');
      equal(bert.news(), ['yes'], 'what Bert heard');
    }),
    play('S10 D13', 'is equal on all devices, whenever they come', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(bert, { platform: 'ios' });
      for (const text of ['one', 'two', 'three']) await anna.send(bert, text);
      await bert.send(anna, 'an answer of my own');
      await anna.send(bert, 'four');
      await Promise.all([bert.reads('four'), phone.reads('four')]);
      const late = await world.device(bert, { platform: 'windows' });
      equal(
        [bert, phone, late].map((one) => one.with(anna).unreadCount),
        [4, 4, 4],
        'unread on three devices',
      );
    }),
    play('S11', 'clearUnread sets it to 0 on all devices', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(bert, { platform: 'ios' });
      await anna.send(bert, 'one');
      await Promise.all([bert.reads('one'), phone.reads('one')]);
      await bert.with(anna).clearUnread();
      equal([bert.with(anna).unreadCount, bert.client.unreadCount.get()], [0, 0], 'here');
      await until('0 on the phone', () => phone.with(anna).unreadCount === 0 && phone.client.unreadCount.get() === 0);
      await anna.send(bert, 'two');
      await phone.reads('two');
      equal(phone.with(anna).unreadCount, 1, 'after the next message');
      equal((await world.device(bert, { platform: 'windows' })).with(anna).unreadCount, 1, 'on a new device');
    }),
    play(
      'S11',
      'clearUnread while offline holds here at once, and reaches the server with the next connection',
      async (world) => {
        const { anna } = await world.cast('anna');
        const bert = await world.device(await world.person('bert'), { line: true });
        const phone = await world.device(bert, { platform: 'ios' });
        await anna.send(bert, 'one');
        await Promise.all([bert.reads('one'), phone.reads('one')]);
        await bert.goOffline();
        await bert.with(anna).clearUnread();
        equal(bert.with(anna).unreadCount, 0, 'here');
        await bert.goOnline();
        await until('0 on the phone', () => phone.with(anna).unreadCount === 0);
      },
      'line',
    ),
  ],
};
