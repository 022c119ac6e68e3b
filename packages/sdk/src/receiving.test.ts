import { describe, expect, it } from 'vitest';
import { memoryStore } from './store/memory-store.js';
import { dyingStore } from './testing/dying-store.js';
import { listen, Stage } from './testing/stage.js';
import { words } from './testing/words.js';

describe('receiving', () => {
  it('[S25 S32] one call per message while online, then the conversation and the count', async () => {
    const stage = new Stage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    const heard = listen(bobby);
    const log = stage.server.single('alice', 'bobby');
    stage.server.say(log, 'alice', 'one');
    stage.server.say(log, 'alice', 'two');
    await stage.pass(10);
    expect(heard.filter((line) => line.startsWith('new'))).toEqual(['new one', 'new two']);
    expect(heard.at(-1)).toBe('unread 2');
    const conversation = bobby.conversations.peek({ user: 'alice' });
    expect(conversation).toMatchObject({ title: 'alice', unreadCount: 2, lastMessage: { status: 'received', seq: 2 } });
    expect(conversation?.lastMessage?.from.displayName).toBe('ALICE');
    expect(stage.errors).toEqual([]);
  });

  it('[S32] group events come as content, count as nothing, and the title follows them', async () => {
    const stage = new Stage('alice', 'bobby', 'carol');
    const log = stage.server.group('7', ['alice', 'bobby']);
    const bobby = await stage.online('bobby');
    const heard = listen(bobby);
    stage.server.event(log, 'alice', 'members_added', ['carol']);
    if (log.group) log.group.name = 'renamed';
    stage.server.event(log, 'alice', 'updated');
    await stage.pass(20);
    expect(heard).toEqual(['new <members_added>', 'new <updated>']);
    const group = bobby.conversations.peek({ group: '7' });
    expect(group).toMatchObject({ title: 'renamed', unreadCount: 0 });
    const [, added] = (await group?.messages.all()) ?? [];
    expect(added?.content).toMatchObject({ event: { kind: 'members_added', members: [{ username: 'carol' }] } });
  });

  it('[S30 (part)] own messages of another device are new, own, and never unread', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    const alice = await stage.online('alice');
    const heard = listen(alice);
    const own: boolean[] = [];
    alice.on('message.new', ({ message }) => own.push(message.isOwn));
    stage.server.say(log, 'alice', 'from my phone');
    await stage.pass(10);
    expect(heard).toEqual(['new from my phone']);
    expect(own).toEqual([true]);
    expect(alice.unreadCount.get()).toBe(0);
  });

  it('[D11 (part)] a gap in what is pushed is fetched first, and what came after it waits', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    stage.server.say(log, 'alice', 'zero');
    const bobby = await stage.online('bobby');
    const heard = listen(bobby);
    const [socket] = stage.server.sockets;
    if (socket) socket.isDeaf = true;
    stage.server.say(log, 'alice', 'one');
    stage.server.say(log, 'alice', 'two');
    if (socket) socket.isDeaf = false;
    stage.server.say(log, 'alice', 'three');
    stage.server.say(log, 'alice', 'four');
    await stage.pass(10);
    expect(heard.filter((line) => line.startsWith('new'))).toEqual(['new one', 'new two', 'new three', 'new four']);
    expect(stage.server.asked.filter(({ t }) => t === 'entries').at(-1)?.frame).toMatchObject({ from: 2, to: 3 });
    expect(bobby.unreadCount.get()).toBe(5);
  });

  it('[D10 (part)] an entry that comes twice is reported and listed once', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    const bobby = await stage.online('bobby');
    const heard = listen(bobby);
    const entry = stage.server.say(log, 'alice', 'once');
    for (const socket of stage.server.sockets) socket.push({ t: 'entry', c: log.c, entry });
    await stage.pass(10);
    expect(heard).toEqual(['new once', 'unread 1']);
    expect(words((await bobby.conversations.peek({ user: 'alice' })?.messages.all()) ?? [])).toEqual(['once']);
  });

  it('[D10] stored and not reported when the process ends, it is reported after the restart, once', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    const kept = memoryStore();
    const dying = dyingStore(kept);
    const bobby = await stage.online('bobby', dying.store);
    const heard = listen(bobby);
    dying.dieAfter((change) => 'put' in change && change.put === 'message');
    stage.server.say(log, 'alice', 'one');
    await stage.pass(10);
    expect(heard).toEqual([]);
    stage.server.cut();

    const again = stage.device(kept);
    const heardAgain = listen(again);
    await stage.until(again.resume());
    await stage.until(again.synced());
    expect(heardAgain.filter((line) => /one/.test(line))).toEqual(['offline messages one']);
    await stage.until(again[Symbol.asyncDispose]());
    const third = stage.device(kept);
    const heardLast = listen(third);
    await stage.until(third.resume());
    await stage.until(third.synced());
    expect(heardLast.filter((line) => /one/.test(line))).toEqual([]);
  });

  it('content of a kind that this version does not know is a placeholder, and an empty place shows nothing', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    const bobby = await stage.online('bobby');
    const heard = listen(bobby);
    const sticker = { type: 'sticker', name: 'wave' } as never;
    stage.server.append(log, 'alice', { id: 'a-message-of-tomorrow', content: sticker });
    stage.server.publish(log, { kind: 'empty' });
    stage.server.publish(log, { kind: 'of tomorrow' });
    stage.server.say(log, 'alice', 'after');
    await stage.pass(10);
    expect(heard.filter((line) => line.startsWith('new'))).toEqual(['new unknown', 'new after']);
    expect(bobby.unreadCount.get()).toBe(2);
    const all = (await bobby.conversations.peek({ user: 'alice' })?.messages.all()) ?? [];
    expect(all.map(({ seq }) => seq)).toEqual([4, 1]);
    expect(all[1]?.content).toEqual({ type: 'unknown', raw: sticker });
  });

  it('[S24] listeners and delegates of one conversation hear of no other', async () => {
    const stage = new Stage('alice', 'bobby', 'carol');
    const bobby = await stage.online('bobby');
    const [withAlice, withCarol] = [stage.server.single('alice', 'bobby'), stage.server.single('carol', 'bobby')];
    const alice = await stage.until(bobby.conversations.open({ user: 'alice' }));
    const heard: string[] = [];
    bobby.on('message.new', ({ message }) => heard.push(`on ${words([message])}`), { conversation: alice });
    bobby.on('message.new', ({ message }) => heard.push(`once ${words([message])}`), {
      conversation: { user: 'carol' },
      once: true,
    });
    const end = bobby.addDelegate(
      {
        onReceiveMessage: (message, error) => heard.push(`delegate ${words([message])} ${error}`),
        onSendMessageResponse: (message, error) => heard.push(`response ${words([message])} ${error}`),
      },
      alice,
    );
    bobby.addDelegate({ onReceiveMessage: (message) => heard.push(`all ${words([message])}`) });
    stage.server.say(withCarol, 'carol', 'c1');
    stage.server.say(withCarol, 'carol', 'c2');
    stage.server.say(withAlice, 'alice', 'a1');
    await stage.pass(10);
    expect(heard).toEqual(['once c1', 'all c1', 'all c2', 'on a1', 'delegate a1 null', 'all a1']);
    heard.length = 0;
    await stage.until(alice.send('mine'));
    expect(heard).toEqual(['response mine null']);
    end();
    end();
    stage.server.say(withAlice, 'alice', 'a2');
    await stage.pass(10);
    expect(heard).toEqual(['response mine null', 'on a2', 'all a2']);
  });

  it('[S24] events can be iterated; a thousand that wait unread end it with BUSY', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    const bobby = await stage.online('bobby');
    const controller = new AbortController();
    const events = bobby.events('message.new', { signal: controller.signal });
    const flood = bobby.events('message.new');
    for (let count = 0; count < 1_001; count++) stage.server.say(log, 'alice', `m${count}`);
    await stage.pass(50);
    const heard: string[] = [];
    await expect(
      (async () => {
        for await (const { message } of flood) heard.push(...words([message]));
      })(),
    ).rejects.toMatchObject({ code: 'BUSY' });
    expect(heard).toHaveLength(1_000);
    controller.abort();
    expect(await events[Symbol.asyncIterator]().next()).toMatchObject({ done: false });
  });

  it('a listener that throws is reported and harms nobody', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    const bobby = await stage.online('bobby');
    bobby.on('message.new', () => {
      throw new Error('mine');
    });
    const heard = listen(bobby);
    stage.server.say(log, 'alice', 'one');
    await stage.pass(10);
    expect(heard).toContain('new one');
    expect(stage.errors).toEqual([new Error('mine')]);
  });
});
