import type { Message } from '@palaver/sdk';
import { play, type Theme } from '../case.js';
import { equal, refused } from '../check.js';
import { type Device, textsOf } from '../world/device.js';

type How = Parameters<Device['client']['search']>[1];
const found = async (device: Device, text: string, how: How = { where: 'server' }) =>
  textsOf(await device.client.search(text, how));

export const searching: Theme = {
  name: 'searching',
  cases: [
    play('B11', 'Chinese of one character and of two is found, on the device and on the server', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (const text of ['我们明天见', '今天', 'see you 明天 at 8']) await anna.send(bert, text);
      await bert.reads('see you 明天 at 8');
      for (const where of ['device', 'server'] as const)
        for (const device of [anna, bert]) {
          const name = `${where} of ${device.username}`;
          equal(await found(device, '天', { where }), ['see you 明天 at 8', '今天', '我们明天见'], `天 on the ${name}`);
          equal(await found(device, '明天', { where }), ['see you 明天 at 8', '我们明天见'], `明天 on the ${name}`);
          equal(await found(device, '天明', { where }), [], `天明 on the ${name}`);
          equal(await found(device, 'SEE YOU', { where }), ['see you 明天 at 8'], `SEE YOU on the ${name}`);
        }
    }),
    play(
      'B11',
      'newest first over all conversations or in one, and a page goes on before the last hit',
      async (world) => {
        const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
        const { id } = await world.group(anna, bert, clara);
        for (let n = 1; n <= 7; n++) await anna.sendLater(n % 2 ? bert : { group: id }, `tea ${n}`);
        await Promise.all([bert.reads('tea 6'), bert.reads('tea 7')]);
        for (const where of ['device', 'server'] as const) {
          const first: Message[] = await bert.client.search('tea', { where, limit: 3 });
          equal(textsOf(first), ['tea 7', 'tea 6', 'tea 5'], `the first page, ${where}`);
          const before = first.at(-1);
          equal(
            await found(bert, 'tea', { where, limit: 9, ...(before && { before }) }),
            ['tea 4', 'tea 3', 'tea 2', 'tea 1'],
            `the rest, ${where}`,
          );
          equal(
            await found(bert, 'tea', { where, in: { group: id } }),
            ['tea 6', 'tea 4', 'tea 2'],
            `in one, ${where}`,
          );
          equal(first[0]?.target, { user: anna.username, appKey: anna.client.me.get()?.appKey }, 'the target of a hit');
        }
      },
    ),
    play('B11 O4', 'a new device finds on the server what it never had', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'the record is kept');
      await bert.reads('the record is kept');
      equal(await bert.client.conversations.remove(anna.target), true, 'removed');
      equal(await found(bert, 'record', { where: 'device' }), [], 'on the device');
      equal(await found(bert, 'record'), ['the record is kept'], 'on the server');
    }),
    play('B11 D17', 'a search is in my memberships only', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert);
      await anna.send({ group: id }, 'tea before');
      await anna.client.groups.addMembers(id, [clara.username]);
      await anna.send({ group: id }, 'tea during');
      await clara.reads('tea during');
      await anna.client.groups.removeMembers(id, [clara.username]);
      await anna.send({ group: id }, 'tea after');
      await anna.send(bert, 'tea between us');
      equal(await found(clara, 'tea'), ['tea during'], 'of who was a member for a while');
      const { id: other } = await world.group(anna, bert);
      await refused(() => clara.client.search('tea', { where: 'server', in: { group: other } }), 'NOT_FOUND');
    }),
    play('B11 S39 D16', 'what was taken back is found by nobody', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'I regret this');
      await bert.reads('I regret this');
      equal(await found(bert, 'regret'), ['I regret this'], 'before');
      await sent.retract();
      await bert.hears('message.retracted', ({ message }) => message.id === sent.id);
      for (const where of ['device', 'server'] as const)
        for (const device of [anna, bert]) equal(await found(device, 'regret', { where }), [], `after, ${where}`);
    }),
    play('B11', 'what is searched for means itself', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (const text of ['a "b" c', 'a OR b', '100%', "it's * star"]) await anna.send(bert, text);
      await bert.reads("it's * star");
      for (const where of ['device', 'server'] as const) {
        equal(await found(bert, '"b"', { where }), ['a "b" c'], `quotes, ${where}`);
        equal(await found(bert, 'a OR b', { where }), ['a OR b'], `OR, ${where}`);
        equal(await found(bert, '100_', { where }), [], `a wildcard, ${where}`);
        equal(await found(bert, "'", { where }), ["it's * star"], `an apostrophe, ${where}`);
        equal(await found(bert, '*', { where }), ["it's * star"], `a star, ${where}`);
      }
      await refused(() => bert.client.search('', { where: 'server' }), 'INVALID');
    }),
  ],
};
