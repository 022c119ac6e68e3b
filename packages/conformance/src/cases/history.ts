import { play, type Theme } from '../case.js';
import { equal, holds } from '../check.js';
import { type Device, textOf, textsOf } from '../world/device.js';
import { until } from '../world/until.js';

const numbers = (from: number, to: number) =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, at) => `m${from < to ? from + at : from - at}`);

async function sendMany(from: Device, to: Device, count: number) {
  await Promise.all(numbers(1, count).map((text) => from.send(to, text)));
}

export const history: Theme = {
  name: 'history',
  cases: [
    play('S46', 'all() has everything stored here, newest first', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await sendMany(anna, bert, 30);
      await bert.reads('m30');
      equal(textsOf(await bert.with(anna).messages.all()), numbers(30, 1), 'of the receiver');
      equal(textsOf(await anna.with(bert).messages.all()), numbers(30, 1), 'of the sender');
    }),
    play('S46', 'of a conversation without messages: nothing', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      equal(await (await anna.open(bert)).messages.all(), [], 'all()');
      equal(await anna.with(bert).messages.page({ limit: 5 }), { items: [], hasMore: false }, 'page()');
    }),
    play('S47', 'byId finds a message of mine and of others by the same id', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'hello');
      await bert.reads('hello');
      for (const [device, peer] of [
        [anna, bert],
        [bert, anna],
      ] as const) {
        const found = await device.with(peer).messages.byId(sent.id);
        equal([found?.id, found && textOf(found), found?.seq], [sent.id, 'hello', sent.seq], `for ${device.username}`);
      }
    }),
    play('S47', 'byId of what is not there, or stands in another conversation, is undefined', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const sent = await anna.send(bert, 'hello');
      await anna.send(clara, 'hello');
      equal((await anna.with(clara).messages.byId(sent.id))?.id, undefined, 'in the other conversation');
      equal((await anna.with(bert).messages.byId('no-such-message-id'))?.id, undefined, 'of no message');
    }),
    play('S48', 'neither offset nor limit: all', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await sendMany(anna, bert, 12);
      const { items, hasMore } = await anna.with(bert).messages.page();
      equal([textsOf(items), hasMore], [numbers(12, 1), false], 'the page');
    }),
    play('S48', 'a limit gives the newest, an offset all after the newest, both a page', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await sendMany(anna, bert, 20);
      const { messages } = anna.with(bert);
      const newest = await messages.page({ limit: 5 });
      equal([textsOf(newest.items), newest.hasMore], [numbers(20, 16), true], 'limit 5');
      const rest = await messages.page({ offset: 15 });
      equal([textsOf(rest.items), rest.hasMore], [numbers(5, 1), false], 'offset 15');
      const middle = await messages.page({ offset: 5, limit: 5 });
      equal([textsOf(middle.items), middle.hasMore], [numbers(15, 11), true], 'offset 5, limit 5');
      const last = await messages.page({ offset: 18, limit: 5 });
      equal([textsOf(last.items), last.hasMore], [numbers(2, 1), false], 'offset 18, limit 5');
      equal((await messages.page({ offset: 30, limit: 5 })).items, [], 'an offset beyond the end');
    }),
    play('S48', 'before is a cursor that new messages cannot shift', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await sendMany(anna, bert, 10);
      const { messages } = anna.with(bert);
      const { items } = await messages.page({ limit: 4 });
      await anna.send(bert, 'one in between');
      const before = items.at(-1);
      holds(before, 'the first page is empty');
      equal(textsOf((await messages.page({ before, limit: 4 })).items), numbers(6, 3), 'the page before');
    }),
    play('S48 D11', 'with a limit, what the device lacks is fetched from the server', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await sendMany(anna, bert, 120);
      await bert.reads('m120');
      await until('all is delivered', () => bert.client.synced().then(() => true));
      const phone = await world.device(bert, { platform: 'ios' });
      const { items, hasMore } = await phone.with(anna).messages.page({ limit: 120 });
      equal([textsOf(items), hasMore], [numbers(120, 1), false], 'the page on a new device');
    }),
    play('S48', 'a limit above one request of the wire still gives all', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const count = 130;
      await sendMany(anna, bert, count);
      const { items } = await anna.with(bert).messages.page({ limit: 5_000 });
      equal(items.length, count, 'messages in the page');
    }),
    play('O4', 'the record survives a restart of the device', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one', { extras: { n: 1 } });
      await bert.send(anna, 'two');
      await anna.reads('two');
      await anna.restart();
      const record = await anna.record(bert);
      equal(textsOf(record), ['one', 'two'], 'texts');
      equal(
        [record[0]?.extras, record[0]?.status, record[1]?.status],
        [{ n: 1 }, 'sent', 'received'],
        'what belongs to them',
      );
    }),
    play('O4', 'the record is on the server: a device that never was here reads it', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      await bert.send(anna, 'two');
      const late = await world.device(anna, { platform: 'windows' });
      const { items } = await late.with(bert).messages.page({ limit: 10 });
      equal(textsOf(items), ['two', 'one'], 'the page');
      equal(
        items.map(({ isOwn }) => isOwn),
        [false, true],
        'whose they are',
      );
    }),
    play('O4', 'the Live value is oldest first, and grows with what comes', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      const { messages } = anna.with(bert);
      const stop = messages.subscribe(() => {});
      await until('it is read', () => messages.state.get().loaded);
      await bert.send(anna, 'two');
      await until('it shows both', () => messages.get().length === 2);
      equal(textsOf(messages.get()), ['one', 'two'], 'the order');
      stop();
    }),
    play('O4 D11', 'loadOlder grows the Live value by what the server has', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await sendMany(anna, bert, 80);
      await bert.reads('m80');
      const late = await world.device(bert, { platform: 'windows' });
      const { messages } = late.with(anna);
      const stop = messages.subscribe(() => {});
      await until('it is read', () => messages.state.get().loaded);
      while (messages.state.get().hasOlder) await messages.loadOlder(30);
      equal(textsOf(messages.get()), numbers(1, 80), 'all of it');
      stop();
    }),
    play('O4', 'a window opens around a message and grows both ways', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await sendMany(anna, bert, 60);
      const all = await anna.with(bert).messages.all();
      const middle = all.find((message) => textOf(message) === 'm30');
      holds(middle, 'm30 is missing');
      const window = anna.with(bert).messages.window({ around: middle, count: 10 });
      const stop = window.subscribe(() => {});
      await until('it is read', () => window.state.get().loaded);
      holds(textsOf(window.get()).includes('m30'), 'the window has no m30');
      while (window.state.get().hasNewer) await window.loadNewer(10);
      while (window.state.get().hasOlder) await window.loadOlder(10);
      equal(textsOf(window.get()), numbers(1, 60), 'all of it');
      stop();
      window[Symbol.dispose]();
    }),
    play('S46', 'remove takes one message away here only', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const one = await anna.send(bert, 'one');
      await anna.send(bert, 'two');
      await bert.reads('two');
      equal(await anna.with(bert).messages.remove(one), true, 'the first time');
      equal(await anna.with(bert).messages.remove(one), false, 'the second time');
      equal(await anna.texts(bert), ['two'], 'here');
      equal(await bert.texts(anna), ['one', 'two'], 'on the other side');
      await anna.restart();
      equal(textsOf((await anna.with(bert).messages.page({ limit: 10 })).items), ['two'], 'after a restart');
    }),
    play('S48', 'offset and limit count what is listed: a removed message is not among them', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await sendMany(anna, bert, 6);
      const { messages } = anna.with(bert);
      const [newest] = await messages.all();
      holds(newest, 'nothing there');
      await messages.remove(newest);
      equal(textsOf((await messages.page({ offset: 1, limit: 2 })).items), ['m4', 'm3'], 'the page');
    }),
  ],
};
