import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Client,
  type ClientOptions,
  content,
  createClient,
  ImError,
  type Message,
  memoryStore,
} from '@palaver/sdk';
import { sqliteStore } from '@palaver/sdk/node';
import { createServer, type Server } from '@palaver/server';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

// `api.d.ts`, member by member, by one who has read nothing else: the real server, real sockets, both stores of Node.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let home: string;
let server: Server;
let made = 0;
const open = new Set<Client>();
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'palaver-api-'));
  server = await createServer({ port: 0, data: 'memory' });
});
afterEach(async () => {
  for (const client of open) await client[Symbol.asyncDispose]();
  open.clear();
});
afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

const account = (username: string) => ({ username, password: 'a good password' });
/** Names are never given twice, so each test has people of its own. */
const name = (given: string) => `${given}${++made}`;
function client(options: Partial<ClientOptions> = {}): Client {
  const one = createClient({ url: server.url, store: memoryStore(), ...options });
  open.add(one);
  return one;
}
async function person(username: string, options: Partial<ClientOptions> = {}): Promise<Client> {
  const one = client(options);
  await one.register(account(username)).catch((error) => {
    if (!ImError.is(error, 'USER_EXISTS')) throw error;
  });
  await one.login(account(username));
  await one.synced();
  return one;
}
async function two(options: Partial<ClientOptions> = {}) {
  const [alice, bobby] = [name('alice'), name('bobby')];
  return { alice, bobby, a: await person(alice, options), b: await person(bobby) };
}
/** What a call ends with: its code, `resolved`, or whatever else it throws. Calls that throw at once are caught, too. */
async function code(call: () => unknown): Promise<string> {
  try {
    await call();
    return 'resolved';
  } catch (error) {
    return ImError.is(error) ? error.code : String(error);
  }
}
const texts = (messages: readonly Message[]) =>
  messages.map(({ content }) => (content.type === 'text' ? content.text : content.type));
/** What a program without types may pass. */
const any = (value: unknown) => value as never;

describe('whatever is passed, an ImError comes back', () => {
  it('from what needs no session', async () => {
    const one = client();
    for (const value of [null, undefined, 5, 'x', [], {}, { username: 5, password: {} }]) {
      expect(await code(() => one.register(any(value))), `register ${value}`).toBe('INVALID');
      expect(await code(() => one.login(any(value))), `login ${value}`).toBe('INVALID');
    }
    expect(await code(() => one.login({ token: 'x'.repeat(100_000) }))).toBe('TOO_LARGE');
    for (const value of [null, undefined, 5, {}]) expect(one.conversations.peek(any(value))).toBeUndefined();
    expect(one.status.get()).toBe('idle');
  });

  it('[S20] from what makes a message, and nothing of it is kept', async () => {
    const { a, bobby } = await two();
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    for (const data of [circle, { big: 1n }, null, undefined, 5])
      expect(await code(() => content.custom('kind' as never, any(data)))).toBe('INVALID');
    for (const value of [
      null,
      undefined,
      5,
      '',
      {},
      { type: 'prompt', text: 'x' },
      { type: 'custom', kind: 'k', data: circle },
    ])
      expect(await code(() => a.send({ user: bobby }, any(value))), String(value)).toBe('INVALID');
    for (const target of [null, undefined, 5, {}, { user: 5 }, { group: 'x' }, { user: a.me.get()?.username }])
      expect(await code(() => a.send(any(target), 'x')), String(target)).toBe('INVALID');
    for (const options of [
      { extras: { a: Number.NaN } },
      { unreadIncrement: 101 },
      { saveOffline: false, needReadReceipt: true },
    ])
      expect(await code(() => a.send({ user: bobby }, 'x', any(options)))).toBe('INVALID');
    expect(a.conversations.get()).toEqual([]);
  });

  it('[O6 (part)] from conversations, users and groups', async () => {
    const { a, bobby } = await two();
    const conversation = await a.conversations.open({ user: bobby });
    for (const value of [null, 5, { a: {} }, { a: Number.POSITIVE_INFINITY }, []])
      expect(await code(() => conversation.setExtras(any(value)))).toBe('INVALID');
    for (const value of [null, 5, {}]) expect(await code(() => conversation.setDraft(any(value)))).toBe('INVALID');
    expect(a.conversations.peek({ user: bobby })).toBe(conversation);
    for (const value of [null, undefined, 5, {}]) {
      expect(await code(() => a.users.get(any(value)))).toBe('INVALID');
      expect(await code(() => a.users.getMany(any(value)))).toBe('INVALID');
      expect(await code(() => a.groups.create(any(value)))).toBe('INVALID');
      expect(await code(() => a.groups.get(any(value)))).toBe('INVALID');
    }
    const { id } = await a.groups.create({ name: 'Friends' });
    for (const members of ['bobby', null, [null], [5], []])
      expect(await code(() => a.groups.addMembers(id, any(members))), String(members)).toBe('INVALID');
  });
});

describe('a request that is larger than a frame may be', () => {
  it('is refused as TOO_LARGE, and the connection goes on', async () => {
    const { a, bobby } = await two();
    const told: string[] = [];
    a.on('status.changed', ({ status }) => told.push(status));
    const members = Array.from({ length: 3_000 }, (_, at) => `somebody-with-a-long-name-${at}`);
    expect(await code(() => a.groups.create({ name: 'Everybody', members }))).toBe('TOO_LARGE');
    expect(await code(() => a.send({ user: bobby }, 'x', { notification: { title: 'x'.repeat(70_000) } }))).toBe(
      'TOO_LARGE',
    );
    expect((await a.send({ user: bobby }, 'next')).seq).toBe(1);
    expect(told).toEqual([]);
  });
});

describe('sending', () => {
  it('[S29] cancel() right after send() ends it: no frame had been handed to a connection', async () => {
    const { a, b, alice, bobby } = await two();
    const conversation = await a.conversations.open({ user: bobby });
    const draft = await conversation.createMessage('a draft');
    for (const send of [() => a.send({ user: bobby }, 'never mind'), () => conversation.send(draft)]) {
      const handle = send();
      handle.cancel();
      expect(await code(() => handle)).toBe('CANCELLED');
      const kept = await conversation.messages.byId(handle.id);
      expect(kept).toMatchObject({ status: 'failed', error: { code: 'CANCELLED' } });
    }
    const next = await conversation.send('next');
    expect(next.seq).toBe(1);
    await expect.poll(() => b.conversations.peek({ user: alice })?.lastMessage?.id).toBe(next.id);
    const failed = await conversation.messages.byId(draft.id);
    expect(failed && (await conversation.send(failed)).seq).toBe(2);
  });
});

describe('conversations', () => {
  it('[S1 S2] what was sent to nobody makes nobody exist', async () => {
    const { a, b, alice } = await two();
    const { id } = await b.groups.create({ name: 'Theirs' });
    for (const target of [{ user: name('nobody') }, { group: id }]) {
      expect(await code(() => a.send(target, 'is anybody there?'))).toBe('NOT_FOUND');
      expect(await code(() => a.conversations.open(target))).toBe('NOT_FOUND');
      // The failed message still stands somewhere, and one can be rid of it.
      expect(a.conversations.peek(target)?.lastMessage?.status).toBe('failed');
      expect(await a.conversations.remove(target)).toBe(true);
      expect(await code(() => a.conversations.open(target))).toBe('NOT_FOUND');
    }
    await b.send({ user: alice }, 'here I am');
    const known = b.conversations.peek({ user: alice });
    expect(await b.conversations.open({ user: alice, appKey: '' })).toBe(known);
  });
});

describe('the end of a session', () => {
  it('[O5] by a newer login of its class ends what waits, and what is here can still be read', async () => {
    const { a, b, alice, bobby } = await two();
    await b.send({ user: alice }, 'hello');
    await expect.poll(() => a.unreadCount.get()).toBe(1);
    const kicked = a.events('session.ended', { once: true });
    await b[Symbol.asyncDispose]();
    const other = await person(alice);
    for await (const { reason } of kicked) expect(reason).toBe('other_device');
    expect(a.status.get()).toBe('kicked');
    expect(await code(() => a.synced())).toBe('NOT_LOGGED_IN');
    expect(texts((await a.conversations.peek({ user: bobby })?.messages.all()) ?? [])).toEqual(['hello']);
    expect(other.status.get()).toBe('online');
  });

  it('ends what waited for it with CANCELLED, and every method of an old snapshot after it', async () => {
    const { a, bobby } = await two();
    const conversation = await a.conversations.open({ user: bobby });
    const sent = await conversation.send('hello');
    await a.logout();
    for (const call of [
      () => conversation.send('more'),
      () => conversation.createMessage('more'),
      () => conversation.setPinned(true),
      () => conversation.clearUnread(),
      () => conversation.messages.all(),
      () => conversation.messages.byId(sent.id),
      () => conversation.messages.page({ limit: 5 }),
      () => conversation.messages.remove(sent),
      () => sent.markRead(),
    ])
      expect(await code(call), String(call)).toBe('CANCELLED');
    for (const call of [() => a.synced(), () => a.send({ user: bobby }, 'x'), () => a.groups.mine()])
      expect(await code(call), String(call)).toBe('NOT_LOGGED_IN');
    expect([a.me.get(), a.status.get(), a.conversations.get(), a.unreadCount.get()]).toEqual([
      undefined,
      'idle',
      [],
      0,
    ]);
  });
});

describe.each(['memory', 'sqlite'])('with the %s store', (kind) => {
  const store = () => (kind === 'memory' ? memoryStore() : sqliteStore(join(home, name('store'))));

  it('[S5] [S9] [S10] [S11] the list, its order and its counts, on two devices', async () => {
    const { a, b, alice, bobby } = await two({ store: store() });
    const c = await person(name('cindy'));
    const cindy = c.me.get()?.username ?? '';
    await b.send({ user: alice }, 'five', { unreadIncrement: 5 });
    await b.send({ user: alice }, 'none', { unreadIncrement: 0 });
    await c.send({ user: alice }, 'one');
    await expect.poll(() => a.unreadCount.get()).toBe(6);
    const titles = () => a.conversations.get().map(({ title }) => title);
    expect(titles()).toEqual([cindy, bobby]);
    const list = a.conversations.get();
    const withBobby = await a.conversations.open({ user: bobby });
    expect(a.conversations.get()).toBe(list);
    await withBobby.setPinned(true);
    await withBobby.setMuted(true);
    expect(titles()).toEqual([bobby, cindy]);
    expect(a.unreadCount.get()).toBe(1);
    const pinned = a.conversations.peek({ user: bobby });
    await pinned?.setPinned(true);
    expect(a.conversations.peek({ user: bobby })).toBe(pinned);

    const second = await person(alice, { platform: 'ios', store: store() });
    const shown = () => second.conversations.get().map(({ title, unreadCount, muted }) => [title, unreadCount, muted]);
    expect(shown()).toEqual([
      [bobby, 5, true],
      [cindy, 1, false],
    ]);
    await withBobby.clearUnread();
    await expect.poll(shown).toEqual([
      [bobby, 0, true],
      [cindy, 1, false],
    ]);
    expect(withBobby.unreadCount).toBe(5);
  });

  it('[S6] [S30] [S33] [S34] removed, missed and returned: each message by one way', async () => {
    const { a, b, alice, bobby } = await two();
    const kept = store();
    await a[Symbol.asyncDispose]();
    const first = await person(alice, { store: kept });
    await b.send({ user: alice }, 'seen');
    await expect.poll(() => first.unreadCount.get()).toBe(1);
    expect(await first.conversations.remove({ user: bobby })).toBe(true);
    expect(await first.conversations.remove({ user: bobby })).toBe(false);
    await first.synced();
    await first[Symbol.asyncDispose]();
    for (const text of ['missed 1', 'missed 2']) await b.send({ user: alice }, text);

    const told: unknown[] = [];
    const listen = (one: Client, who: string) => {
      one.on('sync.offline', ({ kind, messages, skipped }) => told.push([who, kind, texts(messages), skipped]));
      one.on('sync.roaming', ({ conversation }) => told.push([who, 'roaming', conversation.title]));
      one.on('message.new', ({ message }) => told.push([who, 'new', ...texts([message])]));
    };
    const again = client({ store: kept });
    listen(again, 'first');
    expect((await again.resume())?.username).toBe(alice);
    await again.synced();
    await b.send({ user: alice }, 'live');
    await expect
      .poll(() => told)
      .toEqual([
        ['first', 'messages', ['missed 1', 'missed 2'], 0],
        ['first', 'new', 'live'],
      ]);
    const back = again.conversations.peek({ user: bobby });
    expect(texts((await back?.messages.page({ limit: 50 }))?.items ?? [])).toEqual(['live', 'missed 2', 'missed 1']);
    expect(back?.unreadCount).toBe(3);
    await again.synced();
    const second = client({ store: store(), platform: 'web' });
    listen(second, 'second');
    await second.login(account(alice));
    await second.synced();
    expect(told.slice(2)).toEqual([['second', 'roaming', bobby]]);
    expect(second.unreadCount.get()).toBe(3);
  });

  it('[D17 (part)] [O6 (part)] what a member sees begins and ends with membership', async () => {
    const { a, b, bobby } = await two({ store: store() });
    const cindy = name('cindy');
    const c = await person(cindy, { store: store() });
    const { id } = await a.groups.create({ name: 'Friends', members: [bobby] });
    const group = { group: id };
    await a.send(group, 'before');
    await a.groups.addMembers(id, [cindy]);
    await b.send(group, 'with you');
    await a.groups.removeMembers(id, [cindy]);
    await b.send(group, 'without you');
    const seen = async () => {
      const page = await c.conversations.peek(group)?.messages.page({ limit: 100 });
      return page?.items.map(({ content }) =>
        content.type === 'event' ? content.event.kind : content.type === 'text' && content.text,
      );
    };
    await expect.poll(seen).toEqual(['members_removed', 'with you', 'members_added']);
    for (const call of [() => c.send(group, 'x'), () => c.groups.get(id), () => c.groups.leave(id)])
      expect(await code(call), String(call)).toBe('NOT_MEMBER');
    await a.groups.addMembers(id, [cindy]);
    await a.send(group, 'again');
    await expect.poll(seen).toEqual(['again', 'members_added', 'x', 'members_removed', 'with you', 'members_added']);
    // Who joins begins with nothing unread, whatever he left unread when he went.
    expect(c.conversations.peek(group)?.unreadCount).toBe(1);
  });
});
