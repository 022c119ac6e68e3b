import { limits, type Operation, requests, seededRandom, serverLimits } from '@palaver/protocol';
import { expect, it, vi } from 'vitest';
import { checkConfig } from '../config.js';
import { createHttpApp, type HttpGatewayDeps } from '../gateway/http.js';
import { paces } from '../session/paces.js';
import { createMemoryStore } from '../store/memory/memory-store.js';
import type { Store } from '../store/store.js';
import { examplesOf, type Walked } from '../testing/attacks/strange-values.js';
import { type Actor, Stage } from '../testing/stage.js';

const operations = Object.keys(requests) as Operation[];
const paced = (pace: string) => operations.filter((operation) => paces[operation] === pace);
const example = (operation: Operation) => examplesOf(requests[operation] as unknown as Walked)[0] as object;
const account = (username: string) => ({ kind: 'password', username, password: `${username}-secret` });
const login = (actor: Actor, username: string) =>
  actor.ask('login', { version: 1, platform: 'web', credentials: account(username) });

it('[Load] every operation says what bounds it', () => {
  expect(Object.keys(paces).sort()).toEqual([...operations].sort());
  expect(paced('light').sort()).toEqual(['limits', 'logout', 'ping', 'withdraw']);
});

it.each(paced('change'))(
  '[Load] a flood of changes is put off, by user, with the time to wait: %s',
  async (operation) => {
    const stage = new Stage();
    await stage.application('default', { limits: { changesPerSecond: 1, changesBurst: 5 } });
    for (const name of ['alice', 'robert']) await stage.user(name);
    const [alice, robert] = [await stage.device('alice'), await stage.device('robert')];
    const ask = (actor: Actor) => actor.begin(operation, example(operation));
    const answers = await stage.run(Promise.all(Array.from({ length: 8 }, () => ask(alice))));
    const limited = answers.filter(({ code }) => code === 'RATE_LIMITED');
    expect(limited.length).toBe(3);
    for (const answer of limited) expect(answer['retryAfterMs']).toBeGreaterThan(0);
    expect((await stage.run(ask(robert))).code).not.toBe('RATE_LIMITED');
    // From another of her devices, too; and then again.
    const phone = await stage.device('alice', 'ios');
    const again = await stage.run(ask(phone));
    expect(again).toMatchObject({ code: 'RATE_LIMITED' });
    await stage.pass(again['retryAfterMs'] as number);
    expect((await stage.run(ask(phone))).code).not.toBe('RATE_LIMITED');
  },
);

it.each(paced('turn'))(
  '[Load] is read one after the other for each connection, and what is too much is BUSY: %s',
  async (operation) => {
    let [reading, most] = [0, 0];
    const stage = new Stage((clock) =>
      watching(createMemoryStore({ clock, random: seededRandom(1) }), (change) => {
        reading += change;
        most = Math.max(most, reading);
      }),
    );
    const { alice } = await stage.cast('alice');
    await alice.ask('groups.create', { name: 'Tea' });
    await stage.run(alice.begin(operation, example(operation)));
    const alone = most;
    most = 0;
    const many = Array.from({ length: limits.requestsPerConnection + 5 }, () =>
      alice.begin(operation, example(operation)),
    );
    const answers = await stage.run(Promise.all(many));
    expect(answers.filter(({ code }) => code === 'BUSY')).toHaveLength(5);
    expect(most).toBeLessThanOrEqual(alone);
    expect(alice.closed).toBeUndefined();
  },
);

it('[Load] accounts are made by an address at a rate, and sessions by an account', async () => {
  const stage = new Stage();
  await stage.application('default', { devices: 'unlimited' });
  const limited = (answers: { code?: string }[]) => answers.filter(({ code }) => code === 'RATE_LIMITED');
  const atOnce = async (count: number, ask: (at: number) => ReturnType<Actor['begin']>) =>
    limited(await stage.run(Promise.all(Array.from({ length: count }, (_, at) => ask(at)))));
  const register = (at: number, address: string) => {
    const username = `user${at}`;
    return stage.connect(address).begin('register', { username, password: `${username}-secret` });
  };
  const most = serverLimits.registrationsPerMinuteByAddress;
  const put = await atOnce(most + 5, (at) => register(at, '198.51.100.7'));
  expect(put).toMatchObject(Array(5).fill({ retryAfterMs: expect.any(Number) }));
  expect((await stage.run(register(99_999, '198.51.100.8'))).code).toBeUndefined();

  let refused = await login(stage.connect(), 'user1');
  for (let at = 0; refused.t === 'ok' && at < 2 * serverLimits.loginsPerMinuteByAccount; at++)
    refused = await login(stage.connect(), 'user1');
  expect(refused).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
  expect(await login(stage.connect(), 'user2')).toMatchObject({ t: 'ok' });
  await stage.pass(refused['retryAfterMs'] as number);
  expect(await login(stage.connect(), 'user1')).toMatchObject({ t: 'ok' });
});

it('[Load] joins and leavings of chatrooms have a rate', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const room = await stage.run(stage.core.admin.createRoom({ appKey: 'default', name: 'Lobby' }));
  const { id } = room.ok ? room.value : { id: '' };
  for (let at = 0; at < limits.roomEntersPerMinute; at++)
    for (const operation of ['rooms.enter', 'rooms.leave'])
      expect(await alice.ask(operation, { id })).toMatchObject({ t: 'ok' });
  const refused = await alice.ask('rooms.enter', { id });
  expect(refused).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
  expect(await robert.ask('rooms.enter', { id })).toMatchObject({ t: 'ok' });
  await stage.pass(refused['retryAfterMs'] as number);
  expect(await alice.ask('rooms.enter', { id })).toMatchObject({ t: 'ok' });
});

it('[Load P81] one address has so many connections, and others are let in all the same', async () => {
  const stage = new Stage();
  await stage.cast('alice');
  const flood = Array.from({ length: serverLimits.connectionsByAddress }, () => stage.connect('198.51.100.7'));
  const over = stage.connect('198.51.100.7');
  expect([flood.at(-1)?.closed, over.closed]).toEqual([undefined, { code: 4009, reason: 'busy' }]);
  expect(over.frames).toMatchObject([{ t: 'error', code: 'RATE_LIMITED', retryAfterMs: serverLimits.connectAgainMs }]);
  expect(await login(stage.connect('192.0.2.4'), 'alice')).toMatchObject({ t: 'ok' });
  flood[0]?.vanish();
  expect(stage.connect('198.51.100.7').closed).toBeUndefined();
});

it('[Load] what anybody may read over HTTP is not made anew for each who asks', async () => {
  const stage = new Stage();
  const failed: unknown[] = [];
  const log = { info() {}, warn() {}, error: (...what: unknown[]) => failed.push(what) };
  const config = checkConfig({ port: 0 });
  const deps = { ...stage.core, config, clock: stage.clock, version: '1', log, isReady: () => true };
  const app = createHttpApp(deps as unknown as HttpGatewayDeps);
  const made = vi.spyOn(app, 'getOpenAPI31Document');
  for (const path of ['/api/openapi.json', '/api/', '/api/reference', '/api/openapi.json'])
    expect([path, (await app.request(path)).status, failed]).toEqual([path, 200, []]);
  expect(made).toHaveBeenCalledTimes(1);
});

/** Tells of each read of the store when it begins and when it ends. */
function watching(store: Store, tell: (change: 1 | -1) => void): Store {
  return new Proxy(store, {
    get(target, name: string) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const answer = value.apply(target, args) as Promise<unknown>;
        tell(1);
        return Promise.resolve(answer).finally(() => tell(-1));
      };
    },
  });
}
