import type { ConversationState, Entry } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { Stage, to } from '../../testing/stage.js';

const unreadOf = async (actor: { ask(t: string): Promise<Record<string, unknown>> }) =>
  ((await actor.ask('sync'))['conversations'] as ConversationState[])[0]?.unread;
const id = 'message-to-be-taken-back';

it('[S37 S38 P34] the sender takes a message back: an entry at its own place reaches every device, his own too', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const phone = await stage.device('alice', 'ios');
  const sent = await alice.say(to('robert'), 'secret', id, { unreadIncrement: 5 });
  await alice.say(to('robert'), 'after');
  const answer = await phone.ask('retract', { to: to('robert'), id });
  expect(answer).toMatchObject({ t: 'ok', c: sent['c'], seq: 3 });
  for (const device of [alice, phone, robert]) {
    const last = device.entries.at(-1)?.entry as Entry;
    expect(last).toMatchObject({
      seq: 3,
      at: answer['at'],
      sid: answer['sid'],
      body: { kind: 'retraction', from: { username: 'alice' }, seq: 1, id, sid: sent['sid'], increment: 5 },
    });
  }
  // His connection has the entry before the answer.
  expect(phone.frames.at(-1)).toMatchObject({ t: 'ok', seq: 3 });
});

it('[S39 D16 P35] from then on nobody reads it: history has a prompt in its place', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const { c, at, sid } = await alice.say(to('robert'), 'the secret', id);
  await alice.ask('retract', { to: to('robert'), id });
  for (const device of [alice, robert, await stage.device('robert', 'ios')]) {
    const page = await device.ask('entries', { c, from: 1, to: 9 });
    expect((page['entries'] as Entry[])[0]).toEqual({
      ...{ seq: 1, at, sid },
      body: {
        kind: 'retracted',
        from: { username: 'alice', appKey: 'default', displayName: 'alice' },
        fromType: 'user',
        id,
      },
    });
    expect(JSON.stringify(page)).not.toContain('the secret');
  }
});

it('[D4 D16] the same message sent again gets the first acknowledgement, and stays taken back', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const { r: _, ...first } = await alice.say(to('robert'), 'secret', id);
  await alice.ask('retract', { to: to('robert'), id });
  expect(await alice.say(to('robert'), 'secret', id)).toMatchObject({ ...first, isRetracted: true });
  expect(await alice.say(to('robert'), 'another', id)).toMatchObject({ code: 'ID_REUSED' });
  expect(robert.heard).toEqual(['secret', '(retraction)']);
});

it('[D13 P36] what was taken back is not unread any more, for who has read up to it and who has not', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const { c } = await alice.say(to('robert'), 'one', id, { unreadIncrement: 5 });
  await alice.say(to('robert'), 'two');
  expect(await unreadOf(robert)).toBe(6);
  await alice.ask('retract', { to: to('robert'), id });
  expect([await unreadOf(robert), await unreadOf(alice)]).toEqual([1, 0]);
  await robert.ask('read', { marks: [[c, 1]] });
  expect(await unreadOf(robert)).toBe(1);
});

it('[Rights S37 P34] refuses who is not the sender, what is not there, a second time, and what comes too late', async () => {
  const stage = new Stage();
  const { alice, robert, carol } = await stage.cast('alice', 'robert', 'carol');
  await alice.say(to('robert'), 'one', id);
  const retract = (actor: typeof alice, target: object, which = id) => actor.ask('retract', { to: target, id: which });
  expect(await retract(robert, to('alice'))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await retract(carol, to('alice'))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await retract(alice, to('carol'))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await retract(alice, to('nobody'))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await retract(alice, { group: '77' })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await retract(alice, { chatroom: '77' })).toMatchObject({ code: 'INVALID' });
  expect(await retract(alice, to('robert'), 'no-message-under-this')).toMatchObject({ code: 'NOT_FOUND' });
  expect(await retract(alice, to('robert'), 'short')).toMatchObject({ code: 'INVALID' });
  expect(await retract(alice, to('robert'))).toMatchObject({ t: 'ok' });
  expect(await retract(alice, to('robert'))).toMatchObject({ code: 'ALREADY_RETRACTED' });
});

it("[S37 P34] the time is the application's, by the server's clock since the commit", async () => {
  const stage = new Stage();
  await stage.application('default', { limits: { retractMs: 5_000 } });
  await stage.user('alice');
  await stage.user('robert');
  const alice = await stage.device('alice');
  const [inTime, late] = [alice.newId(), alice.newId()];
  await alice.say(to('robert'), 'one', inTime);
  await alice.say(to('robert'), 'two', late);
  await stage.pass(4_900);
  expect(await alice.ask('retract', { to: to('robert'), id: inTime })).toMatchObject({ t: 'ok' });
  await stage.pass(200);
  expect(await alice.ask('retract', { to: to('robert'), id: late })).toMatchObject({ code: 'RETRACT_TIMEOUT' });
});

it('[D16] of two who take it back at once, and of a send beside them, each has its own place or is refused', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  const phone = await stage.device('alice', 'ios');
  await alice.say(to('robert'), 'secret', id);
  const asked = [alice, phone].map((device) => device.begin('retract', { to: to('robert'), id }));
  const beside = robert.text(to('alice'), 'beside');
  const answers = await stage.run(Promise.all(asked));
  await stage.run(beside);
  expect(answers.map(({ code }) => code).sort()).toEqual(['ALREADY_RETRACTED', undefined]);
  expect(phone.entries.map(({ entry }) => entry.seq)).toEqual([1, 2, 3]);
});

it('[D17 P34] who left a group can take nothing back there, and hears of nothing', async () => {
  const stage = new Stage();
  const { alice, robert, carol } = await stage.cast('alice', 'robert', 'carol');
  const made = await alice.ask('groups.create', { name: 'Tea', members: [{ username: 'robert' }] });
  const group = { group: (made['group'] as { id: string }).id };
  await robert.say(group, 'mine', id);
  const other = alice.newId();
  await alice.say(group, 'hers', other);
  await robert.ask('groups.leave', { id: group.group });
  expect(await robert.ask('retract', { to: group, id })).toMatchObject({ code: 'NOT_MEMBER' });
  expect(await carol.ask('retract', { to: group, id })).toMatchObject({ code: 'NOT_FOUND' });
  const heard = robert.heard.length;
  expect(await alice.ask('retract', { to: group, id: other })).toMatchObject({ t: 'ok' });
  expect(robert.heard).toHaveLength(heard);
});

it('[P17 D16 (part)] who leaves a hole asks for the retractions in it alone', async () => {
  const stage = new Stage();
  const { alice, robert, carol } = await stage.cast('alice', 'robert', 'carol');
  const { c } = await alice.say(to('robert'), 'one', id);
  for (const text of ['two', 'three']) await alice.say(to('robert'), text);
  await alice.ask('retract', { to: to('robert'), id });
  await alice.say(to('robert'), 'four');
  const asked = { c, from: 2, to: 5, only: 'retractions' };
  expect(await robert.ask('entries', asked)).toMatchObject({ from: 2, to: 5, entries: [{ seq: 4, body: { id } }] });
  expect(await robert.ask('entries', { ...asked, to: 3 })).toMatchObject({ entries: [] });
  expect(await carol.ask('entries', asked)).toMatchObject({ code: 'NOT_FOUND' });
});

it('[P80 D16] of retractions that have expired their places are told, in pages, of what the asker may see', async () => {
  const stage = new Stage();
  const { alice } = await stage.cast('alice', 'robert', 'carol');
  await stage.run(
    stage.core.admin.changeSettings('default', {
      limits: { sendsPerSecond: 9_999, sendsBurst: 9_999, changesPerSecond: 9_999 },
    }),
  );
  const made = await alice.ask('groups.create', { name: 'Tea', members: [{ username: 'robert' }] });
  const group = { group: (made['group'] as { id: string }).id };
  let c: unknown;
  for (let n = 0; n < 510; n++) {
    const each = alice.newId();
    ({ c } = await alice.say(group, 'not meant', each));
    await alice.ask('retract', { to: group, id: each });
  }
  await alice.ask('groups.add_members', { id: group.group, members: [{ username: 'carol' }] });
  await stage.run(stage.core.admin.changeSettings('default', { retentionDays: 1 }));
  await stage.pass(3 * 24 * 3_600_000);
  await stage.run(stage.core.expire());
  const asks = async (who: string, from: number, to: number) =>
    (await (await stage.device(who)).ask('entries', { c, from, to, only: 'retractions' })) as unknown as {
      from: number;
      retracted?: number[];
    };
  // The first place is the group's making; then a message and its retraction, over and over.
  const page = await asks('robert', 1, 1_022);
  expect(page).toMatchObject({ from: 23, entries: [] });
  expect(page.retracted).toHaveLength(500);
  expect(page.retracted?.at(-1)).toBe(1_020);
  expect((await asks('robert', 1, 22)).retracted).toHaveLength(10);
  expect(await asks('robert', 4, 7)).toMatchObject({ from: 4, retracted: [4, 6] });
  expect(await asks('carol', 1, 1_022)).not.toHaveProperty('retracted');
});
