import { type Content, content, ImError } from '@palaver/sdk';
import { play, type Theme } from '../case.js';
import { Broken, equal, holds, refused } from '../check.js';
import type { Device } from '../world/device.js';
import { textMessage } from '../world/raw-device.js';
import { strangeTexts } from '../world/strange.js';

/** A constructor refuses: at once, and typed. */
function throwsInvalid(what: string, make: () => unknown) {
  try {
    make();
  } catch (error) {
    if (ImError.is(error, 'INVALID')) return;
    throw new Broken(`${what}: ${String(error)} where INVALID was promised`);
  }
  throw new Broken(`${what} was taken`);
}

/** Sends something and answers it as the other side has it. */
async function across(from: Device, to: Device, what: Content | string, options: object = {}) {
  const sent = await from.send(to, what, options);
  const { message } = await to.hears('message.new', (event) => event.message.id === sent.id);
  return { sent, message };
}

export const contents: Theme = {
  name: 'content',
  cases: [
    play('S14 S15', 'content first, then the message: a text arrives as it was', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { sent, message } = await across(anna, bert, content.text('Grüße, 你好 👋🏽'));
      equal(message.content, { type: 'text', text: 'Grüße, 你好 👋🏽' }, 'the content');
      equal([message.id, message.serverId, message.seq], [sent.id, sent.serverId, sent.seq], 'ids and place');
      equal(
        [sent.isOwn, message.isOwn, sent.status, message.status],
        [true, false, 'sent', 'received'],
        'whose it is, and its status',
      );
      equal([message.from.username, message.fromType], [anna.username, 'user'], 'the sender');
    }),
    play('S15', 'an empty text is INVALID', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      throwsInvalid('an empty text', () => content.text(''));
      throwsInvalid('no text', () => content.text(undefined as unknown as string));
      throwsInvalid('a number', () => content.text(5 as unknown as string));
      await refused(() => anna.send(bert, ''), 'INVALID');
      equal(anna.client.conversations.get().length, 0, 'conversations after it');
    }),
    play('S15', 'text of 4,000 characters passes, one more is TOO_LARGE, counted as people count', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const most = '😀'.repeat(4_000);
      const { message } = await across(anna, bert, most);
      equal(message.content, { type: 'text', text: most }, 'the longest');
      await refused(() => anna.send(bert, `${most}!`), 'TOO_LARGE');
      equal(await bert.texts(anna), [most], 'what stands');
    }),
    play('S15 D2', 'half a character is INVALID and leaves nothing', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await refused(() => anna.send(bert, 'half \ud83d a smile'), 'INVALID');
      await across(anna, bert, 'whole');
      equal(await bert.texts(anna), ['whole'], 'what stands');
    }),
    play('S15 D11', 'strange texts arrive as they were, and block nothing', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (const text of strangeTexts) await anna.send(bert, text);
      await bert.reads(strangeTexts.at(-1) ?? '');
      equal(await bert.texts(anna), strangeTexts, 'the record of the receiver');
      const late = await world.device(bert, { platform: 'windows' });
      const { items } = await late.with(anna).messages.page({ limit: strangeTexts.length });
      equal(
        items.map(({ content: one }) => one.type === 'text' && one.text).reverse(),
        strangeTexts,
        'the record of a new device',
      );
    }),
    play('S19', 'a location arrives as it was', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const place = { latitude: -33.86, longitude: 151.2, scale: 14, address: 'Circular Quay' };
      const { message } = await across(anna, bert, content.location(place));
      equal(message.content, { type: 'location', ...place }, 'the content');
      const edge = { latitude: 90, longitude: -180, scale: 0, address: '' };
      equal(
        (await across(anna, bert, content.location(edge))).message.content,
        { type: 'location', ...edge },
        'at the edge',
      );
    }),
    play('S19', 'coordinates out of range fail', async () => {
      const good = { latitude: 0, longitude: 0, scale: 1, address: 'x' };
      for (const bad of [
        { latitude: 90.01 },
        { latitude: -90.01 },
        { longitude: 180.01 },
        { longitude: -180.01 },
        { latitude: Number.NaN },
        { longitude: Number.POSITIVE_INFINITY },
        { latitude: '1' as unknown as number },
        { scale: -1 },
      ])
        throwsInvalid(JSON.stringify(bad), () => content.location({ ...good, ...bad }));
    }),
    play('S19 D2', 'the server checks coordinates too', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      const location = { type: 'location', latitude: 91, longitude: 0, scale: 1, address: 'x' };
      equal(
        await raw.refusal('send', { to: bert.target, message: textMessage('', { content: location }) }),
        'INVALID',
        'the refusal',
      );
    }),
    play('S20', 'custom content arrives as it was', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const data = { id: 'A-1', cents: 1999, nested: { list: [1, 'two', null, true], empty: {} }, text: '订单' };
      const { message } = await across(anna, bert, content.custom('order', data));
      equal(message.content, { type: 'custom', kind: 'order', data }, 'the content');
    }),
    play('S20', 'custom data above 16 KiB is TOO_LARGE', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await refused(async () => anna.send(bert, content.custom('big', { text: 'x'.repeat(17 * 1024) })), 'TOO_LARGE');
      await across(anna, bert, content.custom('big', { text: 'x'.repeat(15 * 1024) }));
    }),
    play('S20', 'custom content without a kind or with data that is no object is INVALID', async () => {
      throwsInvalid('no kind', () => content.custom('', {}));
      throwsInvalid('data null', () => content.custom('order', null as unknown as object));
      throwsInvalid('data a text', () => content.custom('order', 'text' as unknown as object));
    }),
    play('S20', 'keys such as __proto__ in custom data are data and nothing else', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      const message = textMessage('', { content: { type: 'custom', kind: 'trap', data: {} } });
      const text = JSON.stringify({ t: 'send', r: 77, to: bert.target, message }).replace(
        '"data":{}',
        '"data":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
      );
      raw.write(text);
      equal((await raw.answer(77)).t, 'ok', 'the answer');
      await bert.hears('message.new');
      equal(({} as { polluted?: boolean }).polluted, undefined, 'an innocent object');
    }),
    play('S20', 'extras: strings and finite numbers on any content', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const extras = { text: '值', integer: 5, half: 0.5, negative: -1e300, empty: '' };
      const { sent, message } = await across(anna, bert, content.custom('order', { id: 1 }), { extras });
      equal([sent.extras, message.extras], [extras, extras], 'on both sides');
    }),
    play('S20', 'extras of another kind are INVALID, too many TOO_LARGE or INVALID; nothing is sent', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      for (const bad of [true, null, {}, [], Number.NaN, Number.POSITIVE_INFINITY])
        await refused(() => anna.send(bert, 'no', { extras: { bad: bad as unknown as string } }), 'INVALID');
      await refused(() => anna.send(bert, 'no', { extras: { big: 'x'.repeat(4_200) } }), 'TOO_LARGE', 'INVALID');
      await across(anna, bert, 'yes');
      equal(await bert.texts(anna), ['yes'], 'what stands');
    }),
    play('S20', 'mentions arrive, of some and of all', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      await anna.send({ group: id }, 'some', { mentions: [bert.username] });
      await anna.send({ group: id }, 'everybody', { mentions: 'all' });
      const some = (await bert.reads('some')).mentions;
      holds(Array.isArray(some) && some.length === 1, 'one mention was promised');
      const [one] = some;
      equal(typeof one === 'string' ? one : one?.username, bert.username, 'who is mentioned');
      equal((await bert.reads('everybody')).mentions, 'all', 'all');
    }),
    play('S20', 'more than 200 mentions are refused', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const { id } = await world.group(anna, bert);
      const mentions = Array.from({ length: 201 }, (_, at) => `somebody${at}`);
      await refused(() => anna.send({ group: id }, 'too many', { mentions }), 'TOO_LARGE', 'INVALID');
    }),
    play('S20', 'a reply names what it answers', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      await anna.send(bert, 'a question');
      const question = await bert.reads('a question');
      const answer = await bert.send(anna, 'an answer', { replyTo: question });
      equal((await anna.reads('an answer')).replyTo, { id: question.id, seq: question.seq }, 'the reply');
      equal(answer.replyTo, { id: question.id, seq: question.seq }, 'the reply of its sender');
    }),
    play('S20 O4', 'a kind that this version does not know is kept and shown as a placeholder', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      const poll = { type: 'poll', question: 'tea?', answers: ['yes', 'no'] };
      await raw.ok('send', { to: bert.target, message: textMessage('', { content: poll }) });
      await anna.send(bert, 'after it');
      await bert.reads('after it');
      const [first] = await bert.record(anna);
      equal(first?.content, { type: 'unknown', raw: poll }, 'the content');
    }),
    play('S20 D11', 'an unknown field of a message survives, byte for byte', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      const reader = await world.rawOf(bert);
      const message = textMessage('x', { laterField: { deep: [1, { a: 'ü' }] } });
      const { c, seq } = await raw.ok('send', { to: bert.target, message });
      const { entries } = await reader.ok('entries', { c, from: seq, to: seq });
      const [entry] = entries ?? [];
      equal((entry?.body as { message?: unknown } | undefined)?.message, message, 'the message');
    }),
    play('S20 D5', 'a user cannot send events, prompts or what is only shown', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const raw = await world.rawOf(anna);
      for (const bad of [
        { type: 'event', event: { kind: 'dissolved', actor: { username: 'x', appKey: 'y', displayName: 'z' } } },
        { type: 'prompt', reason: 'retracted', text: 'gone' },
        { type: 'unknown', raw: {} },
        {},
        { type: '' },
        { type: 5 },
        { type: 'text' },
        { type: 'text', text: 5 },
        { type: 'text', text: null },
        null,
        [],
        'text',
      ])
        equal(
          await raw.refusal('send', { to: bert.target, message: textMessage('', { content: bad }) }),
          'INVALID',
          JSON.stringify(bad),
        );
      await refused(() => anna.send(bert, { type: 'prompt', reason: 'custom', text: 'hm' }), 'INVALID');
      equal(bert.client.conversations.get().length, 0, 'conversations of Bert');
    }),
    play('S21 S22', 'nothing is stored before it is sent', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      content.text('never sent');
      equal(anna.client.conversations.get().length, 0, 'conversations');
      const { id } = await world.group(anna, bert);
      const [toUser, toGroup] = await Promise.all([
        anna.send(bert, 'to a user'),
        anna.send({ group: id }, 'to a group'),
      ]);
      equal(
        [toUser.target, toGroup.target],
        [{ user: bert.username, appKey: world.appKey }, { group: id }].map((target, at) =>
          at === 0 && !('appKey' in toUser.target) ? { user: bert.username } : target,
        ),
        'the targets',
      );
      await Promise.all([bert.reads('to a user'), bert.reads('to a group')]);
    }),
    play('S23', 'a draft is stored at once, survives a restart, and can be sent later', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const conversation = await anna.open(bert);
      const draft = await conversation.createMessage('later', { extras: { n: 1 } });
      equal([draft.status, draft.seq, draft.isOwn], ['draft', undefined, true], 'the draft');
      await anna.restart();
      const found = await anna.with(bert).messages.byId(draft.id);
      equal(
        [found?.status, found?.content, found?.extras],
        ['draft', { type: 'text', text: 'later' }, { n: 1 }],
        'after a restart',
      );
      holds(found, 'the draft is gone');
      const sent = await anna.with(bert).send(found);
      equal([sent.id, sent.status], [draft.id, 'sent'], 'once sent');
      equal((await bert.reads('later')).extras, { n: 1 }, 'its extras');
      equal((await anna.record(bert)).length, 1, 'messages in the record');
    }),
    play('S23', 'a draft reaches nobody, and is listed', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const conversation = await anna.open(bert);
      await conversation.createMessage('a secret thought');
      await anna.send(bert, 'aloud');
      await bert.reads('aloud');
      equal(await bert.texts(anna), ['aloud'], 'what Bert has');
      equal((await anna.texts(bert)).sort(), ['a secret thought', 'aloud'], 'what Anna has');
    }),
    play('S23', 'a draft can be removed; a bad one is INVALID and leaves nothing', async (world) => {
      const { anna, bert } = await world.cast('anna', 'bert');
      const conversation = await anna.open(bert);
      const draft = await conversation.createMessage('never');
      equal(await conversation.messages.remove(draft), true, 'remove');
      await refused(() => conversation.createMessage(''), 'INVALID');
      await refused(() => conversation.createMessage('x', { extras: { bad: Number.NaN } }), 'INVALID');
      equal(await conversation.messages.all(), [], 'what is left');
    }),
  ],
};
