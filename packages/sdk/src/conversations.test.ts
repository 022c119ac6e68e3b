import { ImError } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import { memoryStore } from './store/memory-store.js';
import { Stage } from './testing/stage.js';
import { words } from './testing/words.js';

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (ImError.is(error) ? error.code : String(error)),
  );

describe('conversations', () => {
  it('[S1 S2] open gets or creates, once also when calls race, and fails with nothing created', async () => {
    const stage = new Stage('alice', 'bobby');
    stage.server.group('7', ['alice', 'bobby'], 'seven');
    const alice = await stage.online('alice');
    const target = { user: 'bobby' };
    const [one, two] = await stage.until(
      Promise.all([alice.conversations.open(target), alice.conversations.open({ ...target, appKey: 'default' })]),
    );
    expect(one).toBe(two);
    expect(one).toMatchObject({ id: 'single_default_bobby', type: 'single', title: 'bobby', unreadCount: 0 });
    expect(one.avatarId).toBe('bobby_default_single');
    expect(stage.server.count('users.get')).toBe(1);
    expect(await stage.until(alice.conversations.open(target))).toBe(one);
    const group = await stage.until(alice.conversations.open({ group: '7' }));
    expect(group).toMatchObject({ id: 'group_7', type: 'group', title: 'seven', avatarId: '7_group' });
    expect(await code(stage.until(alice.conversations.open({ user: 'nobody' })))).toBe('NOT_FOUND');
    expect(await code(stage.until(alice.conversations.open({ group: '8' })))).toBe('NOT_FOUND');
    expect(await code(alice.conversations.open({ user: 'alice' }))).toBe('INVALID');
    expect(alice.conversations.get()).toHaveLength(2);
    stage.server.isUp = false;
    stage.server.cut();
    await stage.pass(100);
    expect(await code(stage.until(alice.conversations.open({ user: 'carol' })))).toBe('OFFLINE');
    expect(await stage.until(alice.conversations.open(target))).toBe(one);
    expect(alice.conversations.get()).toHaveLength(2);
  });

  it('[S3 S4] peek asks nobody; an empty application key means one’s own', async () => {
    const stage = new Stage('alice', 'bobby');
    stage.server.group('7', ['alice', 'bobby']);
    const alice = await stage.online('alice');
    expect(alice.conversations.peek({ user: 'bobby' })).toBeUndefined();
    const opened = await stage.until(alice.conversations.open({ user: 'bobby' }));
    const asked = stage.server.asked.length;
    expect(alice.conversations.peek({ user: 'bobby' })).toBe(opened);
    expect(alice.conversations.peek({ user: 'bobby', appKey: '' })).toBe(opened);
    expect(alice.conversations.peek({ user: 'bobby', appKey: 'other' })).toBeUndefined();
    expect(alice.conversations.peek({ group: '7' })?.title).toBe('group 7');
    expect(alice.conversations.peek({ group: '8' })).toBeUndefined();
    expect(stage.server.asked.length).toBe(asked);
  });

  it('[S5] the list: pinned first, then by the last message, newest first; the same reference while unchanged', async () => {
    const stage = new Stage('alice', 'bobby', 'carol', 'david');
    const alice = await stage.online('alice');
    const logs = ['bobby', 'carol', 'david'].map((name) => stage.server.single(name, 'alice'));
    const titles = () => alice.conversations.get().map(({ title }) => title);
    for (const [at, log] of logs.entries()) {
      stage.server.say(log, ['bobby', 'carol', 'david'][at] ?? '', 'hello');
      await stage.pass(50);
    }
    expect(titles()).toEqual(['david', 'carol', 'bobby']);
    const [david, carol] = alice.conversations.get();
    let calls = 0;
    const end = alice.conversations.subscribe(() => {
      calls += 1;
    });
    expect(alice.conversations.get()).toBe(alice.conversations.get());
    stage.server.say(logs[0] ?? stage.server.single('a', 'b'), 'bobby', 'again');
    await stage.pass(50);
    expect(titles()).toEqual(['bobby', 'david', 'carol']);
    expect(calls).toBe(1);
    expect([alice.conversations.get()[1], alice.conversations.get()[2]]).toEqual([david, carol]);
    expect(alice.conversations.get()[1]).toBe(david);
    await stage.until(carol?.setPinned(true) ?? Promise.reject());
    expect(titles()).toEqual(['carol', 'bobby', 'david']);
    expect(alice.conversations.get()[0]).not.toBe(carol);
    expect(alice.conversations.get()[0]?.id).toBe(carol?.id);
    end();
  });

  it('[S6 S7 S8] remove: here only, true where there was one; nothing old comes back, the next message makes it anew', async () => {
    const stage = new Stage('alice', 'bobby');
    const single = stage.server.single('alice', 'bobby');
    const group = stage.server.group('7', ['alice', 'bobby']);
    for (const text of ['one', 'two']) stage.server.say(single, 'alice', text);
    stage.server.say(group, 'alice', 'three');
    const store = memoryStore();
    const bobby = await stage.online('bobby', store);
    const other = await stage.online('bobby');
    for (const target of [{ user: 'alice' }, { group: '7' }]) {
      const before = bobby.conversations.peek(target);
      expect(await stage.until(bobby.conversations.remove(target))).toBe(true);
      expect(await stage.until(bobby.conversations.remove(target))).toBe(false);
      expect(bobby.conversations.peek(target)).toBeUndefined();
      expect(await before?.messages.all()).toEqual([]);
    }
    expect(await stage.until(bobby.conversations.remove({ user: 'nobody' }))).toBe(false);
    expect(bobby.conversations.get()).toEqual([]);
    expect(bobby.unreadCount.get()).toBe(0);
    await stage.pass(2_000);
    // Reported as read first: the other device keeps its copy and counts nothing.
    expect(single.members.get('bobby')?.read).toBe(2);
    expect(other.unreadCount.get()).toBe(0);
    expect(words((await other.conversations.peek({ user: 'alice' })?.messages.all()) ?? [])).toEqual(['two', 'one']);

    await stage.until(bobby[Symbol.asyncDispose]());
    const again = stage.device(store);
    await stage.until(again.resume());
    await stage.until(again.synced());
    expect(again.conversations.get()).toEqual([]);
    stage.server.say(single, 'alice', 'new');
    await stage.pass(100);
    const anew = again.conversations.peek({ user: 'alice' });
    expect(anew).toMatchObject({ unreadCount: 1 });
    expect(words((await stage.until(anew?.messages.page({ limit: 10 }) ?? Promise.reject())).items)).toEqual(['new']);
    expect(stage.server.asked.filter(({ t, by }) => t === 'groups.get' && by === 'bobby')).toEqual([]);
  });

  it('[S6] removed while offline: messages that wait are cancelled, and what came meanwhile counts', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    stage.server.say(log, 'alice', 'one');
    const bobby = await stage.online('bobby');
    stage.server.isUp = false;
    stage.server.cut();
    const waiting = bobby.send({ user: 'alice' }, 'waiting');
    await stage.until(waiting.message);
    expect(await stage.until(bobby.conversations.remove({ user: 'alice' }))).toBe(true);
    expect(await code(stage.until(waiting))).toBe('CANCELLED');
    stage.server.say(log, 'alice', 'two');
    stage.server.isUp = true;
    await stage.until(bobby.synced());
    await stage.pass(100);
    const anew = bobby.conversations.peek({ user: 'alice' });
    expect(words((await anew?.messages.all()) ?? [])).toEqual(['two']);
    expect(anew?.unreadCount).toBe(1);
    expect(log.members.get('bobby')?.read).toBe(1);
  });

  it('[S9 S10 S11] unread counts increments, without do-not-disturb in the total, and reading clears it', async () => {
    const stage = new Stage('alice', 'bobby', 'carol');
    const bobby = await stage.online('bobby');
    const [withAlice, withCarol] = [stage.server.single('alice', 'bobby'), stage.server.single('carol', 'bobby')];
    stage.server.say(withAlice, 'alice', 'one', { unreadIncrement: 3 });
    stage.server.say(withAlice, 'alice', 'quiet', { unreadIncrement: 0 });
    stage.server.say(withAlice, 'alice', 'not kept', { saveOffline: false });
    stage.server.say(withAlice, 'bobby', 'mine');
    stage.server.say(withCarol, 'carol', 'two');
    await stage.pass(100);
    const alice = bobby.conversations.peek({ user: 'alice' });
    expect([alice?.unreadCount, bobby.unreadCount.get()]).toEqual([3, 4]);
    await stage.until(alice?.setMuted(true) ?? Promise.reject());
    expect(bobby.unreadCount.get()).toBe(1);
    await stage.until(alice?.setMuted(false) ?? Promise.reject());
    await stage.until(alice?.clearUnread() ?? Promise.reject());
    expect(bobby.conversations.peek({ user: 'alice' })?.unreadCount).toBe(0);
    expect(bobby.unreadCount.get()).toBe(1);
    await stage.pass(100);
    expect(withAlice.members.get('bobby')?.read).toBe(4);
  });

  it('do-not-disturb and pins reach the other devices, also when they were set offline', async () => {
    const stage = new Stage('alice', 'bobby');
    const log = stage.server.single('alice', 'bobby');
    stage.server.say(log, 'alice', 'one');
    const [here, there] = [await stage.online('bobby'), await stage.online('bobby')];
    stage.server.isUp = false;
    stage.server.cut();
    const conversation = here.conversations.peek({ user: 'alice' });
    await stage.until(conversation?.setPinned(true) ?? Promise.reject());
    await stage.until(conversation?.setMuted(true) ?? Promise.reject());
    expect(here.conversations.peek({ user: 'alice' })).toMatchObject({ pinned: true, muted: true });
    stage.server.isUp = true;
    await stage.until(Promise.all([here.synced(), there.synced()]));
    await stage.pass(100);
    for (const device of [here, there])
      expect(device.conversations.peek({ user: 'alice' })).toMatchObject({ pinned: true, muted: true });
    await stage.until(there.conversations.peek({ user: 'alice' })?.setMuted(false) ?? Promise.reject());
    await stage.pass(100);
    expect(here.conversations.peek({ user: 'alice' })).toMatchObject({ pinned: true, muted: false });
    expect(stage.server.count('settings')).toBe(2);
  });

  it('drafts and extras stay on the device and survive a restart', async () => {
    const stage = new Stage('alice', 'bobby');
    const store = memoryStore();
    const alice = await stage.online('alice', store);
    const conversation = await stage.until(alice.conversations.open({ user: 'bobby' }));
    await stage.until(conversation.setDraft('half'));
    await stage.until(conversation.setExtras({ colour: 'red' } as never));
    await stage.until(alice[Symbol.asyncDispose]());
    const again = stage.device(store);
    await stage.until(again.resume());
    expect(again.conversations.peek({ user: 'bobby' })).toMatchObject({ draft: 'half', extras: { colour: 'red' } });
    await stage.until(again.conversations.peek({ user: 'bobby' })?.setDraft('') ?? Promise.reject());
    expect(again.conversations.peek({ user: 'bobby' })?.draft).toBeUndefined();
  });

  it('users are looked up, a hundred at a time, and known ones also offline', async () => {
    const names = Array.from({ length: 150 }, (_, at) => `user${at}`);
    const stage = new Stage('alice', ...names);
    const alice = await stage.online('alice');
    const users = await stage.until(alice.users.getMany([...names, 'nobody']));
    expect(users.map(({ username }) => username)).toEqual(names);
    expect(stage.server.count('users.get')).toBe(2);
    expect(await code(stage.until(alice.users.get('nobody')))).toBe('NOT_FOUND');
    stage.server.isUp = false;
    stage.server.cut();
    await stage.pass(100);
    expect(await stage.until(alice.users.get('user7'))).toMatchObject({ displayName: 'user7' });
    expect(await code(stage.until(alice.users.get('user999')))).toBe('OFFLINE');
  });
});
