import { play, type Theme } from '../case.js';
import { equal, holds } from '../check.js';
import { textsOf } from '../world/device.js';
import { textMessage } from '../world/raw-device.js';
import { until } from '../world/until.js';

export const ids: Theme = {
  name: 'acknowledgements and ids',
  cases: [
    play('D1', 'what was acknowledged is there for a device that comes at that moment', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (let at = 0; at < 5; at++) {
        const sent = await anna.send(bert, `m${at}`);
        const raw = await world.rawOf(bert);
        const state = (await raw.ok('sync')).conversations?.[0];
        const { entries } = await raw.ok('entries', { c: state?.c, from: 1, to: state?.head });
        const last = entries?.at(-1);
        equal([last?.seq, last?.sid], [sent.seq, sent.serverId], 'the last entry');
        raw.close();
      }
    }),
    play('D2', 'what was refused is not in the log, and takes no place', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      await anna.send(bert, 'one');
      for (const bad of [
        { content: { type: 'text', text: '' } },
        { unreadIncrement: -1 },
        { content: { type: 'text', text: 'x'.repeat(4_001) } },
      ])
        holds(
          ['INVALID', 'TOO_LARGE'].includes(
            await raw.refusal('send', { to: bert.target, message: textMessage('x', bad) }),
          ),
          'not refused',
        );
      equal((await anna.send(bert, 'two')).seq, 2, 'the next place');
      await bert.reads('two');
      equal(await bert.texts(anna), ['one', 'two'], 'the record');
    }),
    play('D4 P19', 'a repeated id answers with the first place and is not shown again', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      const request = { to: bert.target, message: textMessage('once') };
      const first = await raw.ok('send', request);
      const answers = await Promise.all(Array.from({ length: 5 }, () => raw.ok('send', request)));
      for (const { c, seq, at, sid } of answers)
        equal([c, seq, at, sid], [first.c, first.seq, first.at, first.sid], 'the answer to a repetition');
      await anna.send(bert, 'fence');
      await bert.reads('fence');
      equal(bert.news(), ['once', 'fence'], 'what came');
    }),
    play('D4 P19', 'the same id with another body, or to somebody else, is ID_REUSED', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const raw = await world.rawOf(anna);
      const message = textMessage('once');
      await raw.ok('send', { to: bert.target, message });
      const other = { ...message, content: { type: 'text', text: 'twice' } };
      equal(await raw.refusal('send', { to: bert.target, message: other }), 'ID_REUSED', 'another text');
      equal(
        await raw.refusal('send', { to: bert.target, message: { ...message, extras: { a: 1 } } }),
        'ID_REUSED',
        'other extras',
      );
      equal(await raw.refusal('send', { to: clara.target, message }), 'ID_REUSED', 'another receiver');
      equal(clara.client.conversations.get().length, 0, 'conversations of Clara');
    }),
    play('D4', 'holds over devices of the sender, and from several at once', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const devices = [
        await world.rawOf(anna),
        await world.rawOf(anna, { platform: 'ios' }),
        await world.rawOf(anna, { platform: 'node' }),
      ];
      const request = { to: bert.target, message: textMessage('once') };
      const answers = await Promise.all(devices.map((device) => device.ok('send', request)));
      equal(
        answers.map(({ seq }) => seq),
        [1, 1, 1],
        'the places',
      );
      equal(new Set(answers.map(({ sid }) => sid)).size, 1, 'server ids');
      await anna.send(bert, 'fence');
      await bert.reads('fence');
      equal(bert.news(), ['once', 'fence'], 'what came');
    }),
    play('D4', 'another sender may use the same id', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const message = textMessage('mine');
      const [a, b] = [await world.rawOf(anna), await world.rawOf(bert)];
      await a.ok('send', { to: bert.target, message });
      equal(
        (await b.ok('send', { to: anna.target, message: { ...message, content: { type: 'text', text: 'also mine' } } }))
          .seq,
        2,
        'the place',
      );
      await until('both are there', async () => (await anna.texts(bert)).length === 2);
      equal(await anna.texts(bert), ['mine', 'also mine'], 'the record');
    }),
    play('D5 D4', 'nobody takes the place of another’s message by its id, on old and on new devices', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      const sent = await anna.send({ group: id }, 'mine');
      await clara.reads('mine');
      const raw = await world.rawOf(bert);
      await raw.ok('send', { to: { group: id }, message: textMessage('over it', { id: sent.id }) });
      await anna.send({ group: id }, 'fence');
      await clara.reads('fence');
      const late = await world.device(clara, { platform: 'windows' });
      for (const device of [anna, clara, late]) {
        const { items } = await device.with({ group: id }).messages.page({ limit: 10 });
        equal(textsOf(items), ['fence', 'over it', 'mine', '(created)'], `the record of ${device.username}`);
      }
    }),
    play('D3', 'an unknown outcome, asked again with the same id, is one message', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (let at = 0; at < 5; at++) {
        const request = { to: bert.target, message: textMessage(`m${at}`) };
        const raw = await world.rawOf(anna);
        raw.ask('send', request);
        raw.close();
        const again = await world.rawOf(anna);
        equal((await again.ok('send', request)).seq, at + 1, 'its place');
        again.close();
      }
      await bert.reads('m4');
      equal(bert.news(), ['m0', 'm1', 'm2', 'm3', 'm4'], 'what came');
    }),
    play('D5', 'sender, place, time and role in a client’s frame are ignored', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const raw = await world.rawOf(anna);
      const forged = {
        from: { username: clara.username, appKey: world.appKey, displayName: 'Clara' },
        fromType: 'system',
        seq: 99,
        at: 5,
        sid: '7',
      };
      const { seq } = await raw.ok('send', { to: bert.target, message: textMessage('trust me', forged), ...forged });
      equal(seq, 1, 'the place');
      const message = await bert.reads('trust me');
      equal([message.from.username, message.fromType, message.seq], [anna.username, 'user', 1], 'what Bert sees');
      holds(message.createdAt.getTime() > 1_600_000_000_000, 'the time is the forged one');
    }),
    play('D5', 'a message carries the sender’s display name', async (world) => {
      const { bert } = await world.cast('bert');
      const anna = await world.device(await world.person('anna', { nickname: 'Anna A.' }));
      await anna.send(bert, 'hello');
      equal((await bert.reads('hello')).from.displayName, 'Anna A.', 'the name');
    }),
  ],
};
