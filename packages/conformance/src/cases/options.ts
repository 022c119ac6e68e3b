import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { textMessage } from '../world/raw-device.js';

export const options: Theme = {
  name: 'options of a send',
  cases: [
    play('S28', 'saveOffline: false reaches who is online', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'now or never', { saveOffline: false });
      await bert.reads('now or never');
      equal(bert.with(anna).unreadCount, 0, 'unread');
    }),
    play('S28 D19', 'its body is not kept for the absent, not in history and not in catch-up', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'before');
      await bert.reads('before');
      await bert.client.synced();
      await bert.stop();
      const lost = await anna.send(bert, 'now or never', { saveOffline: false });
      const after = await anna.send(bert, 'after');
      equal(after.seq, (lost.seq ?? 0) + 1, 'its place');
      await bert.start();
      await bert.hears('sync.offline');
      await bert.client.synced();
      equal(await bert.texts(anna), ['before', 'after'], 'the record');
      equal(bert.with(anna).unreadCount, 2, 'unread');
      const late = await world.device(bert, { platform: 'windows' });
      const { items } = await late.with(anna).messages.page({ limit: 10 });
      equal(items.length, 2, 'messages on a new device');
      const raw = await world.rawOf(bert);
      const conversation = (await raw.ok('sync')).conversations?.[0];
      const all = await raw.ok('entries', { c: conversation?.c, from: 1, to: conversation?.head });
      holds(!JSON.stringify(all).includes('now or never'), 'the wire gives the body back');
    }),
    play('S28', 'saveOffline: false with a receipt is INVALID', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await refused(() => anna.send(bert, 'x', { saveOffline: false, needReadReceipt: true }), 'INVALID');
    }),
    play('S28', 'options of another kind are INVALID, and nothing is sent', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      for (const bad of [
        { saveOffline: 'no' },
        { notify: 1 },
        { needReadReceipt: 'yes' },
        { unreadIncrement: 101 },
        { unreadIncrement: 1.5 },
        { notification: { title: 5 } },
        { notification: 'title' },
        { extras: { a: null } },
        { mentions: 'some' },
        { replyTo: { id: 'short', seq: 1 } },
        { id: 'short' },
        { id: `${'x'.repeat(64)}y` },
        { id: 'with space and more' },
      ])
        equal(
          await raw.refusal('send', { to: bert.target, message: textMessage('no', bad) }),
          'INVALID',
          JSON.stringify(bad),
        );
      equal(bert.client.conversations.get().length, 0, 'conversations of Bert');
    }),
    play('S28', 'a notification of one’s own, and none, are taken and harm nothing', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one', { notification: { title: 'T', alert: 'A', atPrefix: '@' } });
      await anna.send(bert, 'two', { notify: false, notification: {} });
      await bert.reads('two');
      equal(bert.news(), ['one', 'two'], 'what came');
    }),
  ],
};
