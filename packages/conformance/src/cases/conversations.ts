import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { textsOf } from '../world/device.js';
import { until } from '../world/until.js';

export const conversations: Theme = {
  name: 'conversations',
  cases: [
    play('S1', 'opening twice at once gives one conversation', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const [first, second] = await Promise.all([anna.open(bert), anna.open(bert)]);
      equal([first.id, second.id], [first.id, first.id], 'the two that raced');
      equal((await anna.open(bert)).id, first.id, 'opened once more');
      equal(anna.client.conversations.get().length, 1, 'conversations in the list');
    }),
    play('S1', 'an existing conversation is returned as it is', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await (await anna.open(bert)).setDraft('not yet');
      const again = await anna.open(bert);
      equal(again.draft, 'not yet', 'its draft');
      equal(again.type, 'single', 'its type');
    }),
    play('S1', 'its id is known without the server and the same on all devices', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      equal((await anna.open(bert)).id, `single_${world.appKey}_${bert.username}`, 'the id');
      const phone = await world.device(anna, { platform: 'ios' });
      equal((await phone.open(bert)).id, anna.with(bert).id, 'the id on the phone');
    }),
    play('S1', 'the profile of an unknown user is fetched', async (world) => {
      const { anna } = await world.cast('anna');
      const clara = await world.person('clara', { nickname: 'Clara C.' });
      const conversation = await anna.open({ user: clara.username });
      equal(conversation.title, 'Clara C.', 'the title');
      holds('username' in conversation.peer && conversation.peer.username === clara.username, 'the peer is not Clara');
    }),
    play('S1', 'no such user: NOT_FOUND, and nothing is created', async (world) => {
      const { anna } = await world.cast('anna');
      await refused(() => anna.open({ user: world.name('nobody') }), 'NOT_FOUND');
      equal(anna.client.conversations.get().length, 0, 'conversations in the list');
    }),
    play('S1', 'an opened conversation with no message is local', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const phone = await world.device(anna, { platform: 'ios' });
      await anna.open(bert);
      // What comes after it to the phone and to Bert is all that they have.
      await clara
        .send(anna, 'a fence on the way to the phone')
        .then(() => phone.reads('a fence on the way to the phone'));
      await clara.send(bert, 'a fence on the way to Bert').then(() => bert.reads('a fence on the way to Bert'));
      for (const device of [phone, bert])
        equal(
          device.client.conversations.get().map(({ title }) => title),
          [clara.username],
          'the conversations elsewhere',
        );
    }),
    play('S1', 'a name that cannot be one: INVALID or NOT_FOUND, nothing created', async (world) => {
      const { anna } = await world.cast('anna');
      for (const user of ['', 'x', '__proto__', 'a b c d', 'x'.repeat(129), 'na\u0000me', '\ud800abc'])
        await refused(() => anna.open({ user }), 'INVALID', 'NOT_FOUND');
      equal(anna.client.conversations.get().length, 0, 'conversations in the list');
    }),
    play('S1', 'oneself as target is INVALID', async (world) => {
      const { anna } = await world.cast('anna');
      await refused(() => anna.open(anna), 'INVALID');
      await refused(() => anna.send(anna, 'to myself'), 'INVALID');
      equal(anna.client.conversations.get().length, 0, 'conversations in the list');
    }),
    play(
      'S1',
      'a look-up that fails creates nothing',
      async (world) => {
        const { bert } = await world.cast('bert');
        const anna = await world.device(await world.person('anna'), { line: true });
        await anna.goOffline();
        await refused(() => anna.open(bert), 'OFFLINE', 'TIMEOUT');
        equal(anna.client.conversations.get().length, 0, 'conversations in the list');
      },
      'line',
    ),
    play('S2', 'opening a group gives its one conversation', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      const [one, two] = await Promise.all([bert.open({ group: id }), bert.open({ group: id })]);
      equal(
        [one.id, two.id, one.type, one.title],
        [`group_${id}`, `group_${id}`, 'group', 'the group'],
        'the conversation',
      );
    }),
    play('S2', 'no such group, or one that is not mine: NOT_FOUND, nothing created', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert);
      await refused(() => clara.open({ group: id }), 'NOT_FOUND');
      await refused(() => clara.open({ group: '9007199254740991' }), 'NOT_FOUND');
      for (const group of ['', '0', '-1', 'x', '9007199254740993', '1e3'])
        await refused(() => clara.open({ group }), 'INVALID', 'NOT_FOUND');
      equal(clara.client.conversations.get().length, 0, 'conversations in the list');
    }),
    play('S3', 'peek finds what was opened, and nothing else', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      equal(anna.peek(bert)?.id, undefined, 'before it was opened');
      const { id } = await anna.open(bert);
      equal(anna.peek(bert)?.id, id, 'after');
      equal(anna.peek({ user: bert.username, appKey: '' })?.id, id, 'with an empty appKey');
      equal(anna.peek({ user: bert.username, appKey: world.appKey })?.id, id, 'with the own appKey');
      equal(anna.peek({ user: bert.username, appKey: 'elsewhere' })?.id, undefined, 'with another appKey');
    }),
    play(
      'S3 S4',
      'peek needs no network',
      async (world) => {
        const { bert } = await world.cast('bert');
        const anna = await world.device(await world.person('anna'), { line: true });
        await anna.open(bert);
        const { id } = await world.group(anna, bert);
        await anna.goOffline();
        holds(anna.peek(bert), 'the single conversation is not found offline');
        holds(anna.peek({ group: id }), 'the group is not found offline');
      },
      'line',
    ),
    play('S4', 'peek finds a group that is mine, and no other', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert);
      equal([anna.peek({ group: id })?.id, bert.peek({ group: id })?.id], [`group_${id}`, `group_${id}`], 'of members');
      equal(clara.peek({ group: id })?.id, undefined, 'of a stranger');
    }),
    play('S5', 'the list is ordered by last message, newest first', async (world) => {
      const { anna, bert, clara, dora } = await world.cast('anna', 'bert', 'clara', 'dora');
      for (const peer of [bert, clara, dora]) await anna.sendLater(peer, 'hello');
      await bert.sendLater(anna, 'back to you');
      await anna.reads('back to you');
      equal(
        anna.client.conversations.get().map(({ title }) => title),
        [bert, dora, clara].map(({ username }) => username),
        'the order',
      );
    }),
    play('S5', 'pinned ones stand before the rest, on all devices and after a restart', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      await anna.sendLater(bert, 'first');
      await anna.sendLater(clara, 'second');
      const phone = await world.device(anna, { platform: 'ios' });
      await anna.with(bert).setPinned(true);
      const order = [bert, clara].map(({ username }) => username);
      const titles = () => anna.client.conversations.get().map(({ title }) => title);
      equal(titles(), order, 'the order');
      await until('the phone knows the pin', () => phone.with(bert).pinned);
      await until('he is the first there', () => phone.client.conversations.get()[0]?.title === bert.username);
      await anna.restart();
      equal(titles(), order, 'the order after a restart');
      await anna.with(bert).setPinned(false);
      equal(titles(), order.reverse(), 'the order without the pin');
    }),
    play(
      'S5',
      'the list is a Live value: the same reference until it changes, and listeners are told',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const { conversations } = anna.client;
        const before = conversations.get();
        holds(before === conversations.get(), 'two looks give two references');
        let told = 0;
        const stop = conversations.subscribe(() => told++);
        await bert.send(anna, 'hello');
        await anna.reads('hello');
        holds(told > 0, 'the listener was not told');
        holds(before !== conversations.get(), 'the reference is the same though the list changed');
        stop();
        stop();
        const sofar = told;
        await bert.send(anna, 'again');
        await anna.reads('again');
        equal(told, sofar, 'calls after unsubscribing');
      },
    ),
    play('S6', 'remove answers whether there was one, and takes its messages away', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      await bert.reads('one');
      const old = bert.with(anna);
      equal(await bert.client.conversations.remove(anna.target), true, 'the first time');
      equal(await bert.client.conversations.remove(anna.target), false, 'the second time');
      equal(bert.peek(anna)?.id, undefined, 'the conversation');
      equal(textsOf(await old.messages.all()), [], 'its messages');
      equal(await bert.client.conversations.remove({ user: world.name('nobody') }), false, 'one that never was');
    }),
    play('S6', 'the next message makes it anew, and nothing older comes back', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (const text of ['one', 'two', 'three']) await anna.send(bert, text);
      await bert.reads('three');
      await bert.client.conversations.remove(anna.target);
      await anna.send(bert, 'four');
      await bert.reads('four');
      equal(await bert.texts(anna), ['four'], 'all()');
      equal(textsOf((await bert.with(anna).messages.page({ limit: 50 })).items), ['four'], 'page()');
      equal(bert.with(anna).unreadCount, 1, 'unread');
      await bert.restart();
      equal(textsOf((await bert.with(anna).messages.page({ limit: 50 })).items), ['four'], 'page() after a restart');
    }),
    play('S6 D13', 'removing reports everything as read, here and on other devices', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(bert, { platform: 'ios' });
      await anna.send(bert, 'one');
      await Promise.all([bert.reads('one'), phone.reads('one')]);
      await bert.client.conversations.remove(anna.target);
      await until('nothing is unread on the phone', () => phone.with(anna).unreadCount === 0);
      equal(await phone.texts(anna), ['one'], 'the record on the phone, which stays');
      equal(bert.client.unreadCount.get(), 0, 'unread in all');
    }),
    play('S6', 'a removed conversation stays away over a restart', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      await bert.reads('one');
      await bert.client.conversations.remove(anna.target);
      await bert.restart();
      equal(bert.peek(anna)?.id, undefined, 'the conversation');
      equal(bert.client.conversations.get().length, 0, 'conversations in the list');
    }),
    play('S7', 'an empty appKey means the own application', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      equal(await anna.client.conversations.remove({ user: bert.username, appKey: 'elsewhere' }), false, 'elsewhere');
      equal(await anna.client.conversations.remove({ user: bert.username, appKey: '' }), true, 'with an empty appKey');
      equal(anna.client.conversations.get().length, 0, 'conversations in the list');
    }),
    play('S8', 'removing a group leaves one a member', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      await anna.send({ group: id }, 'one');
      await bert.reads('one');
      equal(await bert.client.conversations.remove({ group: id }), true, 'remove');
      equal(bert.peek({ group: id })?.id, undefined, 'the conversation');
      equal(
        (await bert.client.groups.mine()).map((group) => group.id),
        [id],
        'the groups that are mine',
      );
      await anna.send({ group: id }, 'two');
      await bert.reads('two');
      equal(await bert.texts({ group: id }), ['two'], 'what came back');
    }),
    play('S12', 'the avatar has an id of target and type', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      equal((await anna.open(bert)).avatarId, `${bert.username}_${world.appKey}_single`, 'of a single conversation');
      const { id } = await world.group(anna, bert);
      equal(anna.with({ group: id }).avatarId, `${id}_group`, 'of a group');
    }),
    play('O2', 'drafts and extras are kept here only, over a restart', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'one');
      await anna.with(bert).setDraft('half a sen');
      await anna.with(bert).setExtras({ colour: 'blue', weight: 2.5 });
      const phone = await world.device(anna, { platform: 'ios' });
      equal([phone.with(bert).draft, phone.with(bert).extras], [undefined, {}], 'on another device');
      await anna.restart();
      equal(
        [anna.with(bert).draft, anna.with(bert).extras],
        ['half a sen', { colour: 'blue', weight: 2.5 }],
        'after a restart',
      );
      await anna.with(bert).setDraft('');
      equal(anna.with(bert).draft, undefined, 'an emptied draft');
    }),
    play(
      'O2',
      'snapshots are immutable: an old one keeps what it said, and its methods act on the conversation',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const old = await anna.open(bert);
        await old.send('one');
        await old.send('two');
        equal(old.lastMessage?.id, undefined, 'the last message of the old snapshot');
        equal(anna.with(bert).id, old.id, 'the id of the new one');
        equal(await anna.texts(bert), ['one', 'two'], 'what was sent by the old one');
      },
    ),
  ],
};
