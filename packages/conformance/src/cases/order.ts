import { play, type Theme } from '../case.js';
import { equal, holds } from '../check.js';
import { textMessage } from '../world/raw-device.js';
import { until } from '../world/until.js';

export const order: Theme = {
  name: 'order and unread',
  cases: [
    play('D6', 'places are 1 to n without holes or repeats, with several writing at once', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await Promise.all(
        Array.from({ length: 40 }, (_, at) => (at % 2 ? anna.send(bert, `a${at}`) : bert.send(anna, `b${at}`))),
      );
      equal(
        sent.map(({ seq }) => seq ?? 0).sort((a, b) => a - b),
        Array.from({ length: 40 }, (_, at) => at + 1),
        'the places',
      );
      const record = async (device: typeof anna, peer: typeof anna) =>
        (await device.record(peer)).map(({ id, seq }) => [id, seq]);
      await until(
        'both have all',
        async () => (await anna.record(bert)).length === 40 && (await bert.record(anna)).length === 40,
      );
      equal(await record(anna, bert), await record(bert, anna), 'the two sides');
    }),
    play('D7', 'acknowledged before another began: it stands before it', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      const places: (number | undefined)[] = [];
      for (let at = 0; at < 12; at++) {
        const who = [anna, bert, clara][at % 3] ?? anna;
        places.push((await who.send({ group: id }, `m${at}`)).seq);
      }
      equal(
        places,
        Array.from({ length: 12 }, (_, at) => at + 2),
        'the places',
      );
    }),
    play('D8 P22', 'messages of one connection stand in the order of their frames', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      const asked = Array.from({ length: 30 }, (_, at) =>
        raw.ask('send', { to: bert.target, message: textMessage(`m${at}`) }),
      );
      const answers = await Promise.all(asked.map((r) => raw.answer(r)));
      equal(
        answers.map(({ seq }) => seq),
        answers.map((_, at) => at + 1),
        'the places',
      );
    }),
    play(
      'D6 P15',
      'entries are pushed in place order, once for each connection; the sender gets the answer in its stead',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const [a, b] = [await world.rawOf(anna), await world.rawOf(bert)];
        await Promise.all(
          Array.from({ length: 10 }, (_, at) =>
            Promise.all([
              a.ok('send', { to: bert.target, message: textMessage(`a${at}`) }),
              b.ok('send', { to: anna.target, message: textMessage(`b${at}`) }),
            ]),
          ),
        );
        await until('all is there', () => a.pushes('entry').length === 10 && b.pushes('entry').length === 10);
        for (const device of [a, b]) {
          const places = device.frames.flatMap((frame) =>
            frame.t === 'entry' ? [frame.entry?.seq ?? 0] : frame.t === 'ok' && frame.sid ? [frame.seq ?? 0] : [],
          );
          equal(
            places,
            Array.from({ length: 20 }, (_, at) => at + 1),
            'pushes and answers, in the order in which they came',
          );
        }
      },
    ),
    play('D9 P13', 'at never falls, and sid is unique over conversations', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const raw = await world.rawOf(anna);
      const answers = [];
      for (let at = 0; at < 20; at++)
        answers.push(await raw.ok('send', { to: (at % 2 ? bert : clara).target, message: textMessage(`m${at}`) }));
      equal(new Set(answers.map(({ sid }) => sid)).size, 20, 'different sids');
      const times = answers.map(({ at }) => at ?? 0);
      equal(
        times,
        [...times].sort((x, y) => x - y),
        'the times',
      );
    }),
    play('D13 B5', 'unread is the sum of increments after the read position, without own messages', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(bert);
      const increments = [1, 3, 0, 2, 100, 1];
      const places: number[] = [];
      for (const unreadIncrement of increments) {
        places.push((await anna.send(bert, `+${unreadIncrement}`, { unreadIncrement })).seq ?? 0);
        await bert.send(anna, 'own');
      }
      const state = async () => (await raw.ok('sync')).conversations?.[0];
      const c = (await state())?.c;
      for (const [at, place] of places.entries()) {
        equal(
          (await state())?.unread,
          increments.slice(at).reduce((sum, one) => sum + one, 0),
          `with ${at} read`,
        );
        await raw.ok('read', { marks: [[c, place]] });
      }
      equal((await state())?.unread, 0, 'with all read');
    }),
    play('D14 P28', 'the read position only moves forward', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (const text of ['one', 'two', 'three']) await anna.send(bert, text);
      const raw = await world.rawOf(bert);
      const state = async () => (await raw.ok('sync')).conversations?.[0];
      const c = (await state())?.c;
      await raw.ok('read', { marks: [[c, 2]] });
      await raw.ok('read', { marks: [[c, 1]] });
      equal([(await state())?.read, (await state())?.unread], [2, 1], 'read and unread');
      await raw.ok('read', {
        marks: [
          [c, 3],
          [c, 2],
        ],
      });
      equal([(await state())?.read, (await state())?.unread], [3, 0], 'after a report in two marks');
    }),
    play('D14', 'a position beyond the end is not one: what comes after is unread', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      const raw = await world.rawOf(bert);
      const state = async () => (await raw.ok('sync')).conversations?.[0];
      const c = (await state())?.c;
      await raw.request('read', { marks: [[c, 1_000_000]] });
      await anna.send(bert, 'two');
      equal((await state())?.unread, 1, 'unread');
    }),
    play('D13 P28', 'positions of a conversation that is not mine are passed over', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      await anna.send(bert, 'one');
      const [mine, theirs] = [await world.rawOf(clara), await world.rawOf(bert)];
      const state = async () => (await theirs.ok('sync')).conversations?.[0];
      const c = (await state())?.c;
      await mine.ok('read', { marks: [[c, 1]] });
      await mine.ok('delivered', { marks: [[c, 1]] });
      equal([(await state())?.read, (await state())?.unread], [0, 1], 'read and unread of Bert');
      equal(await mine.refusal('entries', { c, from: 1, to: 1 }), 'NOT_FOUND', 'entries');
    }),
    play('D13 B5', 'under many writers and readers all devices agree at rest', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(bert, { platform: 'ios' });
      await Promise.all([
        ...Array.from({ length: 15 }, (_, at) => anna.send(bert, `m${at}`)),
        ...Array.from({ length: 5 }, () => bert.open(anna).then((conversation) => conversation.clearUnread())),
        phone.send(anna, 'meanwhile'),
      ]);
      await anna.send(bert, 'last');
      await Promise.all([bert.reads('last'), phone.reads('last')]);
      await until('both agree', () => bert.with(anna).unreadCount === phone.with(anna).unreadCount);
      const late = await world.device(bert, { platform: 'windows' });
      equal(late.with(anna).unreadCount, bert.with(anna).unreadCount, 'a late device');
      holds(late.with(anna).unreadCount >= 1, 'the last message is not unread');
    }),
    play('P24 D23', 'a cursor that the server does not understand is a full sync, never an error', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      const raw = await world.rawOf(bert);
      const { cursor } = await raw.ok('sync');
      holds(cursor && cursor.length <= 200, 'the cursor is longer than 200 bytes');
      equal((await raw.ok('sync', { cursor })).conversations?.length, 0, 'changes since the cursor');
      for (const strange of ['', 'nonsense', 'x'.repeat(200), `${cursor}x`, '{}', '../../..'])
        equal(
          (await raw.ok('sync', { cursor: strange })).conversations?.length,
          1,
          `conversations with ${strange.slice(0, 20)}`,
        );
      equal(await raw.refusal('sync', { cursor: 'x'.repeat(201) }), 'INVALID', 'one that is too long');
    }),
    play('P24', 'a cursor names what changed since, and nothing else', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      await anna.send(bert, 'one');
      await clara.send(bert, 'one');
      const raw = await world.rawOf(bert);
      const { cursor } = await raw.ok('sync');
      await clara.send(bert, 'two');
      const since = await raw.ok('sync', { cursor });
      equal(
        since.conversations?.map(({ head, unread }) => [head, unread]),
        [[2, 2]],
        'the states',
      );
      equal([since['isFull'], since['isReset']], [false, false], 'full, reset');
    }),
    play('P17 D11', 'entries are answered by place, at most 500, only what may be seen', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (const text of ['one', 'two', 'three']) await anna.send(bert, text);
      const raw = await world.rawOf(bert);
      const c = (await raw.ok('sync')).conversations?.[0]?.c;
      const answer = await raw.ok('entries', { c, from: 2, to: 9_000 });
      equal(
        answer.entries?.map(({ seq }) => seq),
        [2, 3],
        'the places',
      );
      for (const bad of [
        { from: -1, to: 2 },
        { from: 1.5, to: 2 },
        { from: 1, to: 2 ** 60 },
        { from: '1', to: 2 },
      ])
        equal(await raw.refusal('entries', { c, ...bad }), 'INVALID', JSON.stringify(bad));
      equal(await raw.refusal('entries', { c: 2 ** 40, from: 1, to: 2 }), 'NOT_FOUND', 'another conversation');
    }),
  ],
};
