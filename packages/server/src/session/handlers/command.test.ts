import { limits } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../store/batch.js';
import { createMemoryStore } from '../../store/memory/memory-store.js';
import { type Actor, Stage, to } from '../../testing/stage.js';

const commands = (actor: Actor) => actor.frames.filter(({ t }) => t === 'command');
const heard = (actor: Actor) => commands(actor).map(({ data }) => data);
const group = async (owner: Actor, ...names: string[]) => {
  const made = await owner.ask('groups.create', { name: 'Tea', members: names.map((username) => ({ username })) });
  return (made['group'] as { id: string }).id;
};
const code = async (actor: Actor, fields: object) => (await actor.ask('command', fields)).code ?? 'ok';

describe('a command', () => {
  it('[S49 S50 D18 P59] reaches each device of a user who is there, once, and is written nowhere', async () => {
    const batches: (readonly Operation[])[] = [];
    const stage = new Stage((clock) => {
      const store = createMemoryStore({ clock, flushMs: () => 2 });
      return {
        ...store,
        commit: (batch) => {
          batches.push(batch);
          return store.commit(batch);
        },
      };
    });
    const { alice, robert, carol } = await stage.cast('alice', 'robert', 'carol');
    const phone = await stage.device('robert', 'ios');
    const data = { typing: true, constructor: '花', nested: { deep: [1, null] } };
    expect(await alice.ask('command', { to: to('robert'), data })).toMatchObject({ t: 'ok' });
    const frame = {
      t: 'command',
      from: { username: 'alice', appKey: 'default', displayName: 'alice' },
      target: { user: 'alice', appKey: 'default' },
      data,
      fromOwnDevice: false,
    };
    for (const actor of [robert, phone]) expect(commands(actor)).toEqual([frame]);
    for (const actor of [alice, carol]) expect(commands(actor)).toEqual([]);
    expect(batches.flat()).toEqual([]);
    // Who comes later finds nothing of it.
    const tablet = await stage.device('robert', 'windows');
    expect(await tablet.ask('sync')).toMatchObject({ conversations: [] });
    expect(commands(tablet)).toEqual([]);
    expect(JSON.stringify(stage.logged)).not.toContain('typing');
  });

  it('[S49 S50 P60] to a user is refused where he is not there, is none, or is oneself', async () => {
    const stage = new Stage();
    const { alice, robert } = await stage.cast('alice', 'robert');
    robert.vanish();
    expect(await code(alice, { to: to('robert'), data: 'x' })).toBe('TARGET_OFFLINE');
    expect(await code(alice, { to: to('nobody'), data: 'x' })).toBe('NOT_FOUND');
    expect(await code(alice, { to: { user: 'robert', appKey: 'other' }, data: 'x' })).toBe('NOT_FOUND');
    expect(await code(alice, { to: to('alice'), data: 'x' })).toBe('INVALID');
    expect(await code(alice, { to: { chatroom: '1' }, data: 'x' })).toBe('INVALID');
    expect(await code(alice, { to: to('robert'), devices: 'all', data: 'x' })).toBe('INVALID');
    expect(await code(alice, { data: 'x' })).toBe('INVALID');
    for (const data of [undefined, null, 5, true, ['x'], '\ud800'])
      expect(await code(alice, { to: to('robert'), data }), String(data)).toBe('INVALID');
  });

  it('[S50 P60] of who is blocked is refused, whoever is there, and of who is silenced', async () => {
    const stage = new Stage();
    const { alice, robert } = await stage.cast('alice', 'robert');
    await robert.ask('users.block', { user: { username: 'alice' } });
    expect(await code(alice, { to: to('robert'), data: 'x' })).toBe('BLOCKED');
    expect(await code(robert, { to: to('alice'), data: 'x' })).toBe('ok');
    const id = await group(robert, 'alice');
    expect(await code(alice, { to: { group: id }, data: 'groups are not affected' })).toBe('ok');
    await robert.ask('groups.silence', { id, member: { username: 'alice' }, until: stage.clock.now() + 60_000 });
    expect(await code(alice, { to: { group: id }, data: 'x' })).toBe('SILENCED');
    robert.vanish();
    expect(await code(alice, { to: to('robert'), data: 'x' })).toBe('BLOCKED');
    expect(heard(robert)).toEqual(['groups are not affected']);
  });

  it('[S50 P60] to a group reaches the other members who are there; only members send, and nobody has to be there', async () => {
    const stage = new Stage();
    const { alice, robert, carol, dora } = await stage.cast('alice', 'robert', 'carol', 'dora');
    const phone = await stage.device('alice', 'ios');
    const id = await group(alice, 'robert', 'carol');
    carol.vanish();
    expect(await code(alice, { to: { group: id }, data: 'tea?' })).toBe('ok');
    expect(commands(robert)).toMatchObject([{ target: { group: id }, data: 'tea?', fromOwnDevice: false }]);
    for (const actor of [alice, phone, carol, dora]) expect(commands(actor)).toEqual([]);
    expect(await code(dora, { to: { group: id }, data: 'x' })).toBe('NOT_FOUND');
    expect(await code(dora, { to: { group: '4711' }, data: 'x' })).toBe('NOT_FOUND');
    await alice.ask('groups.remove_members', { id, members: [{ username: 'robert' }] });
    expect(await code(robert, { to: { group: id }, data: 'x' })).toBe('NOT_MEMBER');
    expect(await code(alice, { to: { group: id }, data: 'alone' })).toBe('ok');
    expect(heard(robert)).toEqual(['tea?']);
  });

  it('[S51 P59] to own devices goes to those of the platform, never to the one that sends', async () => {
    const stage = new Stage();
    const { alice, robert } = await stage.cast('alice', 'robert');
    expect(await code(alice, { devices: 'all', data: 'x' })).toBe('TARGET_OFFLINE');
    const phone = await stage.device('alice', 'ios');
    const desk = await stage.device('alice', 'linux');
    expect(await code(alice, { devices: 'all', data: { n: 1 } })).toBe('ok');
    expect(await code(alice, { devices: 'ios', data: { n: 2 } })).toBe('ok');
    expect(await code(alice, { devices: 'web', data: { n: 3 } })).toBe('TARGET_OFFLINE');
    expect(await code(alice, { devices: 'android', data: { n: 4 } })).toBe('TARGET_OFFLINE');
    expect(await code(alice, { devices: 'fridge', data: { n: 5 } })).toBe('INVALID');
    expect(heard(phone)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(heard(desk)).toEqual([{ n: 1 }]);
    expect(commands(phone)[0]).toMatchObject({ fromOwnDevice: true, target: { user: 'alice', appKey: 'default' } });
    for (const actor of [alice, robert]) expect(commands(actor)).toEqual([]);
  });

  it('[Load S49 P60] has at most 4 KiB, and rates of its own', async () => {
    const stage = new Stage();
    const { alice, robert } = await stage.cast('alice', 'robert');
    const fits = 'x'.repeat(limits.commandBytes);
    expect(await code(alice, { to: to('robert'), data: fits })).toBe('ok');
    expect(await code(alice, { to: to('robert'), data: `${fits}x` })).toBe('TOO_LARGE');
    expect(await code(alice, { to: to('robert'), data: { a: 'x'.repeat(limits.commandBytes) } })).toBe('TOO_LARGE');
    expect(heard(robert)).toEqual([fits]);
    const all = Array.from({ length: limits.commandsBurst }, (_, at) =>
      alice.begin('command', { to: to('robert'), data: `${at}` }),
    );
    const answers = await stage.run(Promise.all(all));
    expect(answers.at(-1)).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
    // In the order of their frames, and messages are counted apart.
    const through = answers.flatMap(({ t }, at) => (t === 'ok' ? [`${at}`] : []));
    expect(heard(robert).slice(1)).toEqual(through);
    expect(await alice.say(to('robert'), 'a message')).toMatchObject({ t: 'ok' });
  });

  it('[P59] comes behind the message that was acknowledged before it', async () => {
    const stage = new Stage();
    const { alice, robert } = await stage.cast('alice', 'robert');
    await alice.say(to('robert'), 'first');
    await alice.ask('command', { to: to('robert'), data: 'second' });
    const kinds = robert.frames.flatMap(({ t }) => (t === 'entry' || t === 'command' ? [t] : []));
    expect(kinds).toEqual(['entry', 'command']);
  });
});
