import { requests } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { Stage, to } from '../testing/stage.js';

const message = {
  id: 'message-000000001',
  content: { type: 'text', text: 'hello' },
  extras: { a: 1 },
  mentions: 'all',
};
const members = [{ username: 'robert', appKey: 'default' }];
/** One good frame for each operation that a device may ask while it is logged in. */
const good: Record<string, Record<string, unknown>> = {
  ping: {},
  limits: {},
  sync: { cursor: 'a.1', next: 'a.1.1.1.-' },
  entries: { c: 1, from: 1, to: 2, only: 'retractions' },
  send: { to: { user: 'robert', appKey: 'default' }, message },
  search: { text: 'hello', in: { user: 'robert', appKey: 'default' }, limit: 5, before: '7' },
  withdraw: { id: 'message-000000001' },
  retract: { to: { user: 'robert', appKey: 'default' }, id: 'message-000000009' },
  'receipts.mark': { marks: [[1, [1]]] },
  'receipts.list': { c: 1, seq: 1, after: 0, limit: 2 },
  read: { marks: [[1, 1]] },
  delivered: { marks: [[1, 1]] },
  settings: { target: { group: '1' }, muted: true, pinned: false },
  'users.get': { users: members },
  'users.update': { profile: { nickname: 'A', gender: 'female', region: 'Oslo', extras: { a: 1 } } },
  'users.set_avatar': { mediaId: 'a-picture-00000001' },
  'users.change_password': { current: 'wrong', next: 'another-secret' },
  'users.block': { user: members[0] },
  'users.unblock': { user: members[0] },
  'users.blocked': { after: members[0] },
  'users.mute': { user: members[0], muted: true },
  'devices.list': {},
  'devices.end': { id: 'a-device' },
  'groups.create': { name: 'Tea', description: '', kind: 'public', maxMembers: 10, members },
  'groups.get': { id: '2' },
  'groups.mine': {},
  'groups.members': { id: '2', after: members[0], limit: 2 },
  'groups.update': { id: '2', name: 'x', description: 'y' },
  'groups.add_members': { id: '2', members },
  'groups.remove_members': { id: '2', members },
  'groups.leave': { id: '2' },
  'groups.dissolve': { id: '2' },
  command: { to: { user: 'robert', appKey: 'default' }, data: { x: 1 } },
  'rooms.list': { start: 0, count: 10 },
  'rooms.get': { id: '3' },
  'rooms.enter': { id: '3' },
  'rooms.leave': { id: '3' },
  'groups.set_avatar': { id: '2', mediaId: 'a-picture-00000001' },
  'groups.transfer': { id: '2', to: members[0] },
  'groups.set_role': { id: '2', member: members[0], role: 'admin' },
  'groups.silence': { id: '2', member: members[0], until: 1_000 },
  register: { username: 'carol', password: 'secret', profile: { nickname: 'C' } },
  login: { version: 1, platform: 'web', credentials: { kind: 'session', token: 'x' } },
};
// Written as JSON text, since some of it no JavaScript value stands for.
const strange = [
  ...['null', 'true', '0', '-1', '1.5', '1e308', '1e999', '9007199254740993', '""', '"\\u0000"', '"\\ud800"'],
  ...['"\\u202e"', '"../.."', '[]', '[null]', '{}', '{"__proto__":{"x":1}}', '[[1,1],[1]]', '"9007199254740993"'],
  ...[`"${'x'.repeat(20_000)}"`, `${'['.repeat(40)}${']'.repeat(40)}`],
];

it('every field with every strange value gets a typed answer; nothing is broken and nobody is harmed', async () => {
  const stage = new Stage();
  const { alice, robert } = await stage.cast('alice', 'robert');
  expect([...Object.keys(good), 'logout'].sort()).toEqual(Object.keys(requests).sort());
  let r = 1_000_000;
  const asked: number[] = [];
  for (const [t, fields] of Object.entries(good)) {
    for (const [path, put] of variations(fields)) {
      for (const value of strange) {
        const text = put(value);
        r++;
        asked.push(r);
        alice.raw(`{"t":"${t}","r":${r},${text.slice(1)}`.replace(/,\}$/, '}'));
        if (asked.length % 50 === 0) await stage.pass(100);
        expect([t, path, value.slice(0, 40), alice.closed]).toEqual([t, path, value.slice(0, 40), undefined]);
      }
    }
  }
  await stage.pass(1_000);
  expect(stage.logged).toEqual([]);
  const answered = new Set(alice.frames.map((frame) => frame.r));
  expect(asked.length).toBeGreaterThan(1_000);
  expect(asked.filter((one) => !answered.has(one))).toEqual([]);
  await stage.pass(60_000);
  const later = [await stage.device('alice'), await stage.device('robert')] as const;
  expect(await later[0].say(to('robert'), 'still well')).toMatchObject({ t: 'ok' });
  expect(later[1].heard).toEqual(['still well']);
  expect(robert.closed).toMatchObject({ reason: 'silent' });
});

/** The frame with one field at a time replaced, as text. */
function* variations(fields: unknown): Generator<[path: string, put: (value: string) => string]> {
  if (typeof fields !== 'object' || fields === null) return;
  for (const [key, inner] of Object.entries(fields)) {
    const rest = (value: string) => {
      const parts = Object.entries(fields).map(([other, kept]) => {
        const text = other === key ? value : JSON.stringify(kept);
        return Array.isArray(fields) ? text : `${JSON.stringify(other)}:${text}`;
      });
      return Array.isArray(fields) ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
    };
    yield [key, rest];
    for (const [path, put] of variations(inner)) yield [`${key}.${path}`, (value) => rest(put(value))];
  }
}
