import { type Operation, requests } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { type Garden, garden, type Names, nothing, type Role, roles, secrets } from '../testing/attacks/garden.js';
import type { Actor } from '../testing/stage.js';

/**
 * What each may do with what is not his, in the order of `roles`: 'ok', a refusal, or 'nothing', an answer that tells
 * and changes nothing. A refusal and a 'nothing' leave everything as it was.
 */
type Verdicts = readonly [
  foreign: string,
  stranger: string,
  removed: string,
  member: string,
  blocked: string,
  silenced: string,
  owner: string,
];
interface Ask {
  readonly fields?: (names: Names) => object;
  readonly may: Verdicts;
}
const all = (verdict: string): Verdicts => [verdict, verdict, verdict, verdict, verdict, verdict, verdict];
/** Says nothing of others, or only of oneself. */
const own: Ask = { may: all('ok') };
const ref = (username: string) => ({ username });
const members: Verdicts = ['NOT_FOUND', 'NOT_FOUND', 'NOT_MEMBER', 'ok', 'ok', 'ok', 'ok'];
const ownerAlone: Verdicts = [
  ...(['NOT_FOUND', 'NOT_FOUND', 'NOT_MEMBER', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'] as const),
  'ok',
];
/** Of the application, and not the owner himself. */
const everybodyElse: Verdicts = ['NOT_FOUND', 'ok', 'ok', 'ok', 'ok', 'ok', 'INVALID'];
const talking: Verdicts = ['NOT_FOUND', 'NOT_FOUND', 'NOT_MEMBER', 'ok', 'ok', 'SILENCED', 'ok'];
const ofTheApplication: Verdicts = ['NOT_FOUND', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'];
const nobodyElse: Verdicts = [
  ...(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'] as const),
  'ok',
];

let sent = 0;
const message = (more: object = {}) => ({
  id: `an-attack-${String(++sent).padStart(8, '0')}`,
  content: { type: 'text', text: 'hello' },
  ...more,
});

/** Every operation of the wire: one that is not here does not compile, and the first test tells it. */
const matrix: Record<Operation, readonly Ask[]> = {
  register: [{ fields: () => ({ username: 'another', password: 'a secret' }), may: all('INVALID') }],
  login: [
    {
      fields: () => ({ version: 1, platform: 'web', credentials: { kind: 'session', token: 'x'.repeat(43) } }),
      may: all('INVALID'),
    },
  ],
  logout: [own],
  ping: [own],
  limits: [own],
  sync: [own],
  withdraw: [{ fields: ({ said }) => ({ id: said }), may: all('ok') }],
  entries: [
    {
      fields: ({ groupLog }) => ({ c: groupLog, from: 1, to: 99 }),
      may: ['NOT_FOUND', 'NOT_FOUND', 'ok', 'ok', 'ok', 'ok', 'ok'],
    },
    { fields: ({ privateLog }) => ({ c: privateLog, from: 1, to: 99 }), may: nobodyElse },
  ],
  search: [
    {
      fields: ({ group }) => ({ text: 'secret', in: { group } }),
      may: ['NOT_FOUND', 'NOT_FOUND', 'ok', 'ok', 'ok', 'ok', 'ok'],
    },
    { fields: ({ peer }) => ({ text: 'secret', in: { user: peer } }), may: nobodyElse },
    { fields: () => ({ text: 'secret' }), may: all('ok') },
  ],
  send: [
    { fields: ({ group }) => ({ to: { group }, message: message() }), may: talking },
    {
      fields: ({ owner }) => ({ to: { user: owner }, message: message() }),
      may: ['NOT_FOUND', 'ok', 'ok', 'ok', 'BLOCKED', 'ok', 'INVALID'],
    },
    {
      fields: ({ room }) => ({ to: { chatroom: room }, message: message() }),
      may: ['NOT_FOUND', ...(Array(6).fill('NOT_MEMBER') as [string, string, string, string, string, string])],
    },
    // What he may not read he cannot send on.
    {
      fields: ({ group, picture }) => ({
        to: { group },
        message: message({
          content: {
            ...{ type: 'image', width: 1, height: 1 },
            media: { mediaId: picture, bytes: 9, mime: 'image/png', sha256: 'a'.repeat(64) },
          },
        }),
      }),
      may: ['NOT_FOUND', 'NOT_FOUND', 'NOT_MEMBER', 'NOT_FOUND', 'NOT_FOUND', 'SILENCED', 'NOT_FOUND'],
    },
  ],
  retract: [
    {
      fields: ({ group, before }) => ({ to: { group }, id: before }),
      may: ['NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'ok'],
    },
    {
      fields: ({ group, after }) => ({ to: { group }, id: after }),
      may: ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'ok'],
    },
    { fields: ({ peer, said }) => ({ to: { user: peer }, id: said }), may: nobodyElse },
  ],
  'receipts.mark': [
    {
      fields: ({ groupLog, places }) => ({ marks: [[groupLog, [places.after]]] }),
      may: ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'ok', 'ok', 'ok', 'NOT_FOUND'],
    },
    { fields: ({ groupLog, places }) => ({ marks: [[groupLog, [places.plain]]] }), may: all('NOT_FOUND') },
    { fields: ({ privateLog, places }) => ({ marks: [[privateLog, [places.said]]] }), may: all('NOT_FOUND') },
  ],
  'receipts.list': [
    {
      fields: ({ groupLog, places }) => ({ c: groupLog, seq: places.after }),
      may: ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'ok'],
    },
    { fields: ({ privateLog, places }) => ({ c: privateLog, seq: places.said }), may: nobodyElse },
    {
      fields: ({ groupLog, places }) => ({ c: groupLog, seq: places.plain }),
      may: ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'INVALID'],
    },
  ],
  read: [
    {
      fields: ({ privateLog, places }) => ({ marks: [[privateLog, places.said]] }),
      may: ['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'ok'],
    },
  ],
  delivered: [
    {
      fields: ({ privateLog, places }) => ({ marks: [[privateLog, places.said]] }),
      may: ['nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'ok'],
    },
  ],
  settings: [
    {
      fields: ({ group }) => ({ target: { group }, muted: true }),
      may: ['NOT_FOUND', 'NOT_FOUND', 'ok', 'ok', 'ok', 'ok', 'ok'],
    },
    { fields: ({ owner }) => ({ target: { user: owner }, muted: true }), may: everybodyElse },
  ],
  'users.get': [
    {
      fields: ({ owner }) => ({ users: [ref(owner)] }),
      may: ['nothing', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok'],
    },
  ],
  'users.update': [{ fields: () => ({ profile: { nickname: 'x' } }), may: all('ok') }],
  'users.set_avatar': [{ fields: ({ picture }) => ({ mediaId: picture }), may: nobodyElse }],
  'users.change_password': [
    { fields: () => ({ current: 'a guess', next: 'another secret' }), may: all('UNAUTHENTICATED') },
  ],
  'users.block': [{ fields: ({ owner }) => ({ user: ref(owner) }), may: everybodyElse }],
  'users.unblock': [{ fields: ({ owner }) => ({ user: ref(owner) }), may: everybodyElse }],
  'users.blocked': [own, { fields: ({ owner }) => ({ after: ref(owner) }), may: all('NOT_FOUND') }],
  'users.mute': [
    { fields: () => ({ muted: true }), may: all('ok') },
    { fields: ({ owner }) => ({ user: ref(owner), muted: true }), may: everybodyElse },
  ],
  'devices.list': [own],
  'devices.end': [{ fields: ({ device }) => ({ id: device }), may: nobodyElse }],
  'groups.create': [
    {
      fields: ({ peer }) => ({ name: 'Another', members: [ref(peer)] }),
      may: ofTheApplication,
    },
  ],
  'groups.get': [{ fields: ({ group }) => ({ id: group }), may: members }],
  'groups.mine': [own],
  'groups.members': [{ fields: ({ group }) => ({ id: group }), may: members }],
  'groups.update': [{ fields: ({ group }) => ({ id: group, name: 'x' }), may: members }],
  'groups.add_members': [{ fields: ({ group, stranger }) => ({ id: group, members: [ref(stranger)] }), may: members }],
  'groups.remove_members': [
    { fields: ({ group, peer }) => ({ id: group, members: [ref(peer)] }), may: ownerAlone },
    { fields: ({ group, deputy }) => ({ id: group, members: [ref(deputy)] }), may: ownerAlone },
  ],
  'groups.leave': [{ fields: ({ group }) => ({ id: group }), may: members }],
  'groups.dissolve': [{ fields: ({ group }) => ({ id: group }), may: ownerAlone }],
  'groups.transfer': [{ fields: ({ group, peer }) => ({ id: group, to: ref(peer) }), may: ownerAlone }],
  'groups.set_avatar': [
    { fields: ({ group }) => ({ id: group, mediaId: null }), may: members },
    { fields: ({ group, picture }) => ({ id: group, mediaId: picture }), may: nobodyElse },
  ],
  'groups.set_role': [
    { fields: ({ group, peer }) => ({ id: group, member: ref(peer), role: 'admin' }), may: ownerAlone },
    { fields: ({ group, deputy }) => ({ id: group, member: ref(deputy), role: 'member' }), may: ownerAlone },
  ],
  'groups.silence': [
    { fields: ({ group, peer }) => ({ id: group, member: ref(peer), until: 9_000_000_000_000 }), may: ownerAlone },
  ],
  command: [
    { fields: ({ group }) => ({ to: { group }, data: 'x' }), may: talking },
    {
      fields: ({ owner }) => ({ to: { user: owner }, data: 'x' }),
      may: ['NOT_FOUND', 'ok', 'ok', 'ok', 'BLOCKED', 'ok', 'INVALID'],
    },
    { fields: () => ({ devices: 'all', data: 'x' }), may: all('TARGET_OFFLINE') },
  ],
  'rooms.list': [own],
  'rooms.get': [{ fields: ({ room }) => ({ id: room }), may: ofTheApplication }],
  'rooms.enter': [{ fields: ({ room }) => ({ id: room }), may: ofTheApplication }],
  'rooms.leave': [{ fields: ({ room }) => ({ id: room }), may: ofTheApplication }],
};

const rows = Object.entries(matrix).flatMap(([operation, asks]) =>
  asks.map((ask, at) => [asks.length > 1 ? `${operation} ${at + 1}` : operation, operation, ask] as const),
);
/** Who may read neither. */
const mayRead: Record<keyof typeof secrets, readonly Role[]> = {
  after: ['member', 'blocked', 'silenced', 'owner'],
  said: ['owner'],
};

it('[Rights] every operation has its row', () => {
  expect(Object.keys(matrix).sort()).toEqual(Object.keys(requests).sort());
});

it.each(rows)('[Rights] who may, and that nothing happens where one may not: %s', async (_, operation, ask) => {
  let here = await garden();
  for (const [at, role] of roles.entries()) {
    const verdict = await tried(here, here.cast[role], operation, ask);
    expect([role, verdict]).toEqual([role, ask.may[at]]);
    expectNoSecret(here, role);
    // What waits for positions to be written waits too long for its connections.
    if (verdict === 'ok' || operation === 'delivered') here = await garden();
  }
});

it.each(rows.filter(([, , { may }]) => may[0] === 'NOT_FOUND' || may[0] === 'nothing'))(
  '[Rights D22] what is of another application answers as what is nowhere: %s',
  async (_, operation, { fields }) => {
    const { stage, cast, names } = await garden();
    const { foreign } = cast;
    // Not told apart by what was asked before.
    await stage.pass(60_000);
    const device = foreign.closed ? await stage.device('foreign', 'web', 'other') : foreign;
    const [there, nowhere] = [fields?.(names) ?? {}, fields?.(nothing) ?? {}];
    const known = withoutNames(await device.ask(operation, there), names);
    expect(known).toEqual(withoutNames(await device.ask(operation, nowhere), nothing));
  },
);

async function tried(here: Garden, actor: Actor, operation: string, { fields }: Ask): Promise<string> {
  const { stage, names } = here;
  const before = here.dump();
  const told = here.toldOthers(actor);
  const answer = await actor.ask(operation, fields?.(names) ?? {});
  // Positions are written a while later.
  if (operation === 'delivered') await stage.pass(6_000);
  if (answer.t === 'ok' && !isNothing(operation, answer, before, here.dump())) return 'ok';
  expect(here.dump()).toEqual(before);
  expect(here.toldOthers(actor)).toBe(told);
  return answer.code ?? 'nothing';
}

/** Of the operations that refuse nothing: whether this one changed, or told, nothing. */
function isNothing(operation: string, answer: object, before: object, after: object): boolean {
  if (operation === 'users.get') return (answer as { users: unknown[] }).users.length === 0;
  if (operation !== 'read' && operation !== 'delivered') return false;
  return JSON.stringify(positions(before)) === JSON.stringify(positions(after));
}

function positions(dump: object): unknown[] {
  const { conversations } = dump as { conversations: Map<number, { members: Map<number, object> }> };
  return [...conversations.values()].map(({ members }) => [...members.values()]);
}

function expectNoSecret({ cast }: Garden, role: Role): void {
  const heard = JSON.stringify(cast[role].frames);
  for (const [name, secret] of Object.entries(secrets))
    if (!mayRead[name as keyof typeof secrets].includes(role))
      expect([role, heard.includes(secret)]).toEqual([role, false]);
}

/** The answer, with what it names left out. */
function withoutNames({ r: _, ...answer }: Record<string, unknown>, names: Names): string {
  const { owner, peer, deputy, stranger } = names;
  return JSON.stringify(answer).replace(new RegExp(`\\b(${owner}|${peer}|${deputy}|${stranger})\\b`, 'g'), '…');
}

it('[Rights] who a frame says that it comes from, when, as what and at which place is passed over', async () => {
  const { cast, names } = await garden();
  const claims = {
    from: { username: 'owner', appKey: 'default', displayName: 'Owner' },
    ...{ fromType: 'admin', sender: 'owner', user: 'owner', role: 'owner', isBackEnd: true, application: 'other' },
    ...{ at: 1, seq: 1, sid: '1', c: names.privateLog, recipients: 99, increment: 50, kind: 'retraction' },
  };
  const { group } = names;
  const answer = await cast.member.ask('send', {
    ...claims,
    to: { group, at: 1, from: 'owner' },
    message: message(claims),
  });
  expect(answer).toMatchObject({ t: 'ok', c: names.groupLog, seq: names.places.plain + 1 });
  const entry = cast.owner.entries.at(-1)?.entry;
  expect(entry).toMatchObject({ seq: answer['seq'], at: answer['at'], sid: answer['sid'] });
  expect(entry?.at).toBeGreaterThan(1);
  const { message: _, ...body } = { ...entry?.body } as Record<string, unknown>;
  const from = { username: 'member', appKey: 'default', displayName: 'member' };
  expect(body).toEqual({ kind: 'message', from, fromType: 'user' });
  // Nor does any of it give a right.
  for (const [operation, fields] of [
    ['groups.dissolve', { id: group }],
    ['groups.silence', { id: group, member: ref('peer'), until: 9_000_000_000_000 }],
    ['retract', { to: { group }, id: names.after }],
    ['receipts.list', { c: names.groupLog, seq: names.places.after }],
  ] as const)
    expect([operation, await cast.member.ask(operation, { ...claims, ...fields })]).toMatchObject([
      operation,
      { code: 'FORBIDDEN' },
    ]);
});
