import { limits, type PersonalState } from '@palaver/protocol';
import { expect, it } from 'vitest';
import type { Store } from '../../store/store.js';
import { type Actor, Stage, to } from '../../testing/stage.js';

const ref = (username: string) => ({ username });
const personalOf = (actor: Actor): PersonalState[] =>
  actor.frames.filter(({ t }) => t === 'personal').map((frame) => frame['personal'] as PersonalState);
const code = async (answer: Promise<{ code?: string; t: string }>) => {
  const { code: refused, t } = await answer;
  return refused ?? t;
};

it('[O7 P50] a profile takes what a change names; null and the empty text take away; others see it at once', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const first = { nickname: 'Al', region: 'Oslo', gender: 'female', extras: { team: 'red' } };
  expect(await alice.ask('users.update', { profile: first })).toMatchObject({ user: { username: 'alice', ...first } });
  const changed = await alice.ask('users.update', { profile: { region: '', gender: null, signature: 'hello' } });
  const user = { username: 'alice', appKey: 'default', nickname: 'Al', extras: { team: 'red' }, signature: 'hello' };
  expect(changed['user']).toEqual(user);
  expect((await robert.ask('users.get', { users: [ref('alice')] }))['users']).toEqual([user]);
  await alice.say(to('robert'), 'who am I');
  expect(robert.entries[0]?.entry.body).toMatchObject({ from: { username: 'alice', displayName: 'Al' } });
  for (const profile of [{ nickname: 'a\nb' }, { gender: 'x' }, { region: 'x'.repeat(251) }, { extras: { a: {} } }])
    expect(await code(alice.ask('users.update', { profile }))).toBe('INVALID');
  // What a profile does not have is passed over: nobody gives himself a name or a picture with it.
  await alice.ask('users.update', { profile: { username: 'robert', avatarMediaId: 'stolen', state: 'deleted' } });
  expect((await robert.ask('users.get', { users: [ref('alice')] }))['users']).toEqual([user]);
});

it('[O7 P51] all devices of a user learn of his personal state before the answer, and nobody else does', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const phone = await stage.device('alice', 'ios');
  await alice.ask('users.update', { profile: { nickname: 'Al' } });
  await phone.ask('users.block', { user: ref('robert') });
  await phone.ask('users.mute', { muted: true });
  for (const device of [alice, phone]) {
    const told = personalOf(device);
    expect(told.map(({ user, muted, blocked }) => [user.nickname, muted, blocked])).toEqual([
      ['Al', false, []],
      ['Al', false, [{ username: 'robert', appKey: 'default' }]],
      ['Al', true, [{ username: 'robert', appKey: 'default' }]],
    ]);
    expect(told.map(({ mark }) => mark)).toEqual(told.map(({ mark }) => mark).sort((a, b) => a - b));
  }
  const push = phone.frames.findLastIndex(({ t }) => t === 'personal');
  expect(phone.frames[push + 1]).toMatchObject({ t: 'ok' });
  expect(personalOf(robert)).toEqual([]);
});

it('[O7 P51] sync brings the personal state where it changed since the cursor, whole, with its first page', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice', 'robert');
  const first = await alice.ask('sync');
  expect(first['personal']).toEqual({
    mark: 0,
    user: { username: 'alice', appKey: 'default' },
    muted: false,
    blocked: [],
  });
  expect(await alice.ask('sync', { cursor: first['cursor'] })).not.toHaveProperty('personal');
  await alice.ask('users.mute', { muted: true });
  const { cursor, personal } = await alice.ask('sync', { cursor: first['cursor'] });
  expect(personal).toMatchObject({ muted: true });
  await alice.ask('users.mute', { muted: true });
  expect(await alice.ask('sync', { cursor })).not.toHaveProperty('personal');
});

it('[O7 P52] who is blocked is refused from the answer on, stored nowhere, also where they never wrote; groups go on', async () => {
  const stage = new Stage();
  const { alice, robert, carol } = await stage.cast('alice', 'robert', 'carol');
  const { group } = await alice.ask('groups.create', { name: 'Tea', members: [ref('robert')] });
  await alice.ask('users.block', { user: ref('robert') });
  expect(await code(robert.say(to('alice'), 'hello?'))).toBe('BLOCKED');
  expect(await alice.ask('sync')).toMatchObject({
    conversations: [{ target: group && { group: expect.any(String) } }],
  });
  expect(((await robert.ask('sync'))['conversations'] as unknown[]).length).toBe(1);
  expect(await code(robert.say({ group: (group as { id: string }).id }, 'in the group'))).toBe('ok');
  expect(await code(carol.say(to('alice'), 'I may'))).toBe('ok');
  // The blocker may write, and the conversation begins with that for both.
  expect(await alice.say(to('robert'), 'no answer needed')).toMatchObject({ seq: 1 });
  expect(robert.states.at(-1)).toMatchObject({ target: { user: 'alice' }, head: 0, unread: 0, muted: false });
  expect(robert.heard.at(-1)).toBe('no answer needed');
  expect(await code(robert.say(to('alice'), 'still'))).toBe('BLOCKED');
  await alice.ask('users.unblock', { user: ref('robert') });
  expect(await robert.say(to('alice'), 'at last')).toMatchObject({ t: 'ok', seq: 2 });
  expect(alice.heard.at(-1)).toBe('at last');
});

it('[O7 D2 D4] what stood before a block is acknowledged again, under its own id', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const id = robert.newId();
  const first = await robert.say(to('alice'), 'before', id);
  await alice.ask('users.block', { user: ref('robert') });
  const again = await robert.say(to('alice'), 'before', id);
  expect([again['seq'], again['sid']]).toEqual([first['seq'], first['sid']]);
  expect(await code(robert.say(to('alice'), 'after'))).toBe('BLOCKED');
});

it('[O7 P52] of what races with a block nothing stands behind the first refusal', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  for (const isKnown of [false, true]) {
    const sends: Promise<{ code?: string; t: string }>[] = [];
    for (let at = 0; at < 5; at++) sends.push(robert.text(to('alice'), `early ${at}`));
    const blocking = alice.begin('users.block', { user: ref('robert') });
    for (let at = 0; at < 5; at++) sends.push(robert.text(to('alice'), `late ${at}`));
    await stage.run(blocking);
    const codes = (await stage.run(Promise.all(sends))).map(({ code: refused }) => refused ?? 'ok');
    expect(codes.join(' ')).toMatch(/^(ok ?)*(BLOCKED ?)*$/);
    expect(await code(robert.say(to('alice'), 'never'))).toBe('BLOCKED');
    expect(stage.logged).toEqual([]);
    await alice.ask('users.unblock', { user: ref('robert') });
    expect([isKnown, await code(robert.say(to('alice'), 'again'))]).toEqual([isKnown, 'ok']);
  }
});

it('[O7 P52] blocks hold over a restart, and the list names them in their order, page by page', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const names = Array.from({ length: limits.lookUpUsers + 3 }, (_, at) => `user-${at}`);
  for (const name of names) await stage.user(name);
  for (const name of ['robert', ...names]) await alice.ask('users.block', { user: ref(name) });
  stage.restart();
  const again = stage.connect();
  await again.resume(alice.token);
  const first = await again.ask('users.blocked');
  const named = (answer: Record<string, unknown>) =>
    (answer['users'] as { username: string }[]).map(({ username }) => username);
  expect([named(first).length, first['hasMore']]).toEqual([limits.lookUpUsers, true]);
  const rest = await again.ask('users.blocked', { after: ref(named(first).at(-1) ?? '') });
  expect(rest['hasMore']).toBe(false);
  expect([...named(first), ...named(rest)]).toEqual(['robert', ...names]);
  const other = stage.connect();
  await other.resume(robert.token);
  expect(await code(other.say(to('alice'), 'hello?'))).toBe('BLOCKED');
});

it('[O7] nobody blocks himself, nobody who is not there, and nobody of another application', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice', 'robert');
  await stage.application('other');
  await stage.user('elsewhere', 'other');
  const block = (user: object) => code(alice.ask('users.block', { user }));
  expect(await block(ref('alice'))).toBe('INVALID');
  expect(await block(ref('nobody'))).toBe('NOT_FOUND');
  expect(await block({ username: 'elsewhere', appKey: 'other' })).toBe('NOT_FOUND');
  expect(await code(alice.ask('users.unblock', { user: ref('robert') }))).toBe('ok');
  expect(await code(alice.ask('users.blocked', { after: ref('robert') }))).toBe('NOT_FOUND');
});

it('[O7] a block list is bounded', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice', 'robert');
  const full = Array.from({ length: limits.blockedUsers }, (_, at) => ({
    op: 'block' as const,
    user: 1,
    other: 10_000 + at,
    isBlocked: true,
    at: 1,
  }));
  const store: Store = stage.store;
  await stage.run(store.commit(full));
  expect(await code(alice.ask('users.block', { user: ref('robert') }))).toBe('FORBIDDEN');
});

it('[O7 S9 P54] do-not-disturb holds for a user before the first word, on all devices, and he learns nothing of it', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const phone = await stage.device('alice', 'ios');
  expect(await code(alice.ask('users.mute', { user: ref('robert'), muted: true }))).toBe('ok');
  for (const device of [alice, phone])
    expect(device.states).toMatchObject([{ target: { user: 'robert' }, head: 0, muted: true, pinned: false }]);
  expect([robert.states, (await robert.ask('sync'))['conversations']]).toEqual([[], []]);
  expect(await alice.ask('sync')).toMatchObject({ conversations: [{ muted: true, head: 0 }] });
  await robert.say(to('alice'), 'hello');
  expect(robert.states).toMatchObject([{ head: 0, muted: false }]);
  expect(alice.states.at(-1)).toMatchObject({ head: 0, muted: true });
  expect([alice.heard, phone.heard]).toEqual([['hello'], ['hello']]);
  expect(await code(alice.ask('settings', { target: to('robert'), pinned: true }))).toBe('ok');
  expect(await code(alice.ask('users.mute', { user: ref('alice'), muted: true }))).toBe('INVALID');
  expect(await code(alice.ask('users.mute', { user: ref('nobody'), muted: true }))).toBe('NOT_FOUND');
});

it('[O7 P54] two who set something at once make one conversation', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const both = [
    alice.begin('settings', { target: to('robert'), muted: true }),
    robert.begin('settings', { target: to('alice'), pinned: true }),
    robert.text(to('alice'), 'hello'),
  ];
  expect((await stage.run(Promise.all(both))).map(({ t }) => t)).toEqual(['ok', 'ok', 'ok']);
  const states = async (actor: Actor) => (await actor.ask('sync'))['conversations'];
  expect(await states(alice)).toMatchObject([{ c: expect.any(Number), muted: true, pinned: false, unread: 1 }]);
  expect(await states(robert)).toMatchObject([{ muted: false, pinned: true, unread: 0 }]);
});
