import { limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { createMemoryStore } from '../../store/memory/memory-store.js';
import { type Actor, Stage } from '../../testing/stage.js';

const member = (username: string) => ({ username });

async function tea(stage: Stage, owner: Actor, ...names: string[]): Promise<string> {
  const made = await owner.ask('groups.create', { name: 'Tea', members: names.map(member) });
  await stage.pass(0);
  return (made['group'] as { id: string }).id;
}

it('[O6 (part)] creates a group, whose members learn of it with one event', async () => {
  const stage = new Stage();
  const { alice, robert, carol } = await stage.cast('alice', 'robert', 'carol');
  const made = await alice.ask('groups.create', { name: 'Tea', description: 'at five', members: [member('robert')] });
  const { id } = made['group'] as { id: string };
  expect(made['group']).toEqual({
    id,
    name: 'Tea',
    description: 'at five',
    kind: 'private',
    owner: 'alice',
    ownerAppKey: 'default',
    memberCount: 2,
    maxMembers: limits.groupMembers,
    firstMembers: ['alice', 'robert'],
  });
  for (const actor of [alice, robert]) {
    expect(actor.states).toMatchObject([
      {
        c: Number(id),
        target: { group: id },
        head: 0,
        read: 0,
        unread: 0,
        visible: [[1, null]],
        peer: { name: 'Tea' },
      },
    ]);
    const state = actor.frames.findIndex(({ t }) => t === 'conversation');
    expect(state).toBeLessThan(actor.frames.findIndex(({ t }) => t === 'entry'));
    expect(actor.entries).toMatchObject([
      {
        c: Number(id),
        entry: {
          seq: 1,
          body: {
            kind: 'event',
            event: {
              kind: 'created',
              actor: { username: 'alice', appKey: 'default', displayName: 'alice' },
              members: [{ username: 'alice' }, { username: 'robert' }],
            },
          },
        },
      },
    ]);
  }
  expect(carol.entries).toEqual([]);
  expect(await alice.ask('groups.create', { name: 'x', members: [member('nobody')] })).toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('nobody'),
  });
  expect(await robert.ask('groups.mine')).toMatchObject({ groups: [{ id }] });
  expect(await carol.ask('groups.mine')).toMatchObject({ groups: [] });
});

it('[D17 P30] who joins sees the log from then on, who is removed up to his removal, and it is his again when he returns', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const id = await tea(stage, alice);
  const c = Number(id);
  const group = { group: id };
  await alice.say(group, 'before');
  await alice.ask('groups.add_members', { id, members: [member('robert')] });
  await alice.say(group, 'while');
  await alice.ask('groups.remove_members', { id, members: [member('robert')] });
  await alice.say(group, 'after');
  expect(robert.heard).toEqual(['*members_added', 'while', '*members_removed']);
  expect(await robert.ask('entries', { c, from: 1, to: 99 })).toMatchObject({
    from: 1,
    to: 5,
    entries: [{ seq: 3 }, { seq: 4 }, { seq: 5 }],
  });
  expect(await robert.say(group, 'let me in')).toMatchObject({ code: 'NOT_MEMBER' });
  await alice.ask('groups.add_members', { id, members: [member('robert')] });
  await robert.say(group, 'back');
  expect(robert.states).toMatchObject([
    { head: 2, read: 2, delivered: 2, unread: 0, visible: [[3, null]] },
    {
      head: 6,
      read: 6,
      delivered: 6,
      unread: 0,
      visible: [
        [3, 6],
        [7, null],
      ],
    },
  ]);
  const page = await robert.ask('entries', { c, from: 1, to: 99 });
  expect((page['entries'] as { seq: number }[]).map(({ seq }) => seq)).toEqual([3, 4, 5, 7, 8]);
});

it('[D17 D5 (part)] in a race with a removal everything up to it reaches who is removed, and nothing after', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const id = await tea(stage, alice, 'robert');
  const answers = await stage.run(
    Promise.all([
      alice.text({ group: id }, 'one'),
      alice.begin('groups.remove_members', { id, members: [member('robert')] }),
      alice.text({ group: id }, 'two'),
      stage.pass(1).then(() => alice.text({ group: id }, 'three')),
      stage.pass(1).then(() => robert.text({ group: id }, 'mine')),
    ]),
  );
  expect(answers[4]).toMatchObject({ code: 'NOT_MEMBER' });
  const removal = robert.heard.indexOf('*members_removed') + 1;
  expect(robert.entries.map(({ entry }) => entry.seq)).toEqual(Array.from({ length: removal }, (_, at) => at + 1));
  expect(alice.entries.map(({ entry }) => entry.seq)).toEqual([1, removal]);
});

it('[O6 (part)] the owner leaves and the longest-standing member follows; dissolving ends it for everybody', async () => {
  const stage = new Stage();
  const { alice, robert, carol } = await stage.cast('alice', 'robert', 'carol');
  const id = await tea(stage, alice, 'robert', 'carol');
  expect(await carol.ask('groups.dissolve', { id })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await alice.ask('groups.leave', { id })).toMatchObject({ t: 'ok' });
  expect(carol.entries.at(-1)?.entry.body).toMatchObject({
    event: { kind: 'member_left', actor: { username: 'alice' }, newOwner: { username: 'robert' } },
  });
  expect(await carol.ask('groups.get', { id })).toMatchObject({ group: { owner: 'robert', memberCount: 2 } });
  expect(await robert.ask('groups.dissolve', { id })).toMatchObject({ t: 'ok' });
  expect(carol.heard.at(-1)).toBe('*dissolved');
  expect(alice.heard).toEqual(['*created', '*member_left']);
  expect(await carol.say({ group: id }, 'anybody?')).toMatchObject({ code: 'NOT_MEMBER' });
  const { conversations } = await carol.ask('sync');
  expect(conversations).toMatchObject([{ peer: { isDissolved: true }, visible: [[1, 4]] }]);
});

it('[O6 (part)] pages members in the order of joining, and renames', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert', 'carol');
  const id = await tea(stage, alice, 'robert');
  await robert.ask('groups.add_members', { id, members: [member('carol')] });
  expect(await robert.ask('groups.members', { id, limit: 2 })).toMatchObject({
    members: [
      { user: { username: 'alice' }, role: 'owner', joinedAt: expect.any(Number) },
      { user: { username: 'robert' }, role: 'member' },
    ],
  });
  expect(await robert.ask('groups.members', { id, after: member('robert') })).toMatchObject({
    members: [{ user: { username: 'carol' } }],
  });
  expect(await robert.ask('groups.update', { id, name: 'Coffee' })).toMatchObject({
    group: { name: 'Coffee', description: '' },
  });
  expect(alice.heard.at(-1)).toBe('*updated');
  expect(await robert.ask('groups.update', { id })).toMatchObject({ code: 'INVALID' });
});

it('who could not be told of his new group is sent to sync anew, and so is everybody who waits behind', async () => {
  const inner = createMemoryStore();
  const stage = new Stage(() => ({
    ...inner,
    state: (user, c) => (user === 2 ? Promise.reject(new Error('EIO')) : inner.state(user, c)),
  }));
  const { alice, robert, carol } = await stage.cast('alice', 'robert', 'carol');
  void alice.begin('groups.create', { name: 'Tea', members: [member('robert')] });
  await stage.pass(100);
  expect([alice.closed, robert.closed]).toMatchObject([{ reason: 'internal' }, { reason: 'internal' }]);
  expect(carol.closed).toBeUndefined();
  expect(stage.logged).toMatchObject([{ event: 'publication not prepared' }]);
});

it('[P32] a private group does not exist for those who never were members; a public one may be looked at', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const id = await tea(stage, alice);
  const asks: [string, object][] = [
    ['groups.get', { id }],
    ['groups.members', { id }],
    ['groups.update', { id, name: 'x' }],
    ['groups.add_members', { id, members: [member('robert')] }],
    ['groups.remove_members', { id, members: [member('alice')] }],
    ['groups.leave', { id }],
    ['groups.dissolve', { id }],
    ['settings', { target: { group: id }, muted: true }],
    ['entries', { c: Number(id), from: 1, to: 1 }],
  ];
  for (const [operation, fields] of asks)
    expect([operation, await robert.ask(operation, fields)]).toMatchObject([operation, { code: 'NOT_FOUND' }]);
  expect(await robert.say({ group: id }, 'hello')).toMatchObject({ code: 'NOT_FOUND' });
  const open = (await alice.ask('groups.create', { name: 'Park', kind: 'public' }))['group'] as { id: string };
  expect(await robert.ask('groups.get', { id: open.id })).toMatchObject({ group: { name: 'Park' } });
  expect(await robert.ask('groups.add_members', { id: open.id, members: [member('robert')] })).toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('an application bounds the members of a group and the groups of a user', async () => {
  const stage = new Stage();
  await stage.application('default', { limits: { groupMembers: 3, groupsPerUser: 2 } });
  for (const name of ['alice', 'robert', 'carol', 'david']) await stage.user(name);
  const alice = await stage.device('alice');
  const others = ['robert', 'carol', 'david'].map(member);
  expect(await alice.ask('groups.create', { name: 'x', members: others })).toMatchObject({ code: 'GROUP_FULL' });
  expect(await alice.ask('groups.create', { name: 'x', maxMembers: 4 })).toMatchObject({ code: 'TOO_LARGE' });
  const id = await tea(stage, alice, 'robert', 'carol');
  expect(await alice.ask('groups.add_members', { id, members: [member('david')] })).toMatchObject({
    code: 'GROUP_FULL',
  });
  await tea(stage, alice);
  expect(await alice.ask('groups.create', { name: 'x' })).toMatchObject({ code: 'FORBIDDEN' });
});
