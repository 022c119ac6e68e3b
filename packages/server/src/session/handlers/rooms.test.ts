import { limits } from '@palaver/protocol';
import { describe, expect, it } from 'vitest';
import { type Actor, gist, Stage } from '../../testing/stage.js';

const room = async (stage: Stage, name = 'Lobby', appKey = 'default'): Promise<string> => {
  const made = await stage.run(stage.core.admin.createRoom({ appKey, name }));
  if (!made.ok) throw new Error(made.error.code);
  return made.value.id;
};
const pushed = (actor: Actor) => actor.frames.filter(({ t }) => t === 'room') as unknown as Actor['entries'];
const heard = (actor: Actor) => pushed(actor).map(({ entry }) => gist(entry));
const held = (answer: Record<string, unknown>) => (answer['entries'] as { seq: number }[]).map(({ seq }) => seq);
const count = async (actor: Actor, id: string) =>
  ((await actor.ask('rooms.get', { id }))['room'] as { memberCount: number } | undefined)?.memberCount;

describe('chatrooms', () => {
  it('[O2 P61] are made by operators, listed in pages, and belong to an application', async () => {
    const stage = new Stage();
    const { alice } = await stage.cast('alice');
    await stage.application('other');
    await stage.user('dora', 'other');
    const dora = await stage.device('dora', 'web', 'other');
    const ids: string[] = [];
    for (let made = 0; made < 60; made++) ids.push(await room(stage, `room ${made}`));
    const theirs = await room(stage, 'theirs', 'other');
    const page = await alice.ask('rooms.list', { start: 50, count: 5 });
    expect(page).toMatchObject({ total: 60, rooms: ids.slice(50, 55).map((id) => ({ id, memberCount: 0 })) });
    expect((await alice.ask('rooms.list'))['rooms']).toHaveLength(limits.roomsPerCall);
    for (const fields of [{ count: 51 }, { count: 0 }, { start: -1 }, { start: 0.5 }])
      expect(await alice.ask('rooms.list', fields)).toMatchObject({ code: 'INVALID' });
    expect(await alice.ask('rooms.get', { id: ids[0] })).toMatchObject({
      room: { id: ids[0], name: 'room 0', description: '', memberCount: 0 },
    });
    for (const id of [theirs, '4711']) {
      for (const t of ['rooms.get', 'rooms.enter', 'rooms.leave'])
        expect(await alice.ask(t, { id }), t).toMatchObject({ code: 'NOT_FOUND' });
      expect(await alice.say({ chatroom: id }, 'hello?')).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await dora.ask('rooms.enter', { id: theirs })).toMatchObject({ t: 'ok' });
    const made = await alice.ask('groups.create', { name: 'Tea' });
    const group = (made['group'] as { id: string }).id;
    expect(await alice.ask('rooms.enter', { id: group })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await alice.say({ group: ids[0] }, 'no group')).toMatchObject({ code: 'NOT_FOUND' });
    for (const name of ['', 'x'.repeat(65), 'two\nlines', '\ud800'])
      expect(await stage.run(stage.core.admin.createRoom({ appKey: 'default', name }))).toMatchObject({
        error: { code: 'INVALID' },
      });
  });

  it('[O2 P62 P63] who is inside hears what is said; nobody else speaks or hears', async () => {
    const stage = new Stage();
    const { alice, robert, carol } = await stage.cast('alice', 'robert', 'carol');
    const phone = await stage.device('alice', 'ios');
    const id = await room(stage);
    expect(await alice.say({ chatroom: id }, 'too early')).toMatchObject({ code: 'NOT_MEMBER' });
    for (const actor of [alice, phone, robert]) {
      expect(await actor.ask('rooms.enter', { id })).toMatchObject({ c: Number(id), head: 0, entries: [] });
    }
    expect(await count(carol, id)).toBe(2);
    expect(await alice.say({ chatroom: id }, 'hello')).toMatchObject({ t: 'ok', c: Number(id), seq: 1 });
    expect(heard(alice)).toEqual([]);
    for (const actor of [phone, robert]) expect(heard(actor)).toEqual(['hello']);
    expect(pushed(phone)).toEqual(pushed(robert));
    for (const actor of [alice, phone, robert, carol]) {
      expect(actor.entries).toEqual([]);
      expect(await actor.ask('sync')).toMatchObject({ conversations: [] });
      expect(await actor.ask('entries', { c: Number(id), from: 1, to: 9 })).toMatchObject({ code: 'NOT_FOUND' });
    }
    const options = { needReadReceipt: true };
    expect(await alice.say({ chatroom: id }, 'seen?', undefined, options)).toMatchObject({ code: 'INVALID' });
    expect(await alice.ask('settings', { target: { chatroom: id }, muted: true })).toMatchObject({ code: 'INVALID' });
    expect(await robert.ask('rooms.leave', { id })).toMatchObject({ t: 'ok' });
    expect(await robert.ask('rooms.leave', { id })).toMatchObject({ t: 'ok' });
    expect(await robert.say({ chatroom: id }, 'gone')).toMatchObject({ code: 'NOT_MEMBER' });
    await alice.say({ chatroom: id }, 'again');
    expect(heard(robert)).toEqual(['hello']);
    expect(heard(phone)).toEqual(['hello', 'again']);
  });

  it('[O2 P62] who enters gets the last 50, and every later one once told apart by its place', async () => {
    const stage = new Stage();
    const { alice, robert } = await stage.cast('alice', 'robert');
    const id = await room(stage);
    await alice.ask('rooms.enter', { id });
    for (let said = 1; said <= 55; said++) await alice.say({ chatroom: id }, `text ${said}`);
    const talk = Array.from({ length: 20 }, (_, at) => alice.text({ chatroom: id }, `meanwhile ${at}`));
    const entered = await robert.ask('rooms.enter', { id });
    await stage.run(Promise.all(talk));
    await stage.pass(1_000);
    const head = entered['head'] as number;
    expect(held(entered)).toEqual(Array.from({ length: 50 }, (_, at) => head - 49 + at));
    const later = pushed(robert).map(({ entry }) => entry.seq);
    expect(later).toEqual([...later].sort((a, b) => a - b));
    const all = new Set([...held(entered), ...later]);
    for (let seq = head - 49; seq <= 75; seq++) expect(all.has(seq), `place ${seq}`).toBe(true);
    // Entering again tells the same, and counts once.
    expect(held(await robert.ask('rooms.enter', { id }))).toEqual(Array.from({ length: 50 }, (_, at) => 26 + at));
    expect(await count(alice, id)).toBe(2);
  });

  it('[O2 P63 D4] a repeated id is the same message as long as that stands', async () => {
    const stage = new Stage();
    const { alice } = await stage.cast('alice');
    const id = await room(stage);
    await alice.ask('rooms.enter', { id });
    const first = alice.newId();
    const told = await alice.say({ chatroom: id }, 'once', first);
    expect(await alice.say({ chatroom: id }, 'once', first)).toEqual({ ...told, r: expect.any(Number) });
    expect(await alice.say({ chatroom: id }, 'other', first)).toMatchObject({ code: 'ID_REUSED' });
    // What stands is not refused, also where the connection is not inside any more.
    await alice.ask('rooms.leave', { id });
    expect(await alice.say({ chatroom: id }, 'once', first)).toEqual({ ...told, r: expect.any(Number) });
  });

  it('[O2 P62] a lost connection leaves the room, and a slow one is cut off', async () => {
    const stage = new Stage();
    const { alice, robert } = await stage.cast('alice', 'robert');
    const phone = await stage.device('robert', 'ios');
    const id = await room(stage);
    for (const actor of [alice, robert, phone]) await actor.ask('rooms.enter', { id });
    robert.vanish();
    expect(await count(alice, id)).toBe(2);
    phone.buffered = limits.waitingBytes + 1;
    await alice.say({ chatroom: id }, 'hello');
    expect(phone.closed).toMatchObject({ reason: 'tooSlow' });
    expect(await count(alice, id)).toBe(1);
    const again = await stage.device('robert');
    expect(await again.say({ chatroom: id }, 'am I in?')).toMatchObject({ code: 'NOT_MEMBER' });
    expect(held(await again.ask('rooms.enter', { id }))).toEqual([1]);
  });

  it('[O2 P64] removing a room puts everybody out, behind what was said before', async () => {
    const stage = new Stage();
    const { alice, robert } = await stage.cast('alice', 'robert');
    const id = await room(stage);
    for (const actor of [alice, robert]) await actor.ask('rooms.enter', { id });
    const last = alice.text({ chatroom: id }, 'last');
    const removed = stage.core.admin.removeRoom({ appKey: 'default', id });
    const late = alice.text({ chatroom: id }, 'late');
    expect(await stage.run(removed)).toEqual({ ok: true, value: undefined });
    const answers = [await stage.run(last), await stage.run(late)];
    for (const answer of answers) expect(answer.code ?? 'ok').toMatch(/^(ok|NOT_FOUND)$/);
    expect(await alice.say({ chatroom: id }, 'anybody?')).toMatchObject({ code: 'NOT_FOUND' });
    expect(robert.frames.at(-1)).toEqual({ t: 'room_ended', c: Number(id) });
    expect(heard(robert)).toEqual(answers.flatMap(({ t }, at) => (t === 'ok' ? [['last', 'late'][at]] : [])));
    for (const t of ['rooms.get', 'rooms.enter', 'rooms.leave'])
      expect(await robert.ask(t, { id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await robert.ask('rooms.list')).toMatchObject({ rooms: [], total: 0 });
    const named = { appKey: 'default', id };
    expect(await stage.run(stage.core.admin.removeRoom(named))).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await stage.run(stage.core.admin.findRoom(named))).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('[O2] a room is renamed, and its back end sees who many are inside', async () => {
    const stage = new Stage();
    const { alice } = await stage.cast('alice');
    const id = await room(stage);
    const named = { appKey: 'default', id };
    await alice.ask('rooms.enter', { id });
    await alice.say({ chatroom: id }, 'before');
    expect(await stage.run(stage.core.admin.updateRoom(named, { name: 'Hall' }))).toMatchObject({ ok: true });
    expect(await alice.say({ chatroom: id }, 'after')).toMatchObject({ t: 'ok', seq: 2 });
    const card = { id, name: 'Hall', description: '', memberCount: 1 };
    expect(await stage.run(stage.core.admin.findRoom(named))).toEqual({ ok: true, value: card });
    expect(await stage.run(stage.core.admin.rooms('default'))).toEqual({
      ok: true,
      value: { items: [card], total: 1 },
    });
  });

  it('[O2 P62] 2,000 in one room get a message as one text, encoded once', async () => {
    const stage = new Stage();
    const { alice } = await stage.cast('alice');
    await stage.application('crowd', { devices: 'unlimited' });
    const id = await room(stage, 'Hall', 'crowd');
    const crowd: Actor[] = [];
    for (let user = 0; user < 20; user++) await stage.user(`user${user}`, 'crowd');
    // So many logins at once, and no more, are believed to be no guesses.
    for (let at = 0; at < 2_000; at += 10) {
      const devices = Array.from({ length: 10 }, () => stage.connect(`192.0.2.${at % 200}`));
      await stage.run(Promise.all(devices.map((one) => one.begin('login', login(`user${(at / 10) % 20}`)))));
      const entered = await stage.run(Promise.all(devices.map((one) => one.begin('rooms.enter', { id }))));
      for (const answer of entered) expect(answer).toMatchObject({ t: 'ok' });
      crowd.push(...devices);
    }
    expect(crowd).toHaveLength(2_000);
    const texts = new Set<string>();
    let received = 0;
    for (const actor of crowd) {
      const send = actor.send.bind(actor);
      actor.send = (text) => {
        if (text.startsWith('{"t":"room"')) {
          received += 1;
          texts.add(text);
        }
        send(text);
      };
    }
    const [speaker] = crowd;
    expect(await speaker?.say({ chatroom: id }, 'hello, all of you')).toMatchObject({ t: 'ok', seq: 1 });
    expect([received, texts.size]).toEqual([1_999, 1]);
    expect(alice.frames.filter(({ t }) => t === 'room')).toEqual([]);
    expect(await count(crowd[7] as Actor, id)).toBe(20);
  });
});

const login = (username: string) => ({
  version: 1,
  appKey: 'crowd',
  platform: 'web',
  credentials: { kind: 'password', username, password: `${username}-secret` },
});
