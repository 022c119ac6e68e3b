import { type ConversationState, type Entry, limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { createMemoryStore, restoreMemoryStore } from '../../store/memory/memory-store.js';
import { Stage, to } from '../../testing/stage.js';

const conversations = (answer: Record<string, unknown>) => answer['conversations'] as ConversationState[];

it('[P24 P27 S10 (part)] sync answers what changed since the cursor, with what is unread', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert', 'carol');
  const { c } = await alice.say(to('robert'), 'one');
  await alice.say(to('robert'), 'two', undefined, { unreadIncrement: 3 });
  await robert.say(to('alice'), 'mine');
  const full = await robert.ask('sync');
  expect(full).toMatchObject({ isFull: true, isReset: false });
  expect(conversations(full)).toEqual([
    {
      c,
      target: { user: 'alice', appKey: 'default' },
      peer: { username: 'alice', appKey: 'default' },
      head: 3,
      headAt: expect.any(Number),
      floor: 0,
      visible: [[1, null]],
      read: 0,
      delivered: 0,
      unread: 4,
      muted: false,
      pinned: false,
    },
  ]);
  const { cursor } = full;
  expect(await robert.ask('sync', { cursor })).toMatchObject({ conversations: [], isFull: false, isReset: false });
  await robert.say(to('carol'), 'new');
  const later = await robert.ask('sync', { cursor });
  expect(conversations(later)).toMatchObject([{ target: { user: 'carol' }, head: 1, unread: 0 }]);
  expect(await robert.ask('sync', { cursor: 'not a cursor' })).toMatchObject({ isFull: true, isReset: false });
});

it('[P24] sync comes in pages that share one cursor', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice');
  const count = limits.conversationsPerPage + 3;
  for (let at = 0; at < count; at++) await alice.ask('groups.create', { name: `group ${at}` });
  const first = await alice.ask('sync');
  await alice.ask('groups.create', { name: 'late' });
  const second = await alice.ask('sync', { next: first['next'] });
  expect(conversations(first)).toHaveLength(limits.conversationsPerPage);
  expect(second).toMatchObject({ cursor: first['cursor'], isFull: true });
  expect(second).not.toHaveProperty('next');
  const seen = [...conversations(first), ...conversations(second)].map(({ c }) => c);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThanOrEqual(count);
});

it('[D23 (part) P25] a cursor of another history, or ahead of this one, is answered with a reset and everything', async () => {
  const store = createMemoryStore();
  const stage = new Stage(() => store);
  const { alice } = await stage.cast('alice', 'robert');
  await alice.say(to('robert'), 'one');
  const backup = store.snapshot();
  const { cursor } = await alice.ask('sync');
  stage.store = restoreMemoryStore(backup);
  stage.restart();
  const restored = stage.connect();
  await restored.resume(alice.token);
  const reset = await restored.ask('sync', { cursor });
  expect(reset).toMatchObject({ isReset: true, isFull: true, conversations: [{ head: 1, inherited: 1 }] });
  expect(reset['cursor']).not.toBe(cursor);
  const ahead = String(reset['cursor']).replace(/[^.]*$/, 'zzzz');
  const { conversations, ...rest } = await restored.ask('sync', { cursor: ahead });
  expect(rest).toMatchObject({ isReset: true, isFull: true });
  expect((conversations as object[])[0]).not.toHaveProperty('inherited');
  // What is said in the new history is no part of the one before.
  await restored.say(to('robert'), 'two');
  await restored.ask('groups.create', { name: 'Tea', members: [] });
  const later = await restored.ask('sync', { cursor });
  expect(later).toMatchObject({
    conversations: [
      { head: 2, inherited: 1 },
      { head: 1, inherited: 0 },
    ],
  });
});

it('[P26] the cursor of a report covers what was pushed before it, and nothing whose push is still prepared', async () => {
  const inner = createMemoryStore();
  let release: (() => void) | undefined;
  const stage = new Stage(() => ({
    ...inner,
    state: async (user, c) => {
      if (user === 2) await new Promise<void>((resolve) => (release = resolve));
      return inner.state(user, c);
    },
  }));
  const { alice, robert } = await stage.cast('alice', 'robert');
  await alice.say(to('robert'), 'pushed');
  const before = await robert.ask('delivered', { marks: [] });
  expect(await robert.ask('sync', { cursor: before['cursor'] })).toMatchObject({ conversations: [] });
  // Robert's view of the new group takes time to read; meanwhile other things go on.
  void alice.begin('groups.create', { name: 'Tea', members: [{ username: 'robert' }] });
  await stage.pass(10);
  await alice.say(to('robert'), 'later');
  expect(robert.heard).toEqual(['pushed', 'later']);
  const during = await robert.ask('delivered', { marks: [] });
  release?.();
  await stage.pass(10);
  expect(robert.heard).toEqual(['pushed', 'later', '*created']);
  const missed = await robert.ask('sync', { cursor: during['cursor'] });
  expect(conversations(missed).map(({ target }) => Object.keys(target)[0])).toContain('group');
  const after = await robert.ask('delivered', { marks: [] });
  expect(await robert.ask('sync', { cursor: after['cursor'] })).toMatchObject({ conversations: [] });
});

it('[Load P17 D11 (part)] entries answers at most a page, the newest of it, and no more than fits', async () => {
  const stage = new Stage();
  await stage.application('default', { limits: { sendsBurst: 2_000, customBytes: 60_000 } });
  await stage.user('alice');
  await stage.user('robert');
  const [alice, robert] = [await stage.device('alice'), await stage.device('robert')];
  const count = limits.pageEntries + 10;
  const sent = [];
  for (let at = 1; at <= count; at++) {
    sent.push(alice.text(to('robert'), `text ${at}`));
    if (at % 200 === 0) await stage.run(Promise.all(sent));
  }
  await stage.run(Promise.all(sent));
  const c = robert.entries[0]?.c;
  const page = await robert.ask('entries', { c, from: 1, to: 10_000 });
  expect(page).toMatchObject({ from: 11, to: count });
  expect((page['entries'] as Entry[]).map(({ seq }) => seq)).toEqual(
    Array.from({ length: limits.pageEntries }, (_, at) => at + 11),
  );
  // What was pushed and what is stored are the same.
  expect((page['entries'] as Entry[])[0]).toEqual(robert.entries[10]?.entry);
  const large = { type: 'large', data: 'x'.repeat(50_000) };
  for (let at = 0; at < 8; at++)
    await alice.ask('send', { to: to('robert'), message: { id: alice.newId(), content: large } });
  const few = await robert.ask('entries', { c, from: count + 1, to: count + 8 });
  const fitting = (few['entries'] as Entry[]).map(({ seq }) => seq);
  expect(fitting.length).toBeLessThan(8);
  expect(fitting.at(-1)).toBe(count + 8);
  expect(few['from']).toBe(fitting[0]);
  const rest = await robert.ask('entries', { c, from: count + 1, to: Number(few['from']) - 1 });
  expect((rest['entries'] as Entry[]).length + fitting.length).toBe(8);
});

it('[S11 (part) D14 P28 P16] a read position only moves forward, and all devices of the user learn of it', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const phone = await stage.device('robert', 'ios');
  const { c } = await alice.say(to('robert'), 'one');
  await alice.say(to('robert'), 'two');
  const told = alice.states.length;
  expect(
    await robert.ask('read', {
      marks: [
        [c, 2],
        [9_999, 1],
      ],
    }),
  ).toMatchObject({ t: 'ok' });
  expect(phone.states.at(-1)).toMatchObject({ c, read: 2, unread: 0, head: 2 });
  const known = phone.states.length;
  await phone.ask('read', { marks: [[c, 1]] });
  expect(phone.states).toHaveLength(known);
  await phone.ask('read', { marks: [[c, 1_000_000]] });
  await alice.say(to('robert'), 'three');
  expect(conversations(await phone.ask('sync'))).toMatchObject([{ read: 2, unread: 1, head: 3 }]);
  expect(alice.states).toHaveLength(told);
});

it('[D13 S10] unread is the sum of increments after the read position, the same for every device, never for own', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const phone = await stage.device('robert', 'ios');
  const increments = [1, 0, 5, 2, 1];
  let c: unknown;
  for (const unreadIncrement of increments) {
    ({ c } = await alice.say(to('robert'), 'x', undefined, { unreadIncrement }));
    await robert.say(to('alice'), 'own', undefined, { unreadIncrement: 7 });
  }
  await alice.say(to('robert'), 'fleeting', undefined, { saveOffline: false, unreadIncrement: 9 });
  for (let read = 0; read <= 2 * increments.length; read++) {
    await robert.ask('read', { marks: [[c, read]] });
    const rest = increments.slice(Math.ceil(read / 2)).reduce((sum, one) => sum + one, 0);
    for (const device of [robert, phone])
      expect(conversations(await device.ask('sync'))).toMatchObject([{ read, unread: rest }]);
  }
});

it('[P29] what one device stored is where the next begins', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const { c } = await alice.say(to('robert'), 'one');
  await alice.say(to('robert'), 'two');
  const stored = async () => (await stage.store.state(2, Number(c)))?.delivered;
  await robert.ask('delivered', { marks: [[c, 1]] });
  expect(await stored()).toBe(0);
  await stage.pass(limits.writeBehindMs);
  expect(await stored()).toBe(1);
  await robert.ask('delivered', { marks: [[c, 2]] });
  const phone = await stage.device('robert', 'ios');
  expect(conversations(await phone.ask('sync'))).toMatchObject([{ delivered: 2 }]);
  await robert.ask('delivered', { marks: [[c, 1]] });
  await robert.ask('logout');
  expect(await stored()).toBe(2);
});

it('[P16] settings reach all devices of the user', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const phone = await stage.device('robert', 'ios');
  await alice.say(to('robert'), 'one');
  expect(await robert.ask('settings', { target: to('alice'), muted: true })).toMatchObject({ t: 'ok' });
  expect(phone.states.at(-1)).toMatchObject({ muted: true, pinned: false });
  expect(alice.states.at(-1)).toMatchObject({ muted: false });
  expect(await robert.ask('settings', { target: to('carol'), muted: true })).toMatchObject({ code: 'NOT_FOUND' });
});

it('[S28 (part) D19] a message whose body is not kept goes to who is here, and leaves its place', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const { c } = await alice.say(to('robert'), 'now or never', undefined, { saveOffline: false });
  expect(robert.heard).toEqual(['now or never']);
  const page = await robert.ask('entries', { c, from: 1, to: 1 });
  expect(page['entries']).toMatchObject([{ seq: 1, body: { kind: 'empty' } }]);
  expect(JSON.stringify(page)).not.toContain('never');
});

it('[P15] the sender has the answer, his other devices the entry', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice', 'robert');
  const phone = await stage.device('alice', 'ios');
  await alice.say(to('robert'), 'hello');
  expect([alice.heard, phone.heard]).toEqual([[], ['hello']]);
});

it('[Rights Load] looks users up, a hundred at once, sixty times a minute', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice', 'robert');
  const users = [{ username: 'robert' }, { username: 'nobody' }];
  const answer = await alice.ask('users.get', { users });
  expect(answer['users']).toEqual([{ username: 'robert', appKey: 'default' }]);
  for (let at = 1; at < limits.lookUpsPerMinute; at++) await alice.ask('users.get', { users });
  expect(await alice.ask('users.get', { users })).toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterMs: expect.any(Number),
  });
});
