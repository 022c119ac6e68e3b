import { ImError } from '@palaver/sdk';
import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { textsOf } from '../world/device.js';
import { until } from '../world/until.js';

const both = ['device', 'server'] as const;

export const search: Theme = {
  name: 'search',
  cases: [
    ...both.map((where) =>
      play('B11', `on the ${where}: a part of a text, newest first, whatever the case`, async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        for (const text of ['The Harbour at noon', 'nothing here', 'HARBOURS of Europe', 'harbour'])
          await anna.send(bert, text);
        await bert.reads('harbour');
        for (const device of [anna, bert])
          await until('all three are found', async () => {
            const found = textsOf(await device.client.search('harbour', { where }));
            return found.length === 3 && found.join() === 'harbour,HARBOURS of Europe,The Harbour at noon';
          });
      }),
    ),
    ...both.map((where) =>
      play('B11', `on the ${where}: Chinese of one, two and more characters`, async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        for (const text of ['我们明天去北京开会', '天气很好', '北方']) await anna.send(bert, text);
        await bert.reads('北方');
        const find = async (text: string) => textsOf(await bert.client.search(text, { where }));
        await until('one character', async () => (await find('北')).join() === '北方,我们明天去北京开会');
        equal(await find('北京'), ['我们明天去北京开会'], 'two characters');
        equal(await find('天气很好'), ['天气很好'], 'four characters');
        equal(await find('天'), ['天气很好', '我们明天去北京开会'], 'one that two have');
        equal(await find('京北'), [], 'two in the wrong order');
      }),
    ),
    ...both.map((where) =>
      play('B11', `on the ${where}: in one conversation, with a limit, and page by page`, async (world) => {
        const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
        for (let at = 1; at <= 5; at++) await anna.send(bert, `apple ${at}`);
        await anna.send(clara, 'apple for Clara');
        const find = (options: object) => anna.client.search('apple', { where, ...options });
        await until('all six are found', async () => (await find({})).length === 6);
        equal(textsOf(await find({ in: clara.target })), ['apple for Clara'], 'with Clara');
        const first = await find({ in: bert.target, limit: 2 });
        equal(textsOf(first), ['apple 5', 'apple 4'], 'the first page');
        const before = first.at(-1);
        equal(textsOf(await find({ in: bert.target, limit: 2, before })), ['apple 3', 'apple 2'], 'the second');
      }),
    ),
    ...both.map((where) =>
      play('B11', `on the ${where}: signs are signs and nothing else`, async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const texts = ['100% sure', 'a_b', "it's", 'say "hi"', 'c:\\temp', 'a*b', '(x OR y)', 'half-done'];
        for (const text of texts) await anna.send(bert, text);
        await until('the last is found', async () => (await anna.client.search('half-done', { where })).length === 1);
        for (const [text, found] of [
          ['%', '100% sure'],
          ['_', 'a_b'],
          ["'", "it's"],
          ['"hi"', 'say "hi"'],
          ['\\', 'c:\\temp'],
          ['*', 'a*b'],
          ['OR', '(x OR y)'],
          ['-', 'half-done'],
        ] as const)
          equal(textsOf(await anna.client.search(text, { where, in: bert.target })), [found], `what ${text} finds`);
      }),
    ),
    ...both.map((where) =>
      play('B11 D16 S39', `on the ${where}: what was retracted is not found`, async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const sent = await anna.send(bert, 'secret plan');
        await bert.reads('secret plan');
        await until('it is found', async () => (await bert.client.search('secret', { where })).length === 1);
        await sent.retract();
        await bert.hears('message.retracted');
        for (const device of [anna, bert])
          equal(await device.client.search('secret', { where }), [], `what ${device.username} finds`);
      }),
    ),
    play('B11 D22', 'on the server: only what I may see', async (world) => {
      const { anna, bert, clara, eve } = await world.cast('anna', 'bert', 'clara', 'eve');
      const { id } = await world.group(anna, bert);
      await anna.send({ group: id }, 'treasure before Clara');
      await anna.client.groups.addMembers(id, [clara.username]);
      await anna.send({ group: id }, 'treasure with both');
      await anna.client.groups.removeMembers(id, [bert.username]);
      await anna.send({ group: id }, 'treasure without Bert');
      await clara.reads('treasure without Bert');
      const find = async (device: typeof anna) => textsOf(await device.client.search('treasure', { where: 'server' }));
      await until('Anna finds three', async () => (await find(anna)).length === 3);
      equal(await find(clara), ['treasure without Bert', 'treasure with both'], 'Clara');
      equal(await find(bert), ['treasure with both', 'treasure before Clara'], 'Bert');
      equal(await find(eve), [], 'a stranger');
    }),
    play('B11', 'on the server: what this device never had', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'an old needle');
      await Promise.all(Array.from({ length: 101 }, (_, at) => anna.send(bert, `hay ${at}`)));
      await bert.reads('hay 100');
      await bert.client.synced();
      const late = await world.device(bert, { platform: 'windows' });
      await until(
        'it is found',
        async () => textsOf(await late.client.search('needle', { where: 'server' })).join() === 'an old needle',
      );
    }),
    play('B11 S28', 'on the server: what was not kept is not found', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'needle not kept', { saveOffline: false });
      await anna.send(bert, 'needle kept');
      await bert.reads('needle kept');
      await until('one is found', async () =>
        textsOf(await bert.client.search('needle', { where: 'server' })).includes('needle kept'),
      );
      equal(textsOf(await bert.client.search('needle', { where: 'server' })), ['needle kept'], 'what is found');
    }),
    play('B11', 'an empty text finds nothing, a bad limit is INVALID', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'something');
      for (const where of both) {
        const found = await anna.client.search('', { where }).catch((error: unknown) => {
          holds(ImError.is(error, 'INVALID'), `refused with ${String(error)}`);
          return [];
        });
        equal(textsOf(found), [], `nothing on the ${where}`);
        await refused(() => anna.client.search('x', { where, limit: 0 }), 'INVALID');
        await refused(() => anna.client.search('x', { where, limit: 1.5 }), 'INVALID');
      }
    }),
    play(
      'B11',
      'on the server without network: OFFLINE; on the device it works',
      async (world) => {
        const { bert } = await world.cast('bert');
        const anna = await world.device(await world.person('anna'), { line: true });
        await anna.send(bert, 'findable');
        await anna.goOffline();
        equal(textsOf(await anna.client.search('findable', { where: 'device' })), ['findable'], 'on the device');
        await refused(() => anna.client.search('findable', { where: 'server' }), 'OFFLINE');
      },
      'line',
    ),
  ],
};
