import { expect, it } from 'vitest';
import { type Actor, Stage } from '../../testing/stage.js';

const ref = (username: string) => ({ username });
const code = async (answer: Promise<{ code?: string; t: string }>) => {
  const { code: refused, t } = await answer;
  return refused ?? t;
};
const texts = (actor: Actor) =>
  actor.entries.map(({ entry }) => {
    const { event } = entry.body as { event?: Record<string, unknown> };
    const members = (event?.['members'] as { username: string }[] | undefined)?.map(({ username }) => username);
    return event ? [event['kind'], ...(members ?? [])].join(' ') : '';
  });

const roles = ['stranger', 'former', 'member', 'admin', 'owner'] as const;
type Role = (typeof roles)[number];

/** A group of its own for each question: its owner, an admin, a member, two more, and who was removed. */
async function garden(): Promise<{ stage: Stage; cast: Record<Role | 'peer' | 'deputy', Actor>; id: string }> {
  const stage = new Stage();
  const cast = await stage.cast(...roles, 'peer', 'deputy');
  const members = ['former', 'member', 'admin', 'peer', 'deputy'].map(ref);
  const made = await cast.owner.ask('groups.create', { name: 'Garden', members });
  const { id } = made['group'] as { id: string };
  for (const name of ['admin', 'deputy'])
    await cast.owner.ask('groups.set_role', { id, member: ref(name), role: 'admin' });
  await cast.owner.ask('groups.remove_members', { id, members: [ref('former')] });
  return { stage, cast, id };
}

const later = 9_000_000_000_000;
/** What each may do, in the order of `roles`. */
const rights: Record<string, { ask: [string, object]; may: [string, string, string, string, string] }> = {
  rename: { ask: ['groups.update', { name: 'x' }], may: ['NOT_FOUND', 'NOT_MEMBER', 'ok', 'ok', 'ok'] },
  'take the picture away': {
    ask: ['groups.set_avatar', { mediaId: null }],
    may: ['NOT_FOUND', 'NOT_MEMBER', 'ok', 'ok', 'ok'],
  },
  look: { ask: ['groups.get', {}], may: ['NOT_FOUND', 'NOT_MEMBER', 'ok', 'ok', 'ok'] },
  'look at members': { ask: ['groups.members', {}], may: ['NOT_FOUND', 'NOT_MEMBER', 'ok', 'ok', 'ok'] },
  add: {
    ask: ['groups.add_members', { members: [ref('stranger')] }],
    // A stranger may be added by everybody else.
    may: ['NOT_FOUND', 'NOT_MEMBER', 'ok', 'ok', 'ok'],
  },
  'remove a member': {
    ask: ['groups.remove_members', { members: [ref('peer')] }],
    may: ['NOT_FOUND', 'NOT_MEMBER', 'FORBIDDEN', 'ok', 'ok'],
  },
  'remove an admin': {
    ask: ['groups.remove_members', { members: [ref('deputy')] }],
    may: ['NOT_FOUND', 'NOT_MEMBER', 'FORBIDDEN', 'FORBIDDEN', 'ok'],
  },
  'silence a member': {
    ask: ['groups.silence', { member: ref('peer'), until: later }],
    may: ['NOT_FOUND', 'NOT_MEMBER', 'FORBIDDEN', 'ok', 'ok'],
  },
  'silence an admin': {
    ask: ['groups.silence', { member: ref('deputy'), until: later }],
    may: ['NOT_FOUND', 'NOT_MEMBER', 'FORBIDDEN', 'FORBIDDEN', 'ok'],
  },
  'lift a silence': {
    ask: ['groups.silence', { member: ref('peer'), until: null }],
    may: ['NOT_FOUND', 'NOT_MEMBER', 'FORBIDDEN', 'ok', 'ok'],
  },
  'make an admin': {
    ask: ['groups.set_role', { member: ref('peer'), role: 'admin' }],
    may: ['NOT_FOUND', 'NOT_MEMBER', 'FORBIDDEN', 'FORBIDDEN', 'ok'],
  },
  'unmake an admin': {
    ask: ['groups.set_role', { member: ref('deputy'), role: 'member' }],
    may: ['NOT_FOUND', 'NOT_MEMBER', 'FORBIDDEN', 'FORBIDDEN', 'ok'],
  },
  'hand on': {
    ask: ['groups.transfer', { to: ref('peer') }],
    may: ['NOT_FOUND', 'NOT_MEMBER', 'FORBIDDEN', 'FORBIDDEN', 'ok'],
  },
  dissolve: { ask: ['groups.dissolve', {}], may: ['NOT_FOUND', 'NOT_MEMBER', 'FORBIDDEN', 'FORBIDDEN', 'ok'] },
  leave: { ask: ['groups.leave', {}], may: ['NOT_FOUND', 'NOT_MEMBER', 'ok', 'ok', 'ok'] },
};

it.each(Object.entries(rights))('[Rights O6 P55] rights: %s', async (_, { ask: [operation, fields], may }) => {
  for (const [at, role] of roles.entries()) {
    const { cast, id } = await garden();
    const before = cast.peer.entries.length;
    const answer = await code(cast[role].ask(operation, { id, ...fields }));
    expect([role, answer]).toEqual([role, may[at]]);
    if (answer !== 'ok') expect(cast.peer.entries.length).toBe(before);
  }
});

it('[Rights O6 D22] a group of another application does not exist, whatever is asked', async () => {
  const { stage, id } = await garden();
  await stage.application('other');
  await stage.user('elsewhere', 'other');
  await stage.user('peer', 'other');
  const elsewhere = await stage.device('elsewhere', 'web', 'other');
  for (const { ask } of Object.values(rights)) {
    const [operation, fields] = ask;
    const named = JSON.parse(JSON.stringify(fields).replaceAll(/deputy|stranger/g, 'peer')) as object;
    expect([operation, await code(elsewhere.ask(operation, { id, ...named }))]).toEqual([operation, 'NOT_FOUND']);
  }
});

it('[O6 P55] each change is one event that everybody sees, and members are listed with what they are', async () => {
  const { stage, cast, id } = await garden();
  const until = stage.clock.now() + 60_000;
  await cast.admin.ask('groups.silence', { id, member: ref('peer'), until });
  await cast.owner.ask('groups.set_role', { id, member: ref('deputy'), role: 'member' });
  await cast.owner.ask('groups.set_role', { id, member: ref('deputy'), role: 'member' });
  await cast.owner.ask('groups.transfer', { id, to: ref('admin') });
  await cast.admin.ask('groups.silence', { id, member: ref('peer'), until: null });
  await cast.admin.ask('groups.silence', { id, member: ref('peer'), until: null });
  const events = ['admins_added admin', 'admins_added deputy', 'members_removed former', 'silenced peer'];
  const rest = ['admins_removed deputy', 'owner_changed admin', 'unsilenced peer'];
  expect(texts(cast.member).slice(1)).toEqual([...events, ...rest]);
  expect(
    cast.member.entries.find(({ entry }) => JSON.stringify(entry).includes('"silenced"'))?.entry.body,
  ).toMatchObject({
    event: { kind: 'silenced', actor: { username: 'admin' }, members: [{ username: 'peer' }], until },
  });
  await cast.admin.ask('groups.silence', { id, member: ref('member'), until });
  const { members } = (await cast.peer.ask('groups.members', { id })) as unknown as {
    members: { user: { username: string }; role: string; silencedUntil?: number }[];
  };
  expect(members.map(({ user, role, silencedUntil }) => [user.username, role, silencedUntil])).toEqual([
    ['owner', 'member', undefined],
    ['member', 'member', until],
    ['admin', 'owner', undefined],
    ['peer', 'member', undefined],
    ['deputy', 'member', undefined],
  ]);
  expect(await cast.peer.ask('groups.get', { id })).toMatchObject({ group: { owner: 'admin' } });
});

it('[O6 P55] who is silenced sends nothing until it ends, by itself or by being lifted, also over a restart', async () => {
  const { stage, cast, id } = await garden();
  const until = stage.clock.now() + 60_000;
  const say = (actor: Actor) => code(actor.say({ group: id }, 'hello'));
  await cast.owner.ask('groups.silence', { id, member: ref('peer'), until });
  expect([await say(cast.peer), await say(cast.member)]).toEqual(['SILENCED', 'ok']);
  stage.restart();
  const [peer, owner] = [stage.connect(), stage.connect()];
  await peer.resume(cast.peer.token);
  await owner.resume(cast.owner.token);
  expect(await say(peer)).toBe('SILENCED');
  await owner.ask('groups.silence', { id, member: ref('peer'), until: null });
  expect(await say(peer)).toBe('ok');
  await owner.ask('groups.silence', { id, member: ref('peer'), until });
  expect(await say(peer)).toBe('SILENCED');
  await stage.pass(70_000);
  const later = stage.connect();
  await later.resume(cast.peer.token);
  expect(await say(later)).toBe('ok');
  const again = stage.connect();
  await again.resume(cast.member.token);
  expect(await again.ask('groups.members', { id })).not.toMatchObject({ members: [{ silencedUntil: until }] });
});

it('[O6 P55] leaving or being removed and coming back ends no silence; becoming the owner does', async () => {
  const { stage, cast, id } = await garden();
  const until = stage.clock.now() + 60_000;
  const say = () => code(cast.peer.say({ group: id }, 'hello'));
  await cast.owner.ask('groups.silence', { id, member: ref('peer'), until });
  await cast.peer.ask('groups.leave', { id });
  await cast.member.ask('groups.add_members', { id, members: [ref('peer')] });
  expect(await say()).toBe('SILENCED');
  await cast.owner.ask('groups.remove_members', { id, members: [ref('peer')] });
  expect(await say()).toBe('NOT_MEMBER');
  await cast.member.ask('groups.add_members', { id, members: [ref('peer')] });
  expect(await say()).toBe('SILENCED');
  await cast.owner.ask('groups.transfer', { id, to: ref('peer') });
  expect(await say()).toBe('ok');
});

it('[O6 P55] nobody is handed what is his, made less than an owner, silenced in the past, or by himself', async () => {
  const { stage, cast, id } = await garden();
  const now = stage.clock.now();
  const ask = (operation: string, fields: object) => code(cast.owner.ask(operation, { id, ...fields }));
  expect(await ask('groups.transfer', { to: ref('owner') })).toBe('INVALID');
  expect(await ask('groups.transfer', { to: ref('stranger') })).toBe('NOT_MEMBER');
  expect(await ask('groups.transfer', { to: ref('nobody') })).toBe('NOT_FOUND');
  expect(await ask('groups.set_role', { member: ref('owner'), role: 'member' })).toBe('INVALID');
  expect(await ask('groups.set_role', { member: ref('peer'), role: 'owner' })).toBe('INVALID');
  expect(await ask('groups.set_role', { member: ref('former'), role: 'admin' })).toBe('NOT_MEMBER');
  expect(await ask('groups.silence', { member: ref('owner'), until: later })).toBe('INVALID');
  expect(await ask('groups.silence', { member: ref('peer'), until: now })).toBe('INVALID');
  expect(await ask('groups.silence', { member: ref('peer'), until: 1e300 })).toBe('INVALID');
  expect(await ask('groups.silence', { member: ref('former'), until: later })).toBe('NOT_MEMBER');
});
