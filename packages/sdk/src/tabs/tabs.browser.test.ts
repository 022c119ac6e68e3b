import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../api.js';
import type { Log } from '../testing/fake-server.js';
import { TabStage } from '../testing/tab-stage.js';
import { word, words } from '../testing/words.js';

const until = (isSo: () => unknown) => vi.waitUntil(isSo, { timeout: 40_000, interval: 5 });

describe('several tabs of one browser', { timeout: 120_000 }, () => {
  let stage: TabStage;
  let log: Log;
  beforeEach(() => {
    stage = new TabStage('alice', 'bobby', 'carol');
    log = stage.server.single('alice', 'bobby');
  });
  afterEach(async () => {
    await stage.end();
    expect(stage.errors).toEqual([]);
  });

  async function login(username = 'alice') {
    const tab = stage.tab();
    await tab.client.login({ username, password: 'secret' });
    await tab.client.synced();
    return tab;
  }
  async function resume() {
    const tab = stage.tab();
    expect((await tab.client.resume())?.username).toBe('alice');
    await until(() => tab.client.status.get() === 'online');
    return tab;
  }
  const listen = (client: Client) => {
    const heard: string[] = [];
    client.on('message.new', ({ message }) => heard.push(`new ${word(message)}`));
    client.on('message.sent', ({ message }) => heard.push(`sent ${word(message)}`));
    client.on('unread.changed', ({ total }) => heard.push(`unread ${total}`));
    client.on('sync.offline', ({ messages }) => heard.push(`offline ${words(messages).join(',')}`));
    return heard;
  };
  const list = async (client: Client) =>
    words((await client.conversations.peek({ user: 'bobby' })?.messages.all()) ?? []);
  const inLog = () =>
    log.entries.map(({ body }) => (body as unknown as { message: { content: { text: string } } }).message.content.text);

  it('[B4 B11] search, each the database that they share, and the server through the one connection', async () => {
    await login();
    const follower = await resume();
    stage.server.say(log, 'bobby', '我们明天见');
    await until(async () => (await list(follower.client)).length === 1);
    for (const where of ['device', 'server'] as const)
      expect(words(await follower.client.search('明', { where }))).toEqual(['我们明天见']);
    expect(stage.server.sockets.size).toBe(1);
  });

  it('[B4 S38 S43 S44] a tab that follows takes back, marks and asks who has read, and hears what the leader hears', async () => {
    const leader = await login();
    const follower = await resume();
    const heard = [leader, follower].map(({ client }) => {
      const told: string[] = [];
      client.on('message.retracted', ({ message }) => told.push(`retracted ${message.seq}`));
      client.on('message.receipts', ({ messages }) => told.push(`receipts ${messages[0]?.unreadReceipts}`));
      return told;
    });
    const bobby = { user: 'bobby' };
    const sent = await follower.client.send(bobby, 'who comes?', { needReadReceipt: true });
    expect(sent.unreadReceipts).toBe(1);
    stage.server.read(log, 'bobby', 1);
    await until(() => heard.every((told) => told.includes('receipts 0')));
    expect((await sent.receipts()).read.map(({ username }) => username)).toEqual(['bobby']);
    const prompt = await follower.client.conversations.peek(bobby)?.retract(sent);
    expect(prompt?.content.type).toBe('prompt');
    await until(() => heard.every((told) => told.includes('retracted 1')));
    stage.server.say(log, 'bobby', 'and you?', { needReadReceipt: true });
    await until(async () => (await list(follower.client)).length === 2);
    const [received] = (await follower.client.conversations.peek(bobby)?.messages.all()) ?? [];
    await received?.markRead();
    await until(() => log.readers.get(3)?.has('alice'));
    for (const { client } of [leader, follower])
      await until(async () => (await client.conversations.peek(bobby)?.messages.all())?.[0]?.isRead);
    const on = received && (await follower.client.forward(received, { user: 'carol' }));
    expect(on?.content).toEqual({ type: 'text', text: 'and you?' });
    expect(stage.server.sockets.size).toBe(1);
  });

  it('[B4] share one connection and one store, hear the same, and show one unread count', async () => {
    const first = await login();
    const second = await resume();
    const third = await resume();
    const heard = [first, second, third].map(({ client }) => listen(client));
    stage.server.say(log, 'bobby', 'hello');
    stage.server.say(log, 'bobby', 'are you there?');
    const unread = () => [first, second, third].map(({ client }) => client.unreadCount.get());
    await until(() => unread().every((count) => count === 2));
    await until(() => heard.every((one) => one.includes('unread 2')));
    expect(heard[0]?.filter((line) => /^new/.test(line))).toEqual(['new hello', 'new are you there?']);
    expect(heard[1]).toEqual(heard[0]);
    expect(heard[2]).toEqual(heard[0]);
    for (const { client } of [first, second, third]) expect(await list(client)).toEqual(['are you there?', 'hello']);
    expect([stage.server.sockets.size, stage.server.count('login')]).toEqual([1, 1]);

    await second.client.conversations.peek({ user: 'bobby' })?.clearUnread();
    await until(() => unread().every((count) => count === 0));
  });

  it('[B4] work alike: a follower sends, drafts, sets, opens, pages and removes through the leader', async () => {
    const leader = await login();
    const follower = await resume();
    const heard = [leader, follower].map(({ client }) => listen(client));
    const handle = follower.client.send({ user: 'bobby' }, 'from the second tab');
    expect(await handle.message).toMatchObject({ id: handle.id, isOwn: true });
    expect(await handle).toMatchObject({ id: handle.id, status: 'sent', seq: 1 });
    await until(() => heard.every((one) => one.length > 0));
    expect(heard).toEqual([['sent from the second tab'], ['sent from the second tab']]);
    expect(inLog()).toEqual(['from the second tab']);

    const carol = await follower.client.conversations.open({ user: 'carol' });
    const draft = await carol.createMessage('later');
    await carol.setDraft('half a sen');
    await carol.setPinned(true);
    await until(() => leader.client.conversations.peek({ user: 'carol' })?.draft === 'half a sen');
    expect(leader.client.conversations.get().map(({ title }) => title)).toEqual(['carol', 'bobby']);
    expect(await carol.send(draft)).toMatchObject({ id: draft.id, status: 'sent' });
    expect(words((await carol.messages.page({ limit: 10 })).items)).toEqual(['later']);
    expect(await follower.client.users.get('bobby')).toMatchObject({ username: 'bobby' });
    await expect(follower.client.users.get('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(follower.client.conversations.open({ user: 'alice' })).rejects.toMatchObject({ code: 'INVALID' });
    expect(await follower.client.conversations.remove({ user: 'carol' })).toBe(true);
    await until(() => leader.client.conversations.peek({ user: 'carol' }) === undefined);
    expect(stage.server.sockets.size).toBe(1);
  });

  it('[B4 O7] agree on who the user is, on do-not-disturb and on whom he blocks, whichever of them changes it', async () => {
    const leader = await login();
    const follower = await resume();
    const both = [leader.client, follower.client];
    expect(await follower.client.users.update({ nickname: 'Al' })).toMatchObject({ displayName: 'Al' });
    await until(() => both.every(({ me }) => me.get()?.displayName === 'Al'));
    stage.server.say(log, 'bobby', 'hello');
    await until(() => both.every(({ unreadCount }) => unreadCount.get() === 1));
    await follower.client.users.setMuted('all', true);
    await until(() => both.every(({ unreadCount, users }) => unreadCount.get() === 0 && users.isAllMuted.get()));
    await until(() => stage.server.personal('alice').muted);
    await leader.client.users.setMuted('all', false);
    await until(() => both.every(({ unreadCount, users }) => unreadCount.get() === 1 && !users.isAllMuted.get()));
    await follower.client.users.setMuted('carol', true);
    await until(() => stage.server.single('alice', 'carol').members.get('alice')?.muted);
    expect(both.map(({ conversations }) => conversations.peek({ user: 'carol' }))).toEqual([undefined, undefined]);
    await follower.client.users.block('carol');
    expect((await leader.client.users.blocked()).map(({ username }) => username)).toEqual(['carol']);
    await expect(follower.client.users.setMuted('nobody', true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(stage.server.sockets.size).toBe(1);
  });

  it('[B4] go on when the leader is closed: nothing is lost or doubled, what waited leaves', async () => {
    const leader = await login();
    const follower = await resume();
    const heard = listen(follower.client);
    const conversation = await follower.client.conversations.open({ user: 'bobby' });
    const shown = conversation.messages.subscribe(() => {});
    // The server takes what is sent, and its answers are lost.
    stage.server.intercept = (request) => (request.t === 'send' ? 'mute' : undefined);
    const unsure = follower.client.send({ user: 'bobby' }, 'unsure');
    await until(() => log.entries.length === 1);
    stage.server.intercept = () => undefined;
    const closing = leader.close();
    const waiting = follower.client.send({ user: 'bobby' }, 'while nobody leads');
    stage.server.say(log, 'bobby', 'meanwhile');
    await closing;
    expect(await unsure).toMatchObject({ status: 'sent', seq: 1 });
    expect(await waiting).toMatchObject({ status: 'sent' });
    await follower.client.synced();
    expect([...inLog()].sort()).toEqual(['meanwhile', 'unsure', 'while nobody leads']);
    expect(await list(follower.client)).toEqual([...inLog()].reverse());
    const onScreen = () => words(follower.client.conversations.peek({ user: 'bobby' })?.messages.get() ?? []);
    await until(() => onScreen().length === 3);
    expect(onScreen()).toEqual(inLog());
    expect(heard.filter((line) => /meanwhile/.test(line))).toHaveLength(1);
    expect(heard.filter((line) => /^sent/.test(line))).toHaveLength(2);
    expect(stage.server.sockets.size).toBe(1);
    shown();
  });

  it('[B4] a frozen leader loses the lead to a tab that is looked at, and does no harm when it wakes', async () => {
    const frozen = await login();
    const visible = await resume();
    await visible.client.conversations.open({ user: 'bobby' });
    const fromFrozen = frozen.client.send({ user: 'bobby' }, 'written before the sleep');
    await fromFrozen.message;
    frozen.freeze();
    stage.server.say(log, 'bobby', 'nobody sees this yet');
    const fromVisible = visible.client.send({ user: 'bobby' }, 'written while it slept');
    expect(await fromVisible).toMatchObject({ status: 'sent' });
    await visible.client.synced();
    await visible.client.conversations.peek({ user: 'bobby' })?.clearUnread();
    await visible.client.conversations.peek({ user: 'bobby' })?.setExtras({ orderId: 'by the new leader' });
    // What the old leader finds on its desk when it wakes is older than all this.
    frozen.thaw();
    const late = frozen.client.conversations.peek({ user: 'bobby' });
    await late?.setDraft('written after the sleep');
    await until(() => visible.client.conversations.peek({ user: 'bobby' })?.draft === 'written after the sleep');
    expect(await fromFrozen).toMatchObject({ status: 'sent' });
    await until(() => frozen.client.status.get() === 'online');
    expect([...inLog()].sort()).toEqual(['nobody sees this yet', 'written before the sleep', 'written while it slept']);
    for (const { client } of [frozen, visible]) expect(await list(client)).toEqual([...inLog()].reverse());
    await until(() => stage.server.sockets.size === 1);
    await visible.close();
    await frozen.close();
    const fromDisk = await resume();
    expect(fromDisk.client.conversations.peek({ user: 'bobby' })).toMatchObject({
      draft: 'written after the sleep',
      extras: { orderId: 'by the new leader' },
      unreadCount: 0,
    });
  });

  it('[B4] do so on a page without TLS, too', async () => {
    stage.hasTls = false;
    const first = await login();
    const second = await resume();
    const third = await resume();
    expect(await third.client.send({ user: 'bobby' }, 'through the first')).toMatchObject({ status: 'sent' });
    expect(stage.server.sockets.size).toBe(1);
    await first.close();
    expect(await third.client.send({ user: 'bobby' }, 'through another')).toMatchObject({ status: 'sent' });
    await until(async () => (await list(second.client)).length === 2);
    expect([stage.server.sockets.size, stage.server.count('login')]).toEqual([1, 2]);
  });

  it('[B4] a tab that logs in leads, and the others follow it', async () => {
    const first = await login();
    const second = await login();
    await until(() => stage.server.sockets.size === 1);
    const heard = [first, second].map(({ client }) => listen(client));
    expect(await first.client.send({ user: 'bobby' }, 'still here')).toMatchObject({ status: 'sent' });
    await until(() => heard.every((one) => one.length === 1));
    expect(first.client.status.get()).toBe('online');
    expect(stage.server.sockets.size).toBe(1);
  });

  it('[B4] a logout in one tab ends the session in all', async () => {
    stage.server.say(log, 'bobby', 'hello');
    const leader = await login();
    const follower = await resume();
    await follower.client.logout({ wipe: true });
    await until(() => leader.client.status.get() === 'idle' && leader.client.me.get() === undefined);
    expect(follower.client.me.get()).toBeUndefined();
    expect([await leader.client.resume(), await follower.client.resume()]).toEqual([undefined, undefined]);
    expect(stage.server.count('logout')).toBe(1);
    const again = await login();
    expect(again.client.conversations.get().map(({ title }) => title)).toEqual(['bobby']);
  });

  const isOut = ({ client }: { client: Client }) => client.status.get() === 'idle' && client.me.get() === undefined;

  it('[B4] a logout ends the session in a tab, too, that has the lead before it hears of it', async () => {
    const leader = await login();
    const follower = await resume();
    follower.deafen();
    await leader.client.logout();
    const held = async () =>
      (await navigator.locks.query()).held?.find(({ name }) => name?.includes(stage.place))?.name;
    await until(held);
    const ear = new BroadcastChannel((await held()) ?? '');
    await new Promise((beats) => ear.addEventListener('message', beats));
    ear.close();
    follower.hearAgain();
    await until(() => isOut(follower));
    expect(await follower.client.resume()).toBeUndefined();
  });

  it('[B4] a logout ends the session in a tab, too, that has heard of no leader yet', async () => {
    const leader = await login();
    leader.deafen();
    const late = stage.tab();
    expect((await late.client.resume())?.username).toBe('alice');
    await leader.client.logout();
    await until(() => isOut(late));
  });

  it('[B4] a tab that is opened again has its own user, a new one the last', async () => {
    const alice = await login();
    const bobby = await login('bobby');
    expect((await stage.tab().client.resume())?.username).toBe('bobby');
    const { memory } = alice;
    await alice.close();
    const reopened = stage.tab();
    for (const [key, value] of memory) reopened.memory.set(key, value);
    expect((await reopened.client.resume())?.username).toBe('alice');
    await bobby.client.logout();
    await reopened.client.synced();
  });
});
