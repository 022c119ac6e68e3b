import type { Message } from '@palaver/sdk';
import { play, type Theme } from '../case.js';
import { equal, holds, refused } from '../check.js';
import { textMessage } from '../world/raw-device.js';
import { until } from '../world/until.js';

const codeOf = (work: Promise<Message>) =>
  work.then(
    () => 'sent',
    (error: { code?: string }) => error.code ?? String(error),
  );

export const sending: Theme = {
  name: 'sending',
  cases: [
    play('S25 B9', 'a send resolves with the message, its place and the server’s id and time', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const handle = anna.send(bert, 'hello');
      const sent = await handle;
      equal([sent.id, sent.status, sent.seq], [handle.id, 'sent', 1], 'the message');
      holds(sent.serverId && /^[1-9]\d*$/.test(sent.serverId), 'there is no server id');
      equal((await anna.send(bert, 'again')).seq, 2, 'the next place');
      equal(anna.told('message.sent').map(({ message }) => message.id)[0], sent.id, 'message.sent');
    }),
    play(
      'S25',
      'a refused send rejects, and message.failed tells the original message and the error',
      async (world) => {
        const { anna } = await world.cast('anna');
        const to = { user: world.name('nobody') };
        const handle = anna.send(to, 'hello?');
        await refused(() => handle, 'NOT_FOUND');
        const { message, error } = await anna.hears('message.failed');
        equal([message.id, message.status, error.code], [handle.id, 'failed', 'NOT_FOUND'], 'the event');
        equal(anna.told('message.sent').length, 0, 'message.sent events');
      },
    ),
    play('S25', 'left alone a failure raises nothing: the message shows why', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      await anna.client.groups.removeMembers(id, [bert.username]);
      await until('Bert knows', () =>
        bert
          .told('message.new')
          .some(({ message }) => message.content.type === 'event' && message.content.event.kind === 'members_removed'),
      );
      const handle = bert.send({ group: id }, 'am I still there?');
      const { message, error } = await bert.hears('message.failed');
      equal([message.id, message.status, error.code], [handle.id, 'failed', 'NOT_MEMBER'], 'the event');
      equal(message.error?.code, 'NOT_MEMBER', 'why it failed');
      await refused(() => handle, 'NOT_MEMBER');
    }),
    play('S26', 'a failed message can be sent again and keeps its id', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      await anna.client.groups.removeMembers(id, [bert.username]);
      const handle = bert.send({ group: id }, 'let me in');
      await refused(() => handle, 'NOT_MEMBER');
      await anna.client.groups.addMembers(id, [bert.username]);
      const failed = await bert.with({ group: id }).messages.byId(handle.id);
      holds(failed, 'the failed message is gone');
      const sent = await bert.with({ group: id }).send(failed);
      equal([sent.id, sent.status], [handle.id, 'sent'], 'once sent');
      await anna.reads('let me in');
    }),
    play('S26 S27', 'a conversation sends, and so does the client with none opened', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'from nowhere');
      await anna.with(bert).send('from the conversation', { extras: { n: 1 } });
      equal((await bert.reads('from the conversation')).extras, { n: 1 }, 'its options');
      equal(bert.news(), ['from nowhere', 'from the conversation'], 'what came');
    }),
    play('S26', 'the optimistic message stands at once, as sending', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.open(bert);
      const handle = anna.send(bert, 'hello');
      const message = await handle.message;
      equal(
        [message.id, message.isOwn, message.content],
        [handle.id, true, { type: 'text', text: 'hello' }],
        'the message',
      );
      holds(['sending', 'sent'].includes(message.status), `its status is ${message.status}`);
      await handle;
    }),
    play(
      'S26 D8',
      'offline it waits, and leaves on reconnection: once, in order',
      async (world) => {
        const { bert } = await world.cast('bert');
        const anna = await world.device(await world.person('anna'), { line: true });
        await anna.send(bert, 'zero');
        await anna.goOffline();
        const handles = ['one', 'two', 'three'].map((text) => anna.send(bert, text));
        const [waiting] = await Promise.all(handles.map(({ message }) => message));
        equal([waiting?.status, waiting?.seq], ['sending', undefined], 'while offline');
        equal(await anna.texts(bert), ['zero', 'one', 'two', 'three'], 'the list while offline');
        await anna.goOnline();
        const sent = await Promise.all(handles);
        equal(
          sent.map(({ seq }) => seq),
          [2, 3, 4],
          'their places',
        );
        await bert.reads('three');
        equal(bert.news(), ['zero', 'one', 'two', 'three'], 'what came');
      },
      'line',
    ),
    play(
      'S26 O4',
      'the outbox survives a restart of the application',
      async (world) => {
        const { bert } = await world.cast('bert');
        const anna = await world.device(await world.person('anna'), { line: true });
        await anna.open(bert);
        await anna.goOffline();
        const handle = anna.send(bert, 'written on a train');
        void handle.catch(() => {});
        await handle.message;
        await anna.stop();
        await anna.start();
        await anna.line?.mend();
        const message = await bert.reads('written on a train');
        equal(message.id, handle.id, 'its id');
        await until('it is sent', async () => (await anna.with(bert).messages.byId(handle.id))?.status === 'sent');
        equal(bert.news(), ['written on a train'], 'what came');
      },
      'line',
    ),
    play(
      'S26 D3 D4 D10',
      'a connection that breaks at every send costs no message and doubles none',
      async (world) => {
        const { bert } = await world.cast('bert');
        const anna = await world.device(await world.person('anna'), { line: true });
        const handles = [];
        for (let at = 0; at < 4; at++) {
          handles.push(anna.send(bert, `m${at}`));
          await anna.line?.cut();
          await anna.line?.mend();
          handles.push(anna.send(bert, `n${at}`));
          await handles.at(-1);
        }
        const sent = await Promise.all(handles);
        equal(
          sent.map(({ seq }) => seq),
          [1, 2, 3, 4, 5, 6, 7, 8],
          'their places',
        );
        await bert.reads('n3');
        equal(bert.news(), ['m0', 'n0', 'm1', 'n1', 'm2', 'n2', 'm3', 'n3'], 'what came');
      },
      'line',
    ),
    play('S27 S28', 'a send with no connection ever is INVALID or NOT_LOGGED_IN before login', async (world) => {
      const anna = await world.idle(await world.person('anna'));
      await refused(() => anna.send({ user: 'somebody' }, 'hello'), 'NOT_LOGGED_IN');
    }),
    play(
      'S29',
      'cancel while offline: CANCELLED, and it reaches nobody',
      async (world) => {
        const { bert } = await world.cast('bert');
        const anna = await world.device(await world.person('anna'), { line: true });
        await anna.send(bert, 'before');
        await anna.goOffline();
        const handle = anna.send(bert, 'never');
        await handle.message;
        const next = anna.send(bert, 'after');
        handle.cancel();
        await refused(() => handle, 'CANCELLED');
        await anna.goOnline();
        await next;
        await bert.reads('after');
        equal(bert.news(), ['before', 'after'], 'what came');
        equal((await next).seq, 2, 'the place of the next');
      },
      'line',
    ),
    play('S29', 'cancel after it was sent changes nothing', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const handle = anna.send(bert, 'too late');
      const sent = await handle;
      handle.cancel();
      handle.cancel();
      equal((await handle).id, sent.id, 'the result');
      await bert.reads('too late');
      equal((await anna.with(bert).messages.byId(sent.id))?.status, 'sent', 'its status');
    }),
    play('S29', 'cancelled or sent: one of the two, and both sides agree', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const handles = Array.from({ length: 10 }, (_, at) => anna.send(bert, `m${at}`));
      // Some at once, some as soon as they stand in the list, when a connection may have them.
      for (const [at, handle] of handles.entries())
        if (at % 2 === 0) handle.cancel();
        else void handle.message.then(() => handle.cancel());
      const outcomes = await Promise.all(handles.map(codeOf));
      await anna.send(bert, 'fence');
      await bert.reads('fence');
      const sent = outcomes.flatMap((outcome, at) => (outcome === 'sent' ? [`m${at}`] : []));
      equal(bert.news(), [...sent, 'fence'], 'what came');
      equal(
        outcomes.filter((outcome) => outcome !== 'sent' && outcome !== 'CANCELLED'),
        [],
        'other outcomes',
      );
    }),
    play(
      'S29',
      'a signal cancels as cancel does',
      async (world) => {
        const { bert } = await world.cast('bert');
        const anna = await world.device(await world.person('anna'), { line: true });
        await anna.open(bert);
        await anna.goOffline();
        const abort = new AbortController();
        const handle = anna.send(bert, 'never', { signal: abort.signal });
        await handle.message;
        abort.abort();
        await refused(() => handle, 'CANCELLED');
        await refused(() => anna.send(bert, 'nor this', { signal: abort.signal }), 'CANCELLED');
        await anna.goOnline();
        await anna.send(bert, 'fence');
        await bert.reads('fence');
        equal(bert.news(), ['fence'], 'what came');
      },
      'line',
    ),
    play('S26', 'twenty at once arrive whole and in order', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const texts = Array.from({ length: 60 }, (_, at) => `m${at}`);
      const sent = await Promise.all(texts.map((text) => anna.send(bert, text)));
      equal(
        sent.map(({ seq }) => seq),
        texts.map((_, at) => at + 1),
        'their places',
      );
      await bert.reads('m59');
      equal(bert.news(), texts, 'what came');
    }),
    play('D8', 'more than a user may send is not lost: it waits and arrives in order', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const texts = Array.from({ length: 130 }, (_, at) => `m${at}`);
      const sent = await Promise.all(texts.map((text) => anna.send(bert, text)));
      equal(
        sent.map(({ seq }) => seq),
        texts.map((_, at) => at + 1),
        'their places',
      );
      await bert.reads('m129');
      equal(bert.news(), texts, 'what came');
    }),
    play('D8 P21', 'a refusal "again later" is sticky until that id comes again or is withdrawn', async (world) => {
      const { anna, bert, clara } = await world.cast('anna', 'bert', 'clara');
      const raw = await world.rawOf(anna);
      const messages = Array.from({ length: 250 }, (_, at) => textMessage(`m${at}`));
      const asked = messages.map((message) => ({ message, r: raw.ask('send', { to: bert.target, message }) }));
      const answers = await Promise.all(asked.map(async (one) => ({ ...one, answer: await raw.answer(one.r) })));
      const first = answers.find(({ answer }) => answer.t === 'error');
      holds(first, 'nothing was refused though the limit is 100 at once');
      holds(['RATE_LIMITED', 'BUSY'].includes(first.answer.code ?? ''), `refused with ${first.answer.code}`);
      const behind = answers.slice(answers.indexOf(first));
      equal(behind.filter(({ answer }) => answer.t === 'ok').length, 0, 'sends accepted behind the refused one');
      // There is room again, and somebody else can be written to; here what stands before has not come again.
      const probe = { to: clara.target, message: textMessage('elsewhere') };
      await until('there is room', async () => (await raw.request('send', probe)).t === 'ok');
      const later = textMessage('behind');
      holds((await raw.request('send', { to: bert.target, message: later })).t === 'error', 'a later one passed it');
      for (const { message, answer } of behind.slice(1))
        if (answer.t === 'error') await raw.ok('withdraw', { id: message.id });
      for (const message of [first.message, later])
        await until('it is taken', async () => (await raw.request('send', { to: bert.target, message })).t === 'ok');
    }),
  ],
};
