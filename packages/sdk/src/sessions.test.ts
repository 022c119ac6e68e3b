import { ImError } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import { memoryStore } from './store/memory-store.js';
import { FaultyStore } from './testing/faulty-store.js';
import { listen, Stage } from './testing/stage.js';

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (ImError.is(error) ? error.code : String(error)),
  );
const alice = { username: 'alice', password: 'secret' };

describe('a session', () => {
  it('making a client opens nothing', async () => {
    const stage = new Stage('alice');
    const client = stage.device();
    await stage.pass(1_000);
    expect(stage.server.sockets.size).toBe(0);
    expect([client.status.get(), client.me.get(), client.unreadCount.get()]).toEqual(['idle', undefined, 0]);
    expect(client.conversations.get()).toEqual([]);
    expect(client.conversations.peek({ user: 'bobby' })).toBeUndefined();
    expect(await code(client.synced())).toBe('NOT_LOGGED_IN');
    expect(await code(client.users.get('bobby'))).toBe('NOT_LOGGED_IN');
    await client.logout();
    await client[Symbol.asyncDispose]();
    expect(() => stage.device(memoryStore(), { url: 'ftp://server' })).toThrow(ImError);
  });

  it('registers, and logs in with what it registered', async () => {
    const stage = new Stage('alice');
    const client = stage.device();
    const person = { username: 'bobby', password: 'secret', nickname: 'Bob' };
    await stage.until(client.register(person));
    expect(stage.server.asked[0]?.frame).toMatchObject({ username: 'bobby', profile: { nickname: 'Bob' } });
    expect(await code(stage.until(client.register(person)))).toBe('USER_EXISTS');
    const user = await stage.until(client.login(person));
    expect(user).toMatchObject({ username: 'bobby', appKey: 'default', displayName: 'bobby' });
    expect(client.me.get()).toEqual(user);
    stage.server.isUp = false;
    expect(await code(stage.until(stage.device().register(person)))).toBe('OFFLINE');
  });

  it('[O1 (part)] tells each status on the way', async () => {
    const stage = new Stage('alice');
    const client = stage.device();
    const seen: string[] = [];
    client.status.subscribe(() => seen.push(client.status.get()));
    await stage.until(client.login(alice));
    await stage.until(client.synced());
    expect(seen).toEqual(['connecting', 'syncing', 'online']);
  });

  it('refuses a wrong password and an absent network, and is idle as before', async () => {
    const stage = new Stage('alice');
    const client = stage.device();
    expect(await code(stage.until(client.login({ ...alice, password: 'wrong' })))).toBe('UNAUTHENTICATED');
    stage.server.isUp = false;
    expect(await code(stage.until(client.login(alice)))).toBe('OFFLINE');
    expect([client.status.get(), client.me.get()]).toEqual(['idle', undefined]);
    expect(await stage.until(client.resume())).toBeUndefined();
    await stage.pass(60_000);
    expect(client.status.get()).toBe('idle');
  });

  it('[O1 (part)] resumes from the store, also with no network; the password is nowhere in it', async () => {
    const stage = new Stage('alice', 'bobby');
    const store = memoryStore();
    const first = await stage.online('alice', store);
    await stage.until(first.send({ user: 'bobby' }, 'hello'));
    await stage.until(first[Symbol.asyncDispose]());
    stage.server.isUp = false;
    const second = stage.device(store);
    expect(await stage.until(second.resume())).toMatchObject({ username: 'alice' });
    expect(second.conversations.get()).toHaveLength(1);
    await stage.pass(1_000);
    expect(['offline', 'connecting']).toContain(second.status.get());
    stage.server.isUp = true;
    await stage.until(second.synced());
    const logins = stage.server.asked.filter(({ t }) => t === 'login');
    expect(logins.at(-1)?.frame).toMatchObject({ credentials: { kind: 'session', token: 'token-alice' } });
    expect(await stage.until(second.resume())).toMatchObject({ username: 'alice' });
    expect(stage.server.count('login')).toBe(2);
  });

  it('logged in as somebody else is INVALID until the logout; then each finds only his own', async () => {
    const stage = new Stage('alice', 'bobby');
    const store = memoryStore();
    const client = await stage.online('alice', store);
    await stage.until(client.send({ user: 'bobby' }, 'hello'));
    expect(await code(stage.until(client.login({ ...alice, username: 'bobby' })))).toBe('INVALID');
    expect(client.me.get()?.username).toBe('alice');
    await stage.until(client.synced());
    await stage.until(client.logout());
    expect(stage.server.count('logout')).toBe(1);
    expect([client.status.get(), client.me.get(), client.conversations.get()]).toEqual(['idle', undefined, []]);
    expect(await stage.until(client.resume())).toBeUndefined();
    await stage.login(client, 'bobby');
    expect(client.me.get()?.username).toBe('bobby');
    await stage.until(client.logout({ wipe: true }));
    await stage.login(client, 'alice');
    expect(client.conversations.get()).toHaveLength(1);
    expect(stage.server.asked.filter(({ t }) => t === 'sync').at(-1)?.frame).toHaveProperty('cursor');
    await stage.until(client.logout({ wipe: true }));
    await stage.login(client, 'alice');
    expect(stage.server.asked.filter(({ t }) => t === 'sync').at(-1)?.frame).not.toHaveProperty('cursor');
  });

  it('a wipe that is asked for while another logout is under way, or after it, wipes', async () => {
    const stage = new Stage('alice', 'bobby');
    const client = await stage.online('alice');
    for (const leave of [
      () => Promise.all([client.logout(), client.logout({ wipe: true })]),
      () => client.logout().then(() => client.logout({ wipe: true })),
    ]) {
      await stage.until(client.send({ user: 'bobby' }, 'hello'));
      await stage.until(client.synced());
      await stage.until(leave().then(() => undefined));
      await stage.login(client, 'alice');
      expect(stage.server.asked.filter(({ t }) => t === 'sync').at(-1)?.frame).not.toHaveProperty('cursor');
    }
  });

  it('logging in again as the same user goes on with a new session', async () => {
    const stage = new Stage('alice', 'bobby');
    const client = await stage.online('alice');
    const heard = listen(client);
    await stage.login(client, 'alice');
    expect(stage.server.sockets.size).toBe(1);
    expect(heard.filter((line) => line.startsWith('ended'))).toEqual([]);
    await stage.until(client.send({ user: 'bobby' }, 'hello'));
    expect(await code(stage.until(client.login({ ...alice, password: 'wrong' })))).toBe('UNAUTHENTICATED');
    await stage.until(client.synced());
    expect(client.status.get()).toBe('online');
  });

  it('a logout ends what waits: synced is CANCELLED, and what is being sent fails for its caller', async () => {
    const stage = new Stage('alice', 'bobby');
    const client = await stage.online('alice');
    stage.server.isUp = false;
    stage.server.cut();
    const waiting = [code(client.synced()), code(client.send({ user: 'bobby' }, 'x'))];
    await stage.pass(10);
    await stage.until(client.logout());
    expect(await Promise.all(waiting)).toEqual(['CANCELLED', 'CANCELLED']);
    await stage.pass(60_000);
    expect(stage.server.sockets.size).toBe(0);
  });

  it('[O5] a session that another device ended is kicked with its reason, and does not come back by itself', async () => {
    const stage = new Stage('alice');
    const store = memoryStore();
    const client = await stage.online('alice', store);
    const heard = listen(client);
    for (const socket of stage.server.sockets) {
      socket.push({ t: 'ended', reason: 'other_device' });
      stage.clock.after(2, () => socket.cut(4002));
    }
    await stage.pass(60_000);
    expect(heard).toEqual(['ended other_device', 'status kicked']);
    expect(stage.server.count('login')).toBe(1);
    expect(await stage.until(stage.device(store).resume())).toBeUndefined();
    await stage.login(client, 'alice');
    expect(client.status.get()).toBe('online');
  });

  it('a session that ended while it was away says so when it comes back', async () => {
    const stage = new Stage('alice');
    const client = await stage.online('alice');
    const heard = listen(client);
    stage.server.intercept = ({ t }) =>
      t === 'login' ? { code: 'UNAUTHENTICATED', ended: 'password_changed' } : undefined;
    stage.server.cut();
    await stage.pass(10_000);
    expect(heard).toContain('ended password_changed');
    expect(client.status.get()).toBe('kicked');
  });

  it('an expired session expires, or asks for a new token where it was given as a function', async () => {
    const stage = new Stage('alice');
    const expiring = () => {
      let isFirst = true;
      stage.server.intercept = (frame) => {
        if (frame.t !== 'login' || frame.credentials.kind !== 'session' || !isFirst) return undefined;
        isFirst = false;
        return 'TOKEN_EXPIRED';
      };
      stage.server.cut();
    };
    const client = await stage.online('alice');
    const heard = listen(client);
    expiring();
    await stage.pass(10_000);
    expect(heard).toContain('ended token_expired');
    expect(client.status.get()).toBe('expired');

    const other = stage.device();
    let asked = 0;
    const token = async () => `token-alice${++asked ? '' : ''}`;
    await stage.until(other.login({ token }));
    await stage.until(other.synced());
    const heardByOther = listen(other);
    expiring();
    await stage.pass(10_000);
    expect(asked).toBe(2);
    expect(other.status.get()).toBe('online');
    expect(heardByOther.filter((line) => line.startsWith('ended'))).toEqual([]);
  });

  it('a server of another version is not asked again', async () => {
    const stage = new Stage('alice');
    const client = await stage.online('alice');
    for (const socket of [...stage.server.sockets]) socket.cut(4007);
    await stage.pass(60_000);
    expect(stage.server.count('login')).toBe(1);
    expect(client.status.get()).toBe('offline');
  });

  it('a fault of the store is told as STORE, and what was not kept comes again', async () => {
    const stage = new Stage('alice', 'bobby');
    const store = new FaultyStore();
    let isBroken = false;
    store.failsWriting = () => isBroken;
    const client = await stage.online('bobby', store);
    const heard = listen(client);
    isBroken = true;
    stage.server.say(stage.server.single('alice', 'bobby'), 'alice', 'one');
    const sending = code(client.send({ user: 'alice' }, 'two'));
    await stage.pass(500);
    expect(await sending).toBe('STORE');
    expect(heard.filter((line) => /one/.test(line))).toEqual([]);
    expect(stage.errors.every((error) => ImError.is(error, 'STORE'))).toBe(true);
    expect(stage.errors.length).toBeGreaterThan(0);
    isBroken = false;
    await stage.until(client.synced());
    expect(heard.filter((line) => /one/.test(line))).toEqual(['offline messages one']);
  });

  it('[D10 (part)] what was kept is not refused where only the report of it could not be kept', async () => {
    const stage = new Stage('alice', 'bobby');
    const store = new FaultyStore();
    const log = stage.server.single('alice', 'bobby');
    const bobby = await stage.online('bobby', store);
    let shouldFail = true;
    // The message and the send share a transaction; what follows it is the report.
    bobby.on('message.new', () => {
      store.failsWriting = () => shouldFail;
      stage.clock.after(10, () => {
        shouldFail = false;
      });
    });
    stage.server.say(log, 'alice', 'one');
    let sending: Promise<string> | undefined;
    stage.clock.after(1, () => {
      sending = code(bobby.send({ user: 'alice' }, 'two'));
    });
    while (!sending) stage.clock.step();
    expect(await stage.until(sending)).toBe('resolved');
    expect(stage.errors.length).toBeGreaterThan(0);
    expect(log.entries).toHaveLength(2);
  });

  it('messages that could not be read are read at the next subscription', async () => {
    const stage = new Stage('alice', 'bobby');
    const store = new FaultyStore();
    stage.server.say(stage.server.single('alice', 'bobby'), 'alice', 'one');
    const bobby = await stage.online('bobby', store);
    const messages = bobby.conversations.peek({ user: 'alice' })?.messages;
    store.failsReading = () => true;
    messages?.subscribe(() => {});
    await stage.pass(10);
    expect(stage.errors).toEqual([new Error('unreadable')]);
    store.failsReading = () => false;
    messages?.subscribe(() => {});
    await stage.pass(10);
    expect(messages?.get()).toHaveLength(1);
  });

  it('a store that fails is closed all the same, at the login and at the logout', async () => {
    const stage = new Stage('bobby');
    const store = new FaultyStore();
    const bobby = stage.device(store);
    store.failsReading = () => true;
    expect(await code(stage.until(bobby.login({ username: 'bobby', password: 'secret' })))).toBe('STORE');
    expect(store.openCount).toBe(0);
    store.failsReading = () => false;
    await stage.login(bobby, 'bobby');
    expect(store.openCount).toBe(1);
    store.failsWriting = () => true;
    expect(await code(stage.until(bobby.logout()))).toBe('STORE');
    expect(store.openCount).toBe(0);
    expect(bobby.me.get()).toBeUndefined();
  });
});
