import { expect, it } from 'vitest';
import { Stage, to } from '../../testing/stage.js';

const keys = ['red', 'blue', 'green'] as const;
type Key = (typeof keys)[number];
type Allowed = 'none' | 'all' | Key[];

/** Three applications with `alice` in red, `bobby` in blue, `grace` in green, and a `double` in each. */
async function house(allowed: Partial<Record<Key, Allowed>>) {
  const stage = new Stage();
  for (const key of keys) {
    const crossApplications = allowed[key];
    await stage.application(key, crossApplications ? { crossApplications } : {});
    await stage.user('double', key);
  }
  const enter = async (name: string, key: Key) => {
    await stage.user(name, key);
    return stage.device(name, 'web', key);
  };
  const set = (key: Key, crossApplications: Allowed) =>
    stage.run(stage.core.admin.changeSettings(key, { crossApplications }));
  return {
    stage,
    set,
    alice: await enter('alice', 'red'),
    bobby: await enter('bobby', 'blue'),
    grace: await enter('grace', 'green'),
  };
}
const bobby = { user: 'bobby', appKey: 'blue' };
const refs = { alice: { username: 'alice', appKey: 'red' }, bobby: { username: 'bobby', appKey: 'blue' } };
const grace = { username: 'grace', appKey: 'green' };
const notFound = { t: 'error', code: 'NOT_FOUND' };

it('[O3 D22 P65] two applications meet where both allow it, and not where one does', async () => {
  const settings: [Allowed, Allowed, boolean][] = [
    ['none', 'none', false],
    ['all', 'none', false],
    ['none', ['red'], false],
    ['all', ['green'], false],
    ['all', 'all', true],
    [['blue'], ['red', 'green'], true],
    ['all', ['red'], true],
  ];
  for (const [red, blue, isOpen] of settings) {
    const { alice, bobby: b } = await house({ red, blue });
    const what = JSON.stringify([red, blue]);
    const { users } = await alice.ask('users.get', { users: [refs.bobby, { username: 'double' }] });
    expect(users, what).toMatchObject([...(isOpen ? [refs.bobby] : []), { username: 'double', appKey: 'red' }]);
    expect(await alice.say(bobby, 'over there?'), what).toMatchObject(isOpen ? { t: 'ok' } : notFound);
    const made = await b.ask('groups.create', { name: 'Tea', members: [refs.alice] });
    expect(made, what).toMatchObject(isOpen ? { t: 'ok' } : notFound);
  }
});

it('[O3 P65] what two people of different applications see of each other carries the key of each', async () => {
  const { stage, alice, bobby: b } = await house({ red: 'all', blue: 'all' });
  const { c, seq } = await alice.say(bobby, 'hello');
  expect(seq).toBe(1);
  expect(b.states).toMatchObject([{ c, target: { user: 'alice', appKey: 'red' }, peer: refs.alice }]);
  expect(b.entries[0]?.entry.body).toMatchObject({ from: { ...refs.alice, displayName: 'alice' } });
  expect(await b.say({ user: 'alice', appKey: 'red' }, 'hello yourself')).toMatchObject({ c, seq: 2 });
  expect(alice.states).toMatchObject([{ c, target: bobby, peer: refs.bobby }]);
  expect(await b.ask('sync')).toMatchObject({ conversations: [{ c, peer: refs.alice, unread: 1 }] });
  expect(await alice.ask('settings', { target: bobby, pinned: true })).toMatchObject({ t: 'ok' });
  expect(await b.ask('entries', { c, from: 1, to: 9 })).toMatchObject({ entries: [{ seq: 1 }, { seq: 2 }] });
  // Somebody of the same name in the own application is somebody else.
  const own = await alice.say(to('double'), 'own');
  const other = await alice.say({ user: 'double', appKey: 'blue' }, 'other');
  expect(own.t).toBe('ok');
  expect(other['c']).not.toBe(own['c']);
  // After a restart nobody is in memory.
  stage.restart();
  const again = stage.connect();
  await again.login('bobby', 'web', 'blue');
  expect(await again.ask('sync')).toMatchObject({ conversations: [{ peer: refs.alice }] });
});

it('[O3 P65] a group has members of applications that may all meet each other', async () => {
  const { alice, bobby: b, grace: g } = await house({ red: 'all', blue: 'all', green: ['red'] });
  const { group } = await alice.ask('groups.create', { name: 'Tea', kind: 'public', members: [refs.bobby] });
  const { id } = group as { id: string };
  expect(group).toMatchObject({ owner: 'alice', ownerAppKey: 'red', memberCount: 2 });
  expect(b.entries.at(-1)?.entry.body).toMatchObject({
    event: { kind: 'created', actor: refs.alice, members: [refs.alice, refs.bobby] },
  });
  expect(b.states.at(-1)).toMatchObject({ peer: { ownerAppKey: 'red' } });
  expect(await b.say({ group: id }, 'from blue')).toMatchObject({ t: 'ok' });
  expect(await b.ask('groups.members', { id })).toMatchObject({
    members: [{ user: refs.alice }, { user: refs.bobby }],
  });
  expect(await b.ask('groups.members', { id, after: refs.alice })).toMatchObject({ members: [{ user: refs.bobby }] });
  // Red and green meet, but blue and green do not: there is no place for green where blue is.
  expect(await alice.ask('groups.add_members', { id, members: [grace] })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await alice.ask('groups.create', { name: 'All', members: [refs.bobby, grace] })).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await b.ask('groups.add_members', { id, members: [{ username: 'double' }] })).toMatchObject({ t: 'ok' });
  // Red shows its public groups to green, and blue's would not be shown.
  expect(await g.ask('groups.get', { id })).toMatchObject({ group: { memberCount: 3 } });
  const theirs = await b.ask('groups.create', { name: 'Blue', kind: 'public' });
  expect(await g.ask('groups.get', { id: (theirs['group'] as { id: string }).id })).toMatchObject(notFound);
  expect(await b.ask('groups.remove_members', { id, members: [refs.alice] })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await alice.ask('groups.remove_members', { id, members: [refs.bobby] })).toMatchObject({ t: 'ok' });
  expect(await b.say({ group: id }, 'still?')).toMatchObject({ code: 'NOT_MEMBER' });
});

it('[O3 P66] where a permission is withdrawn what stands stays readable, and nothing is added to it', async () => {
  const { set, alice, bobby: b } = await house({ red: 'all', blue: 'all' });
  const { c } = await alice.say(bobby, 'before', 'message-0000000001');
  const { group } = await alice.ask('groups.create', { name: 'Tea', members: [refs.bobby] });
  const { id } = group as { id: string };
  await b.say({ group: id }, 'before too', 'message-0000000002');
  await set('blue', 'none');

  expect(await alice.say(bobby, 'after')).toMatchObject(notFound);
  expect(await b.say({ user: 'alice', appKey: 'red' }, 'after')).toMatchObject(notFound);
  expect(await b.say({ group: id }, 'after')).toMatchObject({ code: 'FORBIDDEN' });
  expect(await b.ask('groups.update', { id, name: 'Mine' })).toMatchObject({ code: 'FORBIDDEN' });
  expect(
    await alice.ask('groups.add_members', { id, members: [{ username: 'double', appKey: 'blue' }] }),
  ).toMatchObject(notFound);
  // What was acknowledged once is acknowledged again (D2, D4), and another message under its id refused.
  expect(await alice.say(bobby, 'before', 'message-0000000001')).toMatchObject({ t: 'ok', c, seq: 1 });
  expect(await alice.say(bobby, 'other', 'message-0000000001')).toMatchObject({ code: 'ID_REUSED' });
  expect(await alice.say({ user: 'nobody' }, 'before', 'message-0000000001')).toMatchObject({ code: 'ID_REUSED' });
  expect(await b.say({ group: id }, 'before too', 'message-0000000002')).toMatchObject({ t: 'ok', seq: 2 });
  // Reading, positions, settings, leaving and removing go on.
  expect(await b.ask('entries', { c, from: 1, to: 9 })).toMatchObject({ entries: [{ seq: 1 }] });
  expect(await b.ask('read', { marks: [[c, 1]] })).toMatchObject({ t: 'ok' });
  expect(await b.ask('settings', { target: { user: 'alice', appKey: 'red' }, muted: true })).toMatchObject({ t: 'ok' });
  expect(await b.ask('sync')).toMatchObject({
    conversations: [{ peer: refs.alice }, { peer: { ownerAppKey: 'red' } }],
  });
  expect(await alice.ask('groups.remove_members', { id, members: [refs.bobby] })).toMatchObject({ t: 'ok' });

  await set('blue', ['red']);
  expect(await alice.say(bobby, 'again')).toMatchObject({ t: 'ok', c, seq: 2 });
});

it('[O3 P65] people of two applications block, unblock and mute each other', async () => {
  const { set, alice, bobby: b } = await house({ red: 'all', blue: 'all' });
  expect(await b.ask('users.block', { user: refs.alice })).toMatchObject({ t: 'ok' });
  expect(await b.ask('users.blocked')).toMatchObject({ users: [refs.alice] });
  expect(await b.ask('sync')).toMatchObject({ personal: { user: refs.bobby, blocked: [refs.alice] } });
  expect(await alice.say(bobby, 'hello?')).toMatchObject({ code: 'BLOCKED' });
  expect(await b.ask('users.mute', { user: refs.alice, muted: true })).toMatchObject({ t: 'ok' });
  await set('red', 'none');
  expect(await b.ask('users.blocked')).toMatchObject({ users: [refs.alice] });
  expect(await b.ask('users.unblock', { user: refs.alice })).toMatchObject({ t: 'ok' });
  expect(await b.ask('users.unblock', { user: refs.alice })).toMatchObject(notFound);
  expect(await b.ask('users.block', { user: refs.alice })).toMatchObject(notFound);
});

it('[O3 P66] who is apart can still leave', async () => {
  const { set, alice, bobby: b } = await house({ red: 'all', blue: 'all' });
  const { group } = await alice.ask('groups.create', { name: 'Tea', members: [refs.bobby] });
  await set('red', 'none');
  expect(await b.ask('groups.leave', { id: (group as { id: string }).id })).toMatchObject({ t: 'ok' });
});

it('[Rights D22 P65] without permission everything of another application answers as what does not exist, by the same way', async () => {
  const { alice, bobby: b } = await house({ red: 'all', blue: 'none' });
  const { group } = await b.ask('groups.create', { name: 'Blue', kind: 'public' });
  const { id } = group as { id: string };
  const { c } = await b.say(to('double'), 'among us');
  const same = async (t: string, foreign: object, absent: object) => {
    const without = ({ r: _, ...answer }: Record<string, unknown>) => answer;
    expect(without(await alice.ask(t, foreign)), t).toEqual(without(await alice.ask(t, absent)));
  };
  const nobody = { username: 'nobody', appKey: 'blue' };
  const message = (at: number) => ({ id: `message-of-alice-${at}`, content: { type: 'text', text: 'x' } });
  await same('users.get', { users: [refs.bobby] }, { users: [nobody] });
  await same('send', { to: bobby, message: message(1) }, { to: { user: 'nobody' }, message: message(1) });
  await same('send', { to: { group: id }, message: message(2) }, { to: { group: '999' }, message: message(2) });
  await same('send', { to: { group: String(c) }, message: message(2) }, { to: { group: '999' }, message: message(2) });
  await same('settings', { target: bobby, muted: true }, { target: { user: 'nobody' }, muted: true });
  for (const t of ['groups.get', 'groups.members', 'groups.leave', 'groups.dissolve'])
    await same(t, { id }, { id: '999' });
  for (const t of ['groups.add_members', 'groups.remove_members'])
    await same(t, { id, members: [{ username: 'double' }] }, { id: '999', members: [{ username: 'double' }] });
  for (const t of ['users.block', 'users.unblock']) await same(t, { user: refs.bobby }, { user: nobody });
  await same('users.mute', { user: refs.bobby, muted: true }, { user: nobody, muted: true });
  const member = { username: 'double' };
  await same('groups.transfer', { id, to: member }, { id: '999', to: member });
  await same('groups.set_role', { id, member, role: 'admin' }, { id: '999', member, role: 'admin' });
  await same('groups.silence', { id, member, until: null }, { id: '999', member, until: null });
  await same('groups.update', { id, name: 'Mine' }, { id: '999', name: 'Mine' });
  await same('entries', { c, from: 1, to: 2 }, { c: 999, from: 1, to: 2 });
});
