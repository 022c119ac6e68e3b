import { describe, expect, it } from 'vitest';
import { memoryStore } from './store/memory-store.js';
import { listen, Stage } from './testing/stage.js';

describe('what belongs to the user', () => {
  it('[O7] a state that is older than what is here changes nothing; after a reset any counts', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    stage.server.pushPersonal('alice', { muted: true });
    stage.server.pushPersonal('alice', { muted: true, blocked: [{ username: 'bobby', appKey: 'default' }] });
    await stage.pass(10);
    const older = { ...stage.server.personal('alice'), mark: 1, muted: false };
    for (const socket of stage.server.sockets) socket.push({ t: 'personal', personal: older });
    await stage.pass(10);
    expect(alice.users.isAllMuted.get()).toBe(true);
    stage.server.startOver();
    stage.server.cut();
    await stage.pass(5_000);
    await stage.until(alice.synced());
    expect(alice.users.isAllMuted.get()).toBe(false);
    expect(stage.errors).toEqual([]);
  });

  it('[O7 S9] do-not-disturb for everything empties the total and no conversation, and asks again what was refused for now', async () => {
    const stage = new Stage('alice', 'bobby');
    const store = memoryStore();
    const alice = await stage.online('alice', store);
    stage.server.say(stage.server.single('alice', 'bobby'), 'bobby', 'hello', { unreadIncrement: 3 });
    await stage.pass(100);
    const heard = listen(alice);
    let refusals = 2;
    stage.server.intercept = ({ t }) => (t === 'users.mute' && refusals-- > 0 ? 'BUSY' : undefined);
    await stage.until(alice.users.setMuted('all', true));
    expect([alice.unreadCount.get(), alice.conversations.peek({ user: 'bobby' })?.unreadCount]).toEqual([0, 3]);
    await stage.pass(30_000);
    expect(stage.server.personal('alice').muted).toBe(true);
    expect(stage.server.count('users.mute')).toBe(3);
    await stage.until(alice.users.setMuted('all', false));
    expect(heard).toEqual(['unread 0', 'unread 3']);
    await stage.pass(100);

    stage.server.isUp = false;
    stage.server.cut();
    await stage.pass(100);
    await stage.until(alice.users.setMuted('all', true));
    await stage.until(alice[Symbol.asyncDispose]());
    const again = stage.device(store);
    await stage.until(again.resume());
    expect([again.users.isAllMuted.get(), stage.server.personal('alice').muted]).toEqual([true, false]);
    stage.server.isUp = true;
    await stage.pass(10_000);
    expect([again.users.isAllMuted.get(), stage.server.personal('alice').muted]).toEqual([true, true]);
  });

  it('[O7] a profile changed elsewhere is that of this device at once, in its messages too, and after a restart', async () => {
    const stage = new Stage('alice', 'bobby');
    const store = memoryStore();
    const alice = await stage.online('alice', store);
    stage.server.users.set('alice', { username: 'alice', appKey: 'default', nickname: 'Al' });
    stage.server.pushPersonal('alice', {});
    await stage.pass(10);
    expect(alice.me.get()).toMatchObject({ username: 'alice', displayName: 'Al' });
    stage.server.isUp = false;
    stage.server.cut();
    await stage.pass(100);
    const waiting = await stage.until(alice.send({ user: 'bobby' }, 'hello').message);
    expect(waiting.from.displayName).toBe('Al');
    await stage.until(alice[Symbol.asyncDispose]());
    const again = stage.device(store);
    expect(await stage.until(again.resume())).toMatchObject({ displayName: 'Al' });
  });

  it('[O7 S13] a peer who is looked up shows as he is now, and after a restart', async () => {
    const stage = new Stage('alice', 'bobby');
    const store = memoryStore();
    const alice = await stage.online('alice', store);
    stage.server.say(stage.server.single('alice', 'bobby'), 'bobby', 'hello');
    await stage.pass(100);
    const peer = () => alice.conversations.peek({ user: 'bobby' })?.peer;
    stage.server.users.set('bobby', { username: 'bobby', appKey: 'default', signature: 'At sea', avatarMediaId: 'm7' });
    await stage.pass(100);
    expect(peer()).not.toHaveProperty('signature');
    const before = alice.conversations.get();
    await stage.until(alice.users.getMany(['bobby', 'alice']));
    await stage.pass(100);
    expect(peer()).toMatchObject({ signature: 'At sea', avatarMediaId: 'm7' });
    const after = alice.conversations.get();
    expect(after).not.toBe(before);
    await stage.until(alice.users.get('bobby'));
    await stage.pass(100);
    expect(alice.conversations.get()).toBe(after);
    await stage.until(alice[Symbol.asyncDispose]());
    const again = stage.device(store);
    await stage.until(again.resume());
    expect(again.conversations.peek({ user: 'bobby' })?.peer).toMatchObject({ signature: 'At sea' });
  });

  it('[O7] how a peer is called is looked up once where his messages bear another name', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    const log = stage.server.single('alice', 'bobby');
    const before = stage.server.count('users.get');
    // The stage's server signs in capitals.
    stage.server.users.set('bobby', { username: 'bobby', appKey: 'default', nickname: 'Bob' });
    for (const text of ['one', 'two', 'three']) stage.server.say(log, 'bobby', text);
    await stage.pass(100);
    expect(alice.conversations.peek({ user: 'bobby' })?.title).toBe('Bob');
    expect(stage.server.count('users.get')).toBe(before + 1);
  });

  it('[O7] what no server would take is refused here', async () => {
    const stage = new Stage('alice', 'bobby');
    const alice = await stage.online('alice');
    const invalid = { code: 'INVALID' };
    await expect(stage.until(alice.users.setMuted({} as 'all', true))).rejects.toMatchObject(invalid);
    await expect(stage.until(alice.users.setMuted('alice', true))).rejects.toMatchObject(invalid);
    await expect(stage.until(alice.users.block(null as unknown as string))).rejects.toMatchObject(invalid);
    await expect(stage.until(alice.groups.silence('1', 'bobby', 'soon' as unknown as Date))).rejects.toMatchObject(
      invalid,
    );
    expect(alice.conversations.get()).toEqual([]);
  });
});
