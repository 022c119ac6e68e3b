import { describe, expect, it } from 'vitest';
import { memoryStore } from './store/memory-store.js';
import { dyingStore } from './testing/dying-store.js';
import { listen, Stage } from './testing/stage.js';
import { words } from './testing/words.js';

const alices = { user: 'alice' };
const about = (heard: readonly string[]) => heard.filter((line) => /^(new|offline|roaming)/.test(line));

/** Away for a while: what `meanwhile` does, the device sees when it is back. */
async function away(stage: Stage, meanwhile: () => void): Promise<void> {
  stage.server.isUp = false;
  stage.server.cut();
  meanwhile();
  stage.server.isUp = true;
  await stage.pass(6_000);
}

describe('catching up', () => {
  it('[S30 S31 S33 D12] one call per conversation for messages, one for events, before anything new', async () => {
    const stage = new Stage('alice', 'bobby', 'carol');
    const bobby = await stage.online('bobby');
    const log = stage.server.single('alice', 'bobby');
    const group = stage.server.group('7', ['carol', 'bobby']);
    stage.server.event(group, 'carol', 'created');
    await stage.pass(2_000);
    const heard = listen(bobby);
    await away(stage, () => {
      stage.server.say(log, 'alice', 'one');
      stage.server.say(log, 'alice', 'two');
      stage.server.say(group, 'carol', 'three');
      stage.server.event(group, 'carol', 'updated');
      stage.server.say(group, 'carol', 'four');
      // Said between login and catch-up: it waits.
      stage.server.intercept = ({ t }) => {
        if (t !== 'sync') return undefined;
        stage.server.intercept = () => undefined;
        stage.clock.after(3, () => stage.server.say(log, 'alice', 'live'));
        return undefined;
      };
    });
    expect(about(heard).slice(0, 3).sort()).toEqual([
      'offline events <updated>',
      'offline messages one,two',
      'offline messages three,four',
    ]);
    expect(heard.indexOf('offline messages three,four')).toBeLessThan(heard.indexOf('offline events <updated>'));
    expect(about(heard).slice(3)).toEqual(['new live']);
    expect(heard.indexOf('unread 4')).toBeLessThan(heard.indexOf('new live'));
    expect(bobby.unreadCount.get()).toBe(5);
    expect(heard.at(-1)).toBe('unread 5');
  });

  it('[S34 S30 (part)] what another device received is roaming, and so are own messages; the rest is offline', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    for (const text of ['one', 'two']) stage.server.say(log, 'alice', text);
    stage.server.say(log, 'bobby', 'mine');
    const member = log.members.get('bobby');
    if (member) member.delivered = 1;
    const bobby = stage.device();
    const heard = listen(bobby);
    await stage.login(bobby, 'bobby');
    expect(about(heard)).toEqual(['offline messages two', 'roaming alice']);
    expect(words(await messages(bobby).all())).toEqual(['mine', 'two', 'one']);
    expect(bobby.unreadCount.get()).toBe(2);
  });

  it('[S30 (part)] with roaming off a device gets offline and online messages only', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    for (const text of ['one', 'two']) stage.server.say(log, 'alice', text);
    const member = log.members.get('bobby');
    if (member) member.delivered = 1;
    const bobby = stage.device(memoryStore(), { roaming: false });
    const heard = listen(bobby);
    await stage.login(bobby, 'bobby');
    expect(about(heard)).toEqual(['offline messages two']);
    expect(words(await messages(bobby).all())).toEqual(['two']);
    // It is a hole, and can be filled.
    const page = await stage.until(messages(bobby).page({ limit: 10 }));
    expect(words(page.items)).toEqual(['two', 'one']);
    expect(page.hasMore).toBe(false);
  });

  it('[S33 (part)] of 10,500 the newest 10,000 come at once, and the rest when somebody reads back', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    for (let count = 1; count <= 10_500; count++) stage.server.say(log, 'alice', `m${count}`);
    const bobby = stage.device();
    let call: { count: number; skipped: number; first: string | undefined } | undefined;
    bobby.on('sync.offline', ({ messages: all, skipped }) => {
      call = { count: all.length, skipped, first: words(all.slice(0, 1))[0] };
    });
    await stage.login(bobby, 'bobby');
    expect(call).toEqual({ count: 10_000, skipped: 500, first: 'm501' });
    expect(bobby.unreadCount.get()).toBe(10_500);
    expect(stage.server.count('entries')).toBe(20);
    expect(await messages(bobby).all()).toHaveLength(10_000);
    const page = await stage.until(messages(bobby).page({ offset: 9_990, limit: 20 }));
    expect(words(page.items).at(10)).toBe('m500');
    expect(page.hasMore).toBe(true);
  });

  it('[D12 D10 (part)] a connection that breaks in the middle leaves its part to the next, each message once', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    for (let count = 1; count <= 1_200; count++) stage.server.say(log, 'alice', `m${count}`);
    let asked = 0;
    stage.server.intercept = ({ t }, socket) => {
      if (t === 'entries' && ++asked === 2) socket.cut();
      return undefined;
    };
    const bobby = stage.device();
    const told: string[] = [];
    bobby.on('sync.offline', ({ messages: all }) => told.push(...words(all)));
    await stage.login(bobby, 'bobby');
    expect(stage.server.count('login')).toBe(2);
    expect(told).toHaveLength(1_200);
    expect(new Set(told).size).toBe(1_200);
    // The piece that was stored already is not fetched again.
    expect(asked).toBe(4);
  });

  it('[D11 (part)] the cursor moves with what it covers: a process that ends before finds everything after', async () => {
    const stage = new Stage('alice', 'bobby');
    const kept = memoryStore();
    const first = await stage.online('bobby', kept);
    await stage.until(first[Symbol.asyncDispose]());
    const log = stage.server.single('alice', 'bobby');
    for (const text of ['one', 'two']) stage.server.say(log, 'alice', text);
    const dying = dyingStore(kept);
    const second = stage.device(dying.store);
    dying.dieAfter((change) => 'put' in change && change.put === 'conversation');
    await stage.until(second.resume());
    await stage.pass(100);
    stage.server.cut();
    const third = stage.device(kept);
    const heard = listen(third);
    await stage.until(third.resume());
    await stage.until(third.synced());
    expect(about(heard)).toEqual(['offline messages one,two']);
  });

  it('asks with the cursor of the last report, and nothing comes twice', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    const bobby = await stage.online('bobby');
    stage.server.say(log, 'alice', 'one');
    await stage.pass(2_000);
    const heard = listen(bobby);
    await away(stage, () => {});
    const cursors = stage.server.asked
      .filter(({ t }) => t === 'sync')
      .map(({ frame }) => (frame as { cursor?: string }).cursor);
    expect(cursors.at(0)).toBeUndefined();
    expect(cursors.at(-1)).toBe('1:2');
    expect(stage.server.count('entries')).toBe(0);
    expect(about(heard)).toEqual([]);
  });

  it('[D13 D14 S11] reading here and elsewhere agree, also when it was done offline', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    stage.server.say(log, 'alice', 'one');
    stage.server.say(log, 'alice', 'two', { unreadIncrement: 5 });
    stage.server.say(log, 'bobby', 'mine');
    const [phone, desk] = [await stage.online('bobby'), await stage.online('bobby')];
    const heard = listen(desk);
    expect([phone.unreadCount.get(), desk.unreadCount.get()]).toEqual([6, 6]);
    await stage.until(phone.conversations.peek(alices)?.clearUnread() ?? Promise.reject());
    await stage.pass(100);
    expect([phone.unreadCount.get(), desk.unreadCount.get()]).toEqual([0, 0]);
    expect(heard).toContain('unread 0');
    stage.server.say(log, 'alice', 'three');
    await stage.pass(100);
    expect([phone.unreadCount.get(), desk.unreadCount.get()]).toEqual([1, 1]);

    stage.server.isUp = false;
    stage.server.cut();
    await stage.until(desk.conversations.peek(alices)?.clearUnread() ?? Promise.reject());
    expect(desk.unreadCount.get()).toBe(0);
    stage.server.say(log, 'alice', 'four');
    stage.server.isUp = true;
    await stage.pass(10_000);
    expect(log.members.get('bobby')?.read).toBe(4);
    expect([phone.unreadCount.get(), desk.unreadCount.get()]).toEqual([1, 1]);
  });

  it('reports what was delivered at most once a second, all conversations in one frame', async () => {
    const stage = new Stage('alice', 'bobby', 'carol');
    const logs = [stage.server.single('alice', 'bobby'), stage.server.single('carol', 'bobby')];
    const bobby = await stage.online('bobby');
    const reports = () => stage.server.asked.filter(({ t }) => t === 'delivered');
    expect(reports()).toHaveLength(0);
    for (let tick = 0; tick < 30; tick++) {
      for (const log of logs) stage.server.say(log, 'alice', `m${tick}`);
      await stage.pass(100);
    }
    await stage.until(bobby.synced());
    expect(reports().length).toBeLessThanOrEqual(5);
    expect(logs.map((log) => log.members.get('bobby')?.delivered)).toEqual([30, 30]);
    stage.server.say(logs[0] ?? stage.server.single('alice', 'bobby'), 'alice', 'last');
    await stage.pass(5);
    await stage.until(bobby.logout());
    expect(logs[0]?.members.get('bobby')?.delivered).toBe(31);
  });

  it('[D23] another history: the copy of the logs goes; outbox, drafts and removals stay', async () => {
    const stage = new Stage('alice', 'bobby', 'carol', 'david');
    const bobby = await stage.online('bobby');
    const withAlice = stage.server.single('alice', 'bobby');
    const withCarol = stage.server.single('carol', 'bobby');
    const withDavid = stage.server.single('david', 'bobby');
    for (const text of ['one', 'two', 'lost']) stage.server.say(withAlice, 'alice', text);
    for (const text of ['gone', 'gone too']) stage.server.say(withCarol, 'carol', text);
    stage.server.say(withDavid, 'david', 'never restored');
    await stage.pass(2_000);
    await stage.until(bobby.conversations.remove({ user: 'carol' }));
    const conversation = bobby.conversations.peek(alices);
    await stage.until(conversation?.setDraft('half a thought') ?? Promise.reject());
    const draft = await stage.until(conversation?.createMessage('a draft') ?? Promise.reject());
    await stage.pass(2_000);

    stage.server.isUp = false;
    stage.server.cut();
    await stage.pass(100);
    const waiting = bobby.send(alices, 'waiting');
    await stage.until(waiting.message);
    // The backup is older than the last message; other things were said since.
    stage.server.epoch = 2;
    stage.server.logs.splice(stage.server.logs.indexOf(withDavid), 1);
    withAlice.entries.splice(2);
    stage.server.say(withAlice, 'alice', 'instead');
    const renamed = Object.assign(withAlice, { c: 501 });
    stage.server.isUp = true;
    const sent = await stage.until(waiting);
    await stage.until(bobby.synced());

    expect(sent).toMatchObject({ seq: 4 });
    expect(renamed.entries).toHaveLength(4);
    const after = bobby.conversations.peek(alices);
    expect(after?.draft).toBe('half a thought');
    expect(words((await after?.messages.all()) ?? [])).toEqual(['waiting', 'a draft', 'instead', 'two', 'one']);
    expect(await after?.messages.byId(draft.id)).toMatchObject({ status: 'draft' });
    expect(bobby.conversations.get().map(({ title }) => title)).toEqual(['alice']);
    stage.server.say(withCarol, 'carol', 'new');
    await stage.pass(100);
    expect(words((await bobby.conversations.peek({ user: 'carol' })?.messages.all()) ?? [])).toEqual(['new']);
    expect(stage.errors).toEqual([]);
  });
});

describe('after another history', () => {
  it('[D23] a removal hides nothing that was said after the restore, at whatever place it stands', async () => {
    const stage = new Stage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    const log = stage.server.single('alice', 'bobby');
    for (const text of ['one', 'two', 'lost', 'lost', 'lost']) stage.server.say(log, 'alice', text);
    await stage.pass(2_000);
    await stage.until(bobby.conversations.remove(alices));
    await stage.pass(2_000);
    const heard = listen(bobby);
    await away(stage, () => {
      stage.server.epoch = 2;
      log.entries.splice(2);
      Object.assign(log, { c: 501, inherited: 2 });
      Object.assign(log.members.get('bobby') ?? {}, { read: 2, delivered: 2 });
      for (const text of ['never shown', 'nor this']) stage.server.say(log, 'alice', text);
    });
    await stage.until(bobby.synced());
    expect(about(heard)).toEqual(['offline messages never shown,nor this']);
    const messages = await bobby.conversations.peek(alices)?.messages.all();
    expect(words(messages ?? [])).toEqual(['nor this', 'never shown']);
    expect(bobby.conversations.get()).toHaveLength(1);
  });

  it('[D23] a removal hides nothing of a log that the new history has yet to make', async () => {
    const stage = new Stage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    const log = stage.server.single('alice', 'bobby');
    for (const text of ['one', 'two']) stage.server.say(log, 'alice', text);
    await stage.pass(2_000);
    await stage.until(bobby.conversations.remove(alices));
    await stage.pass(2_000);
    stage.server.isUp = false;
    stage.server.cut();
    stage.server.epoch = 2;
    stage.server.logs.splice(0);
    bobby.send(alices, 'mine').catch(() => {});
    await stage.pass(10);
    // While others are caught up, Bobby's message is acknowledged before he is told of the conversation.
    stage.server.say(stage.server.group('7', ['alice', 'bobby']), 'alice', 'elsewhere');
    stage.server.intercept = ({ t }) => {
      if (t === 'send') stage.server.say(stage.server.single('alice', 'bobby'), 'alice', 'never shown');
      return t === 'entries' ? 'mute' : undefined;
    };
    stage.server.isUp = true;
    await stage.pass(6_000);
    stage.server.intercept = () => undefined;
    stage.server.cut();
    await stage.until(bobby.synced());
    expect(words((await bobby.conversations.peek(alices)?.messages.all()) ?? [])).toEqual(['mine', 'never shown']);
  });

  it('[D23 (part)] what waits and then fails stands where the new history puts it', async () => {
    const stage = new Stage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    const log = stage.server.single('alice', 'bobby');
    for (const text of ['one', 'lost', 'lost too']) stage.server.say(log, 'alice', text);
    await stage.pass(2_000);
    stage.server.isUp = false;
    stage.server.cut();
    const waiting = bobby.send(alices, 'waiting');
    await stage.until(waiting.message);
    stage.server.epoch = 2;
    log.entries.splice(1);
    Object.assign(log, { c: 501 });
    stage.server.intercept = ({ t }) => (t === 'send' ? 'BLOCKED' : undefined);
    stage.server.isUp = true;
    await expect(stage.until(waiting)).rejects.toMatchObject({ code: 'BLOCKED' });
    stage.server.say(log, 'alice', 'two');
    await stage.pass(100);
    expect(words(await messages(bobby).all())).toEqual(['two', 'waiting', 'one']);
  });
});

describe('the connection', () => {
  it('[P81] one for which the server has no room waits as long as it is told', async () => {
    const stage = new Stage('bobby');
    const bobby = await stage.online('bobby');
    for (const socket of stage.server.sockets) {
      socket.push({ t: 'error', code: 'RATE_LIMITED', message: 'Later.', retryAfterMs: 20_000 });
      stage.clock.after(1, () => socket.cut(4009));
    }
    await stage.pass(19_000);
    expect([bobby.status.get(), stage.server.sockets.size]).toEqual(['offline', 0]);
    await stage.pass(2_000);
    expect(bobby.status.get()).toBe('online');
  });

  it('[O1] notices a dead network within two heartbeats, reconnects by itself and loses nothing', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    const bobby = await stage.online('bobby');
    const heard = listen(bobby);
    for (const socket of stage.server.sockets) socket.isDeaf = true;
    stage.server.say(log, 'alice', 'into the void');
    await stage.pass(46_000);
    expect(about(heard)).toEqual(['offline messages into the void']);
    expect(heard.filter((line) => line.startsWith('status'))).toEqual([
      'status offline',
      'status connecting',
      'status syncing',
      'status online',
    ]);
    expect(stage.server.count('ping')).toBeGreaterThanOrEqual(1);
  });

  it('[D20 (part)] is back within 10 s of the last fault, and at once when the network says so', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    const bobby = await stage.online('bobby');
    for (let round = 0; round < 5; round++) {
      stage.server.isUp = false;
      stage.server.cut();
      await stage.pass(60_000);
      stage.server.say(log, 'alice', `m${round}`);
      stage.server.isUp = true;
      await stage.until(bobby.synced(), 10_000);
      expect(bobby.unreadCount.get()).toBe(round + 1);
    }
    stage.isHidden = true;
    stage.server.isUp = false;
    stage.server.cut();
    await stage.pass(200_000);
    stage.server.isUp = true;
    stage.comeBack();
    await stage.until(bobby.synced(), 50);
  });

  it('[D20 (part)] an address that swallows everything is given up', async () => {
    const stage = new Stage('alice', 'bobby');
    const bobby = await stage.online('bobby');
    stage.server.swallowing = true;
    stage.server.cut();
    await stage.pass(30_000);
    stage.server.swallowing = false;
    await stage.until(bobby.synced(), 10_000);
  });
});

function messages(client: Awaited<ReturnType<Stage['online']>>) {
  const conversation = client.conversations.peek(alices);
  if (!conversation) throw new Error('there is no conversation');
  return conversation.messages;
}
