import { play, type Theme } from '../case.js';
import { equal } from '../check.js';
import { type Device, textsOf } from '../world/device.js';
import { until } from '../world/until.js';

/** Stores and reports everything, then closes the application. */
async function goAway(device: Device) {
  await device.client.synced();
  await device.stop();
}

export const receiving: Theme = {
  name: 'receiving',
  cases: [
    play('S24', 'a listener for one conversation hears nothing of others', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const heard: string[] = [];
      const conversation = await anna.open(bert);
      anna.client.on('message.new', ({ message }) => heard.push(message.from.username), { conversation });
      anna.client.on('message.new', ({ message }) => heard.push(`target ${message.from.username}`), {
        conversation: clara.target,
      });
      await bert.send(anna, 'from Bert');
      await anna.reads('from Bert');
      await clara.send(anna, 'from Clara');
      await anna.reads('from Clara');
      equal(heard, [bert.username, `target ${clara.username}`], 'what was heard');
    }),
    play('S24', 'once hears once; a signal ends; what a listener throws harms nobody', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const heard: string[] = [];
      const abort = new AbortController();
      anna.client.on('message.new', () => heard.push('once'), { once: true });
      anna.client.on('message.new', () => heard.push('until aborted'), { signal: abort.signal });
      anna.client.on('message.new', () => {
        throw new Error('a fault of the application');
      });
      await bert.send(anna, 'one');
      await anna.reads('one');
      abort.abort();
      await bert.send(anna, 'two');
      await anna.reads('two');
      equal(heard, ['once', 'until aborted'], 'what was heard');
      equal(anna.errors.length, 2, 'faults told to onError');
    }),
    play('S24 S32', 'the seed’s delegate hears what its listeners hear', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const heard: unknown[] = [];
      const stop = anna.client.addDelegate(
        {
          onReceiveMessage: (message, error) => heard.push(['received', message.from.username, error]),
          onSendMessageResponse: (message, error) => heard.push(['sent', message.status, error?.code]),
        },
        await anna.open(bert),
      );
      await clara.send(anna, 'not for this delegate');
      await anna.reads('not for this delegate');
      await bert.send(anna, 'hello');
      await anna.reads('hello');
      await anna.send(bert, 'hello yourself');
      equal(
        heard,
        [
          ['received', bert.username, null],
          ['sent', 'sent', undefined],
        ],
        'what was heard',
      );
      stop();
    }),
    play('S24', 'events() is an iterable from the call on', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const events = anna.client.events('message.new');
      for (const text of ['one', 'two', 'three']) await bert.send(anna, text);
      const heard: string[] = [];
      for await (const { message } of events) {
        heard.push(message.content.type === 'text' ? message.content.text : '');
        if (heard.length === 3) break;
      }
      equal(heard, ['one', 'two', 'three'], 'what was heard');
    }),
    play('S32 S30', 'one call for each online message, with its conversation', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (const text of ['one', 'two']) await anna.send(bert, text);
      await bert.reads('two');
      const events = bert.told('message.new');
      equal(
        events.map(({ message }) => message.seq),
        [1, 2],
        'the places',
      );
      equal(
        events.map(({ conversation }) => conversation.id),
        [bert.with(anna).id, bert.with(anna).id],
        'the conversations',
      );
      equal([bert.told('sync.offline').length, bert.told('sync.roaming').length], [0, 0], 'other calls');
    }),
    play('S32', 'own messages from another device are online, with isOwn, and never unread', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(anna, { platform: 'ios' });
      await phone.send(bert, 'from my phone');
      const message = await anna.reads('from my phone');
      equal([message.isOwn, message.status], [true, 'sent'], 'whose it is');
      equal(
        [anna.with(bert).unreadCount, phone.told('message.new').length],
        [0, 0],
        'unread here, and news on the phone itself',
      );
    }),
    play('S33 S30 D12', 'offline messages come in one call for each conversation', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      await anna.send(bert, 'a0');
      await bert.reads('a0');
      await goAway(bert);
      for (const text of ['a1', 'a2', 'a3']) await anna.send(bert, text);
      await clara.send(bert, 'c1');
      await bert.start();
      await bert.client.synced();
      const calls = bert.told('sync.offline');
      equal(calls.length, 2, 'offline calls');
      const ofAnna = calls.find(({ conversation }) => conversation.id === bert.with(anna).id);
      equal(
        [ofAnna?.kind, ofAnna && textsOf(ofAnna.messages), ofAnna?.skipped],
        ['messages', ['a1', 'a2', 'a3'], 0],
        'the call for Anna',
      );
      const ofClara = calls.find(({ conversation }) => conversation.id === bert.with(clara).id);
      equal(ofClara && textsOf(ofClara.messages), ['c1'], 'the call for Clara');
      equal([bert.told('message.new').length, bert.told('sync.roaming').length], [0, 0], 'other calls');
      equal(await bert.texts(anna), ['a0', 'a1', 'a2', 'a3'], 'the record');
    }),
    play('S33 D12', 'the offline call comes before any message.new of its conversation', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'm0');
      await bert.reads('m0');
      await goAway(bert);
      await Promise.all(Array.from({ length: 20 }, (_, at) => anna.send(bert, `off${at}`)));
      const flood = Promise.all(Array.from({ length: 40 }, (_, at) => anna.send(bert, `on${at}`)));
      await bert.start();
      await flood;
      const last = 'fence';
      await anna.send(bert, last);
      await until('the fence is there', async () => (await bert.texts(anna)).includes(last));
      await bert.client.synced();
      const kinds = bert.heard.flatMap(({ type }) =>
        ['message.new', 'sync.offline', 'sync.roaming'].includes(type) ? [type] : [],
      );
      equal(kinds.lastIndexOf('sync.offline'), 0, 'the offline call is the only one and the first; calls');
      const all = [...bert.told('sync.offline').flatMap(({ messages }) => textsOf(messages)), ...bert.news()];
      equal(all.length, new Set(all).size, 'messages told twice');
      equal(all.length, 61, 'messages told');
      equal((await bert.texts(anna)).slice(1), all, 'the record against what was told');
    }),
    play('S33', 'a user’s first device gets everything as offline', async (world) => {
      const { anna } = await world.cast('anna');
      const bert = await world.person('bert');
      for (const text of ['one', 'two']) await anna.send({ user: bert.username }, text);
      const device = await world.device(bert);
      const [call] = device.told('sync.offline');
      equal([device.told('sync.offline').length, call && textsOf(call.messages)], [1, ['one', 'two']], 'the call');
      equal([device.told('sync.roaming').length, device.told('message.new').length], [0, 0], 'other calls');
      equal(device.client.unreadCount.get(), 2, 'unread');
    }),
    play('S34 S30', 'what another device received comes as roaming: stored already, one call', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (const text of ['one', 'two', 'three']) await anna.send(bert, text);
      await bert.reads('three');
      await bert.client.synced();
      const phone = await world.idle(bert.person, { platform: 'ios' });
      let stored: Promise<string[]> | undefined;
      phone.client.on('sync.roaming', () => {
        stored ??= phone.texts(anna);
      });
      await phone.login();
      equal(
        [phone.told('sync.roaming').length, phone.told('sync.offline').length, phone.told('message.new').length],
        [1, 0, 0],
        'roaming, offline, new',
      );
      equal(await stored, ['one', 'two', 'three'], 'what was stored when the call came');
      equal(phone.told('sync.roaming')[0]?.conversation.id, phone.with(anna).id, 'the conversation');
    }),
    play('S34', 'own messages from another device come as roaming in catch-up', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(anna, { platform: 'ios' });
      await anna.send(bert, 'zero');
      await phone.reads('zero');
      await goAway(phone);
      await anna.send(bert, 'one of mine');
      await phone.start();
      await phone.client.synced();
      equal(
        [phone.told('sync.roaming').length, phone.told('sync.offline').length],
        [1, 0],
        'roaming and offline calls',
      );
      equal(await phone.texts(bert), ['zero', 'one of mine'], 'the record');
      equal(phone.client.unreadCount.get(), 0, 'unread');
    }),
    play('S34', 'with roaming off there is no roaming call', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      await bert.reads('one');
      await bert.client.synced();
      const phone = await world.device(bert, { platform: 'ios', roaming: false });
      equal(phone.told('sync.roaming').length, 0, 'roaming calls');
      await anna.send(bert, 'two');
      await phone.reads('two');
      equal(phone.news(), ['two'], 'what is new');
    }),
    play('S30 D12', 'each message arrives by exactly one of the three', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(bert, { platform: 'ios' });
      await anna.send(bert, 'online');
      await phone.reads('online');
      await goAway(phone);
      await anna.send(bert, 'seen on the other device');
      await bert.reads('seen on the other device');
      await goAway(bert);
      await anna.send(bert, 'seen nowhere');
      await phone.start();
      await phone.client.synced();
      equal(phone.told('sync.roaming').length, 1, 'roaming calls');
      equal(
        phone.told('sync.offline').map(({ messages }) => textsOf(messages)),
        [['seen nowhere']],
        'offline calls',
      );
      equal(phone.told('message.new').length, 0, 'online calls');
      equal(await phone.texts(anna), ['online', 'seen on the other device', 'seen nowhere'], 'the record');
    }),
    play('S31', 'group events missed come as one more call', async (world) => {
      const { anna, bert, clara, dora } = await world.cast('anna', 'bert', 'clara', 'dora');
      const { id } = await world.group(anna, bert);
      await goAway(bert);
      await anna.client.groups.addMembers(id, [clara.username]);
      await anna.send({ group: id }, 'welcome');
      await anna.client.groups.addMembers(id, [dora.username]);
      await bert.start();
      await bert.client.synced();
      const calls = bert.told('sync.offline');
      equal(calls.map(({ kind }) => kind).sort(), ['events', 'messages'], 'the calls');
      const events = calls.find(({ kind }) => kind === 'events')?.messages ?? [];
      equal(textsOf(events), ['(members_added)', '(members_added)'], 'the events');
      equal(textsOf(calls.find(({ kind }) => kind === 'messages')?.messages ?? []), ['welcome'], 'the messages');
    }),
    play('D10', 'a restart tells nothing twice', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      await bert.reads('one');
      await bert.restart();
      await bert.restart();
      equal(
        bert.heard.filter(({ type }) => type === 'message.new' || type === 'sync.offline').length,
        0,
        'calls after the restart',
      );
      equal(await bert.texts(anna), ['one'], 'the record');
    }),
    play('D9 D6', 'times never fall as places rise, and are the same on both sides', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (let at = 0; at < 5; at++) {
        await anna.send(bert, `a${at}`);
        await bert.send(anna, `b${at}`);
      }
      await anna.reads('b4');
      const [mine, theirs] = await Promise.all([anna.record(bert), bert.record(anna)]);
      const times = mine.map(({ createdAt }) => createdAt.getTime());
      equal(
        times,
        [...times].sort((a, b) => a - b),
        'the times',
      );
      equal(
        mine.map(({ id, seq, createdAt }) => [id, seq, createdAt]),
        theirs.map(({ id, seq, createdAt }) => [id, seq, createdAt]),
        'both sides',
      );
    }),
  ],
};
