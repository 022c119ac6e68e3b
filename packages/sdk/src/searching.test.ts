import { expect, it } from 'vitest';
import type { Client, Message } from './api.js';
// Loaded before virtual time runs.
import './searching.js';
import { memoryStore } from './store/memory-store.js';
import { Stage } from './testing/stage.js';
import { word, words } from './testing/words.js';

const bobbys = { user: 'bobby' };

/** Alice talks with bobby and carol, and both with her in a group. */
async function talk() {
  const stage = new Stage('alice', 'bobby', 'carol');
  const { server } = stage;
  const [bobby, carol] = [server.single('alice', 'bobby'), server.single('alice', 'carol')];
  const group = server.group('7', ['alice', 'bobby', 'carol']);
  const alice = await stage.online('alice');
  const say = async (log: typeof bobby, from: string, text: string) => {
    server.say(log, from, text);
    await stage.pass(10);
  };
  await say(bobby, 'bobby', '我们明天见');
  await say(carol, 'alice', 'See you Tomorrow');
  await say(group, 'carol', '明天, tomorrow');
  await say(bobby, 'alice', 'nothing');
  const search = async (text: string, how?: Parameters<Client['search']>[1]) =>
    words(await stage.until(alice.search(text, how)));
  return { stage, server, alice, logs: { bobby, carol, group }, say, search };
}
const both = ['device', 'server'] as const;

it.each(both)('[B11] on the %s: Chinese of one character and of two, case and all, newest first', async (where) => {
  const { search } = await talk();
  expect(await search('天', { where })).toEqual(['明天, tomorrow', '我们明天见']);
  expect(await search('明天', { where })).toEqual(['明天, tomorrow', '我们明天见']);
  expect(await search('我们', { where })).toEqual(['我们明天见']);
  expect(await search('TOMORROW', { where })).toEqual(['明天, tomorrow', 'See you Tomorrow']);
  expect(await search('yesterday', { where })).toEqual([]);
});

it.each(both)('[B11] on the %s: one conversation, a limit, and going on before a message', async (where) => {
  const { search, stage, alice, say, logs } = await talk();
  expect(await search('tomorrow', { where, in: { group: '7' } })).toEqual(['明天, tomorrow']);
  expect(await search('tomorrow', { where, in: { user: 'carol' } })).toEqual(['See you Tomorrow']);
  for (let n = 0; n < 9; n++) await say(n % 2 ? logs.group : logs.bobby, 'bobby', `tea ${n}`);
  const found: string[] = [];
  for (let before: Message | undefined; ; ) {
    const page: Message[] = await stage.until(alice.search('tea', { where, limit: 4, ...(before && { before }) }));
    found.push(...words(page));
    before = page.at(-1);
    if (page.length < 4) break;
  }
  expect(found).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => `tea ${n}`));
});

it.each(both)('[B11] on the %s: hits are messages of their conversation, as everywhere else', async (where) => {
  const { stage, alice } = await talk();
  const [message] = (await stage.until(alice.search('我们', { where }))) as [Message];
  const conversation = alice.conversations.peek(bobbys);
  expect(message).toMatchObject({
    conversationId: conversation?.id,
    target: { user: 'bobby', appKey: 'default' },
    status: 'received',
    isOwn: false,
    seq: 1,
    from: { username: 'bobby', displayName: 'BOBBY' },
  });
  const window = conversation?.messages.window({ around: message });
  await stage.until(new Promise<void>((resolve) => window?.subscribe(resolve)));
  expect(window?.get().map(word)).toEqual(['我们明天见', 'nothing']);
  const [own] = (await stage.until(alice.search('see you', { where }))) as [Message];
  expect(own).toMatchObject({ isOwn: true, status: 'sent' });
});

it('[B11] the device searches with no network, is the default, and asks nobody', async () => {
  const { stage, server, search } = await talk();
  server.isUp = false;
  server.cut();
  await stage.pass(10);
  expect(await search('明天')).toEqual(['明天, tomorrow', '我们明天见']);
  expect(server.count('search')).toBe(0);
  await expect(search('明天', { where: 'server' })).rejects.toMatchObject({ code: 'OFFLINE' });
});

it('[B11] the device finds parts of words, names of files, addresses and what waits to be sent; no draft and no prompt', async () => {
  const { stage, server, alice, search, logs } = await talk();
  server.append(logs.bobby, 'bobby', {
    id: 'location-00000001',
    content: { type: 'location', latitude: 1, longitude: 2, scale: 1, address: '人民公园 42' },
  });
  const media = { mediaId: 'media-00000000001', bytes: 1, mime: 'application/pdf', sha256: 'a'.repeat(64) };
  server.append(logs.bobby, 'bobby', {
    id: 'file-00000000001',
    content: { type: 'file', media, fileName: 'Report 42.pdf' },
  });
  await stage.pass(10);
  expect(await search('omorr')).toHaveLength(2);
  expect(await search('42')).toEqual(['file', 'location']);
  expect(await search('公园')).toEqual(['location']);
  const conversation = alice.conversations.peek(bobbys);
  await stage.until(conversation?.createMessage('a draft 42') as Promise<Message>);
  expect(await search('draft')).toEqual([]);
  const sent = await stage.until(alice.send(bobbys, 'soon gone 42'));
  expect(await search('gone')).toEqual(['soon gone 42']);
  await stage.until(sent.retract());
  for (const where of both) expect(await search('gone', { where })).toEqual([]);
  server.intercept = (frame) => (frame.t === 'send' ? 'silence' : undefined);
  alice.send(bobbys, 'on its way');
  await stage.pass(10);
  expect(await search('its way')).toEqual(['on its way']);
});

it('[B11] the server finds what this device has not, or has removed; it is shown and not kept', async () => {
  const { stage, alice, search } = await talk();
  expect(await stage.until(alice.conversations.remove(bobbys))).toBe(true);
  expect(await search('我们')).toEqual([]);
  const [message] = (await stage.until(alice.search('我们', { where: 'server' }))) as [Message];
  expect(message).toMatchObject({ target: { user: 'bobby', appKey: 'default' }, seq: 1, status: 'received' });
  expect(await search('我们')).toEqual([]);
  expect(alice.conversations.peek(bobbys)).toBeUndefined();
});

it('[B11] the server gives its hits in as many answers as it likes', async () => {
  const { server, search, say, logs } = await talk();
  for (let n = 0; n < 30; n++) await say(logs.bobby, 'bobby', `tea ${n}`);
  server.mostHits = 7;
  expect(await search('tea', { where: 'server', limit: 25 })).toEqual(
    Array.from({ length: 25 }, (_, n) => `tea ${29 - n}`),
  );
  server.mostHits = 0;
  let pages = 0;
  server.intercept = (frame) => {
    if (frame.t === 'search') {
      pages += 1;
      if (pages === 3) server.mostHits = 100;
    }
    return undefined;
  };
  expect(await search('tea', { where: 'server' })).toHaveLength(20);
});

it('[B11] what is no search is refused before anybody is asked', async () => {
  const { stage, alice, server } = await talk();
  const cases: [unknown, object?][] = [
    [''],
    [' \u200b'],
    [7],
    ['x'.repeat(201)],
    ['x', { limit: 0 }],
    ['x', { limit: 1.5 }],
    ['x', { where: 'here' }],
    ['x', { in: {} }],
    ['x', { in: { user: 'alice' }, where: 'server' }],
    ['x', { in: { chatroom: '3' }, where: 'server' }],
  ];
  for (const [text, how] of cases)
    await expect(alice.search(text as string, how), JSON.stringify([text, how])).rejects.toMatchObject({
      code: 'INVALID',
    });
  expect(server.count('search')).toBe(0);
  await expect(stage.device(memoryStore()).search('x')).rejects.toMatchObject({ code: 'NOT_LOGGED_IN' });
  for (const code of ['RATE_LIMITED', 'BUSY', 'NOT_FOUND'] as const) {
    server.intercept = (frame) => (frame.t === 'search' ? code : undefined);
    await expect(stage.until(alice.search('x', { where: 'server', in: bobbys }))).rejects.toMatchObject({ code });
  }
});
