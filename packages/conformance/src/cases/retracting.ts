import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { textsOf } from '../world/device.js';
import { messageId, textMessage } from '../world/raw-device.js';
import { until } from '../world/until.js';

const isGone = (value: unknown) => !JSON.stringify(value).includes('regret');

export const retracting: Theme = {
  name: 'retracting',
  cases: [
    play('S37 S39', 'the sender retracts: on both sides the content is a prompt', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'I regret this');
      await bert.reads('I regret this');
      const prompt = await sent.retract();
      equal(
        [prompt.id, prompt.seq, prompt.content.type, prompt.content.reason],
        [sent.id, sent.seq, 'prompt', 'retracted'],
        'the answer',
      );
      const { message, conversation } = await bert.hears('message.retracted');
      equal([message.id, message.content.type, conversation.id], [sent.id, 'prompt', bert.with(anna).id], 'the event');
      for (const [device, peer] of [
        [anna, bert],
        [bert, anna],
      ] as const) {
        const record = await device.record(peer);
        equal(textsOf(record), ['(prompt)'], `the record of ${device.username}`);
        holds(isGone(record.map(({ content, extras }) => ({ content, extras }))), 'the text is still there');
      }
    }),
    play('S38', 'a conversation retracts as the message does', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'I regret this');
      const prompt = await anna.with(bert).retract(sent);
      equal([prompt.id, prompt.content.reason], [sent.id, 'retracted'], 'the answer');
      await bert.hears('message.retracted', ({ message }) => message.id === sent.id);
    }),
    play('S39 S24', 'the delegate hears of it, once, and no message.new comes for it', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const heard: string[] = [];
      bert.client.addDelegate({ onReceiveMessageRetractEvent: ({ message }) => heard.push(message.id) });
      const sent = await anna.send(bert, 'I regret this');
      await bert.reads('I regret this');
      await sent.retract();
      await anna.send(bert, 'fence');
      await bert.reads('fence');
      equal(heard, [sent.id], 'what the delegate heard');
      equal(bert.told('message.retracted').length, 1, 'events');
      equal(bert.told('message.new').length, 2, 'new messages');
    }),
    play('S39', 'on every device of everyone, the sender’s others too', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      const [annasPhone, bertsPhone] = await Promise.all([
        world.device(anna, { platform: 'ios' }),
        world.device(bert, { platform: 'ios' }),
      ]);
      const sent = await anna.send({ group: id }, 'I regret this');
      await Promise.all([bert, clara, annasPhone, bertsPhone].map((device) => device.reads('I regret this')));
      await sent.retract();
      for (const device of [annasPhone, bert, bertsPhone, clara]) {
        await device.hears('message.retracted', ({ message }) => message.id === sent.id);
        equal((await device.texts({ group: id })).at(-1), '(prompt)', `the record of ${device.username}`);
      }
    }),
    play(
      'S39 D16',
      'no interface gives the content back: record, page, window, new device, the wire',
      async (world) => {
        const { anna, bert } = await world.cast('anna', 'bert');
        const sent = await anna.send(bert, 'I regret this', { extras: { hint: 'regretted' } });
        await anna.send(bert, 'after it');
        await bert.reads('after it');
        await sent.retract();
        await bert.hears('message.retracted');
        const seen = bert.with(anna);
        const found = await seen.messages.byId(sent.id);
        equal([found?.content.type, found?.extras], ['prompt', {}], 'byId');
        equal(textsOf((await seen.messages.page({ limit: 10 })).items), ['after it', '(prompt)'], 'page');
        const late = await world.device(bert, { platform: 'windows' });
        equal(
          textsOf((await late.with(anna).messages.page({ limit: 10 })).items),
          ['after it', '(prompt)'],
          'a new device',
        );
        for (const reader of [anna, bert]) {
          const raw = await world.rawOf(reader);
          const state = (await raw.ok('sync')).conversations?.[0];
          const { entries } = await raw.ok('entries', { c: state?.c, from: 1, to: state?.head });
          holds(isGone(entries), `the wire gives it back to ${reader.username}`);
        }
      },
    ),
    play('S39 D16', 'retracted while the receiver was away: a prompt, known or not', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const known = await anna.send(bert, 'known, I regret this');
      await bert.reads('known, I regret this');
      await bert.client.synced();
      await bert.stop();
      const unknown = await anna.send(bert, 'unknown, I regret this');
      await known.retract();
      await unknown.retract();
      await anna.send(bert, 'something else');
      await bert.start();
      await bert.client.synced();
      await until(
        'both are prompts',
        async () => (await bert.texts(anna)).filter((text) => text === '(prompt)').length === 2,
      );
      equal(await bert.texts(anna), ['(prompt)', '(prompt)', 'something else'], 'the record');
      holds(
        isGone(
          bert.heard.map(({ event }) => ('messages' in event ? event.messages.map(({ content }) => content) : [])),
        ),
        'a call has the content',
      );
      equal(
        bert
          .told('message.retracted')
          .map(({ message }) => message.id)
          .includes(known.id),
        true,
        'told of the known one',
      );
    }),
    play('S39 D13', 'a retracted message is not unread any more, on all devices', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const phone = await world.device(bert, { platform: 'ios' });
      const sent = await anna.send(bert, 'I regret this', { unreadIncrement: 7 });
      await anna.send(bert, 'stays');
      await Promise.all([bert.reads('stays'), phone.reads('stays')]);
      equal(bert.with(anna).unreadCount, 8, 'before');
      await sent.retract();
      for (const device of [bert, phone]) {
        await device.hears('message.retracted');
        await until('one is unread', () => device.with(anna).unreadCount === 1);
      }
      equal((await world.device(bert, { platform: 'windows' })).with(anna).unreadCount, 1, 'on a new device');
    }),
    play('S39 D13', 'retracting what was read changes no count', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'I regret this');
      await bert.reads('I regret this');
      await bert.with(anna).clearUnread();
      await sent.retract();
      await bert.hears('message.retracted');
      await anna.send(bert, 'next');
      await bert.reads('next');
      equal(bert.with(anna).unreadCount, 1, 'unread');
    }),
    play('S39 S5', 'the conversation shows the prompt as its last message', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'I regret this');
      await bert.reads('I regret this');
      await sent.retract();
      await bert.hears('message.retracted');
      await until('the last message is a prompt', () => bert.with(anna).lastMessage?.content.type === 'prompt');
      await until('for the sender too', () => anna.with(bert).lastMessage?.content.type === 'prompt');
    }),
    play('S37 D6', 'a retraction takes a place of its own, which is not shown', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'I regret this');
      await sent.retract();
      equal((await anna.send(bert, 'next')).seq, 3, 'the next place');
      await bert.reads('next');
      equal(
        (await bert.record(anna)).map(({ seq }) => seq),
        [1, 3],
        'the places shown',
      );
    }),
    play('S37', 'only the sender: FORBIDDEN to others, and the content stays', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const { id } = await world.group(anna, bert, clara);
      await bert.send({ group: id }, 'mine to keep');
      const seen = await anna.reads('mine to keep');
      await refused(() => seen.retract(), 'FORBIDDEN');
      const raw = await world.rawOf(anna);
      equal(await raw.refusal('retract', { to: { group: id }, id: seen.id }), 'FORBIDDEN', 'on the wire');
      await anna.send({ group: id }, 'fence');
      await clara.reads('fence');
      equal((await clara.texts({ group: id })).slice(1), ['mine to keep', 'fence'], 'the record');
    }),
    play('S37', 'twice is ALREADY_RETRACTED; a draft or a failed message is INVALID', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'I regret this');
      const prompt = await sent.retract();
      await refused(() => sent.retract(), 'ALREADY_RETRACTED');
      await refused(() => prompt.retract(), 'ALREADY_RETRACTED');
      const draft = await anna.with(bert).createMessage('never sent');
      await refused(() => draft.retract(), 'INVALID');
      await refused(() => anna.with(bert).retract(draft), 'INVALID');
    }),
    play('S37 D2', 'what does not exist, or stands elsewhere: NOT_FOUND, no place taken', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const raw = await world.rawOf(anna);
      const sent = await anna.send(bert, 'one');
      await anna.send(clara, 'two');
      equal(await raw.refusal('retract', { to: bert.target, id: messageId() }), 'NOT_FOUND', 'an id of nothing');
      equal(await raw.refusal('retract', { to: clara.target, id: sent.id }), 'NOT_FOUND', 'in another conversation');
      equal(
        await raw.refusal('retract', { to: { user: world.name('nobody') }, id: sent.id }),
        'NOT_FOUND',
        'with nobody',
      );
      for (const bad of [null, 5, '', 'short', {}])
        equal(await raw.refusal('retract', { to: bert.target, id: bad }), 'INVALID', `the id ${JSON.stringify(bad)}`);
      equal((await anna.send(bert, 'next')).seq, 2, 'the next place');
    }),
    play('S37', 'who was removed from the group retracts nothing any more', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      const sent = await bert.send({ group: id }, 'stays then');
      await anna.client.groups.removeMembers(id, [bert.username]);
      await refused(() => sent.retract(), 'NOT_MEMBER', 'FORBIDDEN');
      equal((await anna.texts({ group: id })).includes('stays then'), true, 'the message is there');
    }),
    play('D4 D16', 'the id of a retracted message stays taken: the same answer, and not shown again', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      const request = { to: bert.target, message: textMessage('I regret this') };
      const first = await raw.ok('send', request);
      await raw.ok('retract', { to: bert.target, id: request.message.id });
      const again = await raw.ok('send', request);
      equal([again.seq, again.sid], [first.seq, first.sid], 'the answer');
      equal(
        await raw.refusal('send', {
          ...request,
          message: { ...request.message, content: { type: 'text', text: 'else' } },
        }),
        'ID_REUSED',
        'another body',
      );
      await anna.send(bert, 'fence');
      await bert.reads('fence');
      equal(
        (await bert.texts(anna)).filter((text) => text.includes('regret')),
        [],
        'what is shown',
      );
    }),
    play('D16', 'retracting while everybody reads and writes leaves one of the two legal states', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await Promise.all(Array.from({ length: 10 }, (_, at) => anna.send(bert, `regret ${at}`)));
      const raw = await world.rawOf(bert);
      const c = (await raw.ok('sync')).conversations?.[0]?.c;
      const reads = Array.from({ length: 20 }, () => raw.ok('entries', { c, from: 1, to: 100 }));
      await Promise.all([...sent.map((message) => message.retract()), ...reads, bert.send(anna, 'meanwhile')]);
      const { entries } = await raw.ok('entries', { c, from: 1, to: 100 });
      holds(isGone(entries), 'a retracted text is still on the wire');
      await until(
        'all are prompts here',
        async () => (await bert.texts(anna)).filter((text) => text === '(prompt)').length === 10,
      );
      await until(
        'and with the sender',
        async () => (await anna.texts(bert)).filter((text) => text === '(prompt)').length === 10,
      );
    }),
    play('S39', 'a retraction survives a restart of both sides', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const sent = await anna.send(bert, 'I regret this');
      await bert.reads('I regret this');
      await sent.retract();
      await bert.hears('message.retracted');
      await Promise.all([anna.restart(), bert.restart()]);
      equal([await anna.texts(bert), await bert.texts(anna)], [['(prompt)'], ['(prompt)']], 'the records');
      equal(bert.told('message.retracted').length, 0, 'told again');
    }),
  ],
};
