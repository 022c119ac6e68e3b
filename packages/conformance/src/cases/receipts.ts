import { ImError } from '@palaver/sdk';
import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import type { Device } from '../world/device.js';
import { until } from '../world/until.js';
import type { World } from '../world/world.js';

const names = (people: readonly { username: string }[]) => people.map(({ username }) => username).sort();
const asked = { needReadReceipt: true } as const;
const left = async (of: Device, to: Device | { group: string }, id: string) =>
  (await of.with(to).messages.byId(id))?.unreadReceipts;

/** How many have read a message of this person's one conversation, by what the server says: a mark is made here before it is there. */
async function ledgerOf(world: World, of: Device) {
  const raw = await world.rawOf(of);
  const c = (await raw.ok('sync')).conversations?.[0]?.c;
  return async (seq: number | undefined) =>
    ((await raw.ok('receipts.list', { c, seq }))['read'] as readonly unknown[]).length;
}

export const receipts: Theme = {
  name: 'receipts',
  cases: [
    play('S41', 'off by default: no count, and receipts() is INVALID', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'no receipt');
      equal(sent.unreadReceipts, undefined, 'the count');
      await refused(() => sent.receipts(), 'INVALID');
    }),
    play('S41 S42', 'asked for: the sender knows how many have not read it', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'please confirm', asked);
      equal(sent.unreadReceipts, 1, 'before');
      await (await bert.reads('please confirm')).markRead();
      await until('nobody is left', async () => (await left(anna, bert, sent.id)) === 0);
    }),
    play('S42 S43 D15', 'in a group: who has and who has not, read and unread are the recipients', async (world) => {
      const { anna, bert, clara, dora } = await world.cast('anna', 'bert', 'clara', 'dora');
      const { id } = await world.group(anna, bert, clara, dora);
      const sent = await anna.send({ group: id }, 'please confirm', asked);
      equal(sent.unreadReceipts, 3, 'at first');
      equal(names((await sent.receipts()).unread), names([bert, clara, dora]), 'unread at first');
      await (await bert.reads('please confirm')).markRead();
      await until('two are left', async () => (await left(anna, { group: id }, sent.id)) === 2);
      const lists = await sent.receipts();
      equal([names(lists.read), names(lists.unread)], [[bert.username], names([clara, dora])], 'the lists');
      await Promise.all([clara, dora].map(async (device) => (await device.reads('please confirm')).markRead()));
      await until('nobody is left', async () => (await left(anna, { group: id }, sent.id)) === 0);
      equal(
        [names((await sent.receipts()).read), (await sent.receipts()).unread],
        [names([bert, clara, dora]), []],
        'at the end',
      );
    }),
    play('D15', 'who joins later is no recipient; who leaves later remains one', async (world) => {
      const { anna, bert, clara, dora } = await world.cast('anna', 'bert', 'clara', 'dora');
      const { id } = await world.group(anna, bert, clara);
      const sent = await anna.send({ group: id }, 'please confirm', asked);
      await anna.client.groups.addMembers(id, [dora.username]);
      await anna.client.groups.removeMembers(id, [clara.username]);
      const { read, unread } = await sent.receipts();
      equal([names(read), names(unread)], [[], names([bert, clara])], 'the lists');
    }),
    play('S43', 'only the sender sees them: FORBIDDEN to others', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      await anna.send({ group: id }, 'please confirm', asked);
      const seen = await bert.reads('please confirm');
      await refused(() => seen.receipts(), 'FORBIDDEN');
      equal(seen.unreadReceipts, undefined, 'the count a receiver sees');
      const [reader, stranger] = [await world.rawOf(bert), await world.rawOf((await world.cast('eve')).eve)];
      const c = (await reader.ok('sync')).conversations?.[0]?.c;
      equal(await reader.refusal('receipts.list', { c, seq: seen.seq }), 'FORBIDDEN', 'on the wire, to a receiver');
      holds(
        ['NOT_FOUND', 'FORBIDDEN'].includes(await stranger.refusal('receipts.list', { c, seq: seen.seq })),
        'a stranger is answered',
      );
    }),
    play('S44', 'markRead marks on all own devices, and the sender is told once', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(bert, { platform: 'ios' });
      const [raw, listening] = [await world.rawOf(bert), await world.rawOf(anna)];
      const sent = await anna.send(bert, 'please confirm', asked);
      const [seen, onPhone] = await Promise.all([bert.reads('please confirm'), phone.reads('please confirm')]);
      equal([seen.isRead, onPhone.isRead], [false, false], 'at first');
      await seen.markRead();
      equal((await bert.with(anna).messages.byId(sent.id))?.isRead, true, 'here');
      await until('on the phone too', async () => (await phone.with(anna).messages.byId(sent.id))?.isRead);
      await seen.markRead();
      await onPhone.markRead();
      await until('told', () => anna.told('message.receipts').length > 0);
      const c = (await raw.ok('sync')).conversations?.[0]?.c;
      for (let at = 0; at < 2; at++) await raw.ok('receipts.mark', { marks: [[c, [sent.seq]]] });
      const fence = await bert.send(anna, 'fence');
      await Promise.all([anna.reads('fence'), listening.pushed('entry', ({ entry }) => entry?.seq === fence.seq)]);
      equal(
        [anna.told('message.receipts').length, listening.pushes('receipts').length],
        [1, 1],
        'times the sender was told',
      );
      equal((await sent.receipts()).read.length, 1, 'readers');
    }),
    play(
      'S45 S24',
      'the event names the conversation and the messages that changed; the delegate hears it',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const heard: string[] = [];
        anna.client.addDelegate({
          onReceiveMessageReceiptStatusChangeEvent: ({ messages }) => heard.push(...messages.map(({ id }) => id)),
        });
        const sent = await anna.send(bert, 'please confirm', asked);
        await (await bert.reads('please confirm')).markRead();
        const { conversation, messages } = await anna.hears('message.receipts');
        equal(
          [conversation.id, messages.map(({ id, unreadReceipts }) => [id, unreadReceipts])],
          [anna.with(bert).id, [[sent.id, 0]]],
          'the event',
        );
        equal(heard, [sent.id], 'what the delegate heard');
      },
    ),
    play('S45', 'changes missed while away arrive as their last state', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      const sent = await anna.send({ group: id }, 'please confirm', asked);
      await Promise.all([bert, clara].map((device) => device.reads('please confirm')));
      const ledger = await ledgerOf(world, anna);
      await anna.client.synced();
      await anna.stop();
      for (const device of [bert, clara]) await (await device.reads('please confirm')).markRead();
      await until('the server has both marks', async () => (await ledger(sent.seq)) === 2);
      await anna.start();
      await anna.client.synced();
      const events = await until('told', () =>
        anna.told('message.receipts').length > 0 ? anna.told('message.receipts') : undefined,
      );
      equal(
        events.flatMap(({ messages }) => messages.map((message) => [message.id, message.unreadReceipts])),
        [[sent.id, 0]],
        'the events',
      );
      equal(await left(anna, { group: id }, sent.id), 0, 'the count');
    }),
    play('S44 D15', 'a message that asks for none is marked here only, and nobody is told', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'no receipt');
      const seen = await bert.reads('no receipt');
      await seen.markRead();
      equal((await bert.with(anna).messages.byId(seen.id))?.isRead, true, 'here');
      await bert.send(anna, 'fence');
      await anna.reads('fence');
      equal(anna.told('message.receipts').length, 0, 'receipts told');
      equal(bert.with(anna).unreadCount, 1, 'unread, which it does not change');
    }),
    play('S44 S11', 'clearUnread sends no receipts, but what it covers is read', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'please confirm', asked);
      await bert.reads('please confirm');
      await bert.with(anna).clearUnread();
      equal((await bert.with(anna).messages.byId(sent.id))?.isRead, true, 'isRead');
      await bert.send(anna, 'fence');
      await anna.reads('fence');
      equal([anna.told('message.receipts').length, await left(anna, bert, sent.id)], [0, 1], 'told, left');
      await (await bert.reads('please confirm')).markRead();
      await until('marked after all', async () => (await left(anna, bert, sent.id)) === 0);
    }),
    play('S44', 'marking one’s own message changes nothing', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'please confirm', asked);
      await sent.markRead().catch((error: unknown) => holds(ImError.is(error), 'an error that is no ImError'));
      equal(await left(anna, bert, sent.id), 1, 'the count');
    }),
    play('D15', 'marks of a stranger, of the sender, and of what asked for none change nothing', async (world) => {
      const { anna, bert, eve } = await world.cast('anna', 'bert', 'eve');
      const sent = await anna.send(bert, 'please confirm', asked);
      const plain = await anna.send(bert, 'no receipt');
      const [annaRaw, bertRaw, eveRaw] = [await world.rawOf(anna), await world.rawOf(bert), await world.rawOf(eve)];
      const c = (await bertRaw.ok('sync')).conversations?.[0]?.c;
      for (const raw of [annaRaw, eveRaw]) await raw.request('receipts.mark', { marks: [[c, [sent.seq]]] });
      await bertRaw.request('receipts.mark', { marks: [[c, [plain.seq, 99_999]]] });
      equal(names((await sent.receipts()).unread), [bert.username], 'who has not read it');
      await refused(() => plain.receipts(), 'INVALID');
    }),
    play('D15', 'strange marks are INVALID and harm nothing', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'please confirm', asked);
      const raw = await world.rawOf(bert);
      const c = (await raw.ok('sync')).conversations?.[0]?.c;
      for (const marks of [null, 5, [5], [[c]], [[c, 'x']], [[c, [-1]]], [[c, [1.5]]], [['x', [1]]]])
        equal(await raw.refusal('receipts.mark', { marks }), 'INVALID', JSON.stringify(marks));
      equal(await left(anna, bert, sent.id), 1, 'the count');
    }),
    play('S42 O4', 'the count survives a restart, and is known on the sender’s other devices', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(anna, { platform: 'ios' });
      const sent = await anna.send(bert, 'please confirm', asked);
      await phone.reads('please confirm');
      await (await bert.reads('please confirm')).markRead();
      await until('here', async () => (await left(anna, bert, sent.id)) === 0);
      await until('on the phone', async () => (await left(phone, bert, sent.id)) === 0);
      await anna.restart();
      equal(await left(anna, bert, sent.id), 0, 'after a restart');
    }),
    play(
      'S44',
      'marked while offline: here at once, and the sender is told with the next connection',
      async (world) => {
        const { anna } = await world.cast('anna');
        const bert = await world.device(await world.person('bert'), { line: true });
        const sent = await anna.send(bert, 'please confirm', asked);
        const seen = await bert.reads('please confirm');
        await bert.goOffline();
        const marking = seen.markRead();
        await until('marked here', async () => (await bert.with(anna).messages.byId(sent.id))?.isRead);
        await bert.goOnline();
        await marking;
        await until('told', async () => (await left(anna, bert, sent.id)) === 0);
      },
      'line',
    ),
    play(
      'S30 S39 S45',
      'after an absence: offline calls, then retractions, then receipts, then the unread total',
      async (world) => {
        const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
        const regretted = await anna.send(bert, 'I regret this');
        await bert.reads('I regret this');
        await bert.send(anna, 'please confirm', asked);
        const seen = await anna.reads('please confirm');
        const ledger = await ledgerOf(world, bert);
        await bert.client.synced();
        await bert.stop();
        await regretted.retract();
        await seen.markRead();
        await until('the server has the mark', async () => (await ledger(seen.seq)) === 1);
        for (const text of ['meanwhile', 'and more']) await clara.send(bert, text);
        await bert.start();
        await bert.client.synced();
        await until(
          'all was told',
          () =>
            bert.told('message.receipts').length > 0 &&
            bert.told('message.retracted').length > 0 &&
            bert.told('unread.changed').length > 0,
        );
        await clara.send(bert, 'live');
        await bert.reads('live');
        const order = ['sync.offline', 'message.retracted', 'message.receipts', 'unread.changed', 'message.new'];
        const told = bert.heard.flatMap(({ type }) => (order.includes(type) ? [order.indexOf(type)] : []));
        const first = order.map((_, at) => told.indexOf(at));
        equal(
          first,
          [...first].sort((a, b) => a - b),
          'where each kind was heard first',
        );
        holds(told.lastIndexOf(0) < told.indexOf(1) && told.lastIndexOf(1) < told.indexOf(2), 'the kinds are mixed');
      },
    ),
    play(
      'B7 S43',
      'the lists are complete for a group of 250',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const many = await world.people(248);
        const { id } = await world.group(anna, bert);
        await anna.client.groups.addMembers(id, many);
        const sent = await anna.send({ group: id }, 'please confirm', asked);
        equal(sent.unreadReceipts, 249, 'the count');
        await (await bert.reads('please confirm')).markRead();
        const lists = await until('one has read it', async () => {
          const found = await sent.receipts();
          return found.read.length === 1 ? found : undefined;
        });
        equal([names(lists.read), names(lists.unread)], [[bert.username], [...many].sort()], 'the lists');
      },
      'secret',
    ),
  ],
};
