import { protocolVersion } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { FrameLine, honest, type Meddler } from './network/frame-line.js';
import { newerClient, newerServer, olderServer, unknown } from './network/other-version.js';
import { RawClient } from './network/raw-client.js';
import { Talk, until } from './talk.js';
import { broken, kept } from './verdict.js';

const users = ['alice', 'bobby', 'carol'];
const messages = scale(250, 5_000);
const peers: Readonly<Record<string, Meddler>> = {
  'a newer client': newerClient,
  'a newer server': newerServer,
  'an older server': olderServer,
  'newer clients and older ones': honest,
};

it('[F16 P8 D1 D11] old and new versions together: what one side does not know harms nothing', async () => {
  const sum = { peers: 0, acknowledged: 0, lost: 0, doubled: 0, 'out of order': 0 };
  for (const [name, meddler] of Object.entries(peers)) {
    await using ground = await Ground.open();
    const line = await FrameLine.open(ground.server.url, meddler);
    const isMixed = meddler === honest;
    const mixed = isMixed ? await FrameLine.open(ground.server.url, newerClient) : line;
    const talk = await Talk.open(ground, {
      users,
      chance: new Chance(1_600),
      // Where versions are mixed, some are newer and others are not.
      urlOf: (user) => (user === 'alice' ? mixed.url : line.url),
    });
    talk.starts({ open: 20, pauseMs: [0, 10] });
    await until(() => talk.acknowledged > messages / 2, `acknowledgements with ${name}`);
    // They catch up through it as well.
    line.breakAll();
    mixed.breakAll();
    await until(() => talk.acknowledged > messages, `acknowledgements with ${name}`);
    await talk.ends();
    const verdict = await talk.verdict();
    line.close();
    mixed.close();
    expect({ name, broken: broken(verdict) }).toEqual({ name, broken: [] });
    const { acknowledged = 0, lost = 0, doubled = 0 } = kept(verdict) as Record<string, number>;
    sum.peers += 1;
    sum.acknowledged += acknowledged;
    sum.lost += lost;
    sum.doubled += doubled;
    sum['out of order'] += Number(kept(verdict)['out of order']);
  }
  report('F16', sum);
});

it('[F16 P8 P23] a content of an unknown kind, and unknown fields of a message, are kept as they came, and an older client shows a placeholder', async () => {
  await using ground = await Ground.open();
  const talk = await Talk.open(ground, { users, chance: new Chance(1_601) });
  const newer = await RawClient.connect(ground.server.url);
  await newer.login({ kind: 'token', token: ground.token('newcomer') });
  const sent = {
    id: crypto.randomUUID(),
    content: { type: 'hologram', light: 7, unknown },
    unknown,
  };
  expect((await newer.ask('send', { to: { user: 'alice' }, message: sent })).t).toBe('ok');
  const plain = { id: crypto.randomUUID(), content: { type: 'text', text: 'after it' } };
  const { c } = await newer.ask('send', { to: { user: 'alice' }, message: plain });
  const found = () => talk.client('alice').conversations.peek({ user: 'newcomer' });
  await until(() => found()?.lastMessage?.id === plain.id, 'what came after it');
  const [, placeholder] = (await found()?.messages.all()) ?? [];
  expect(placeholder).toMatchObject({ id: sent.id, content: { type: 'unknown', raw: sent.content } });
  const { entries } = (await newer.ask('entries', { c, from: 1, to: 2 })) as unknown as {
    entries: { body: { message: unknown } }[];
  };
  expect(entries[0]?.body.message).toEqual(sent);
  newer.close();
});

it('[F16 P8] an entry of an unknown kind of a newer server takes its place, and what follows comes', async () => {
  await using ground = await Ground.open();
  const line = await FrameLine.open(ground.server.url, {
    ...honest,
    fromServer(text, { toClient }) {
      toClient(text.includes('becomes unknown') ? asUnknownKind(text) : text);
    },
  });
  const talk = await Talk.open(ground, { users, chance: new Chance(1_602), urlOf: () => line.url });
  for (const text of ['before', 'becomes unknown', 'behind']) await talk.client('alice').send({ user: 'bobby' }, text);
  const found = () => talk.client('bobby').conversations.peek({ user: 'alice' });
  await until(() => found()?.lastMessage?.seq === 3, 'what stands behind it');
  const texts = ((await found()?.messages.all()) ?? []).map(({ seq }) => seq);
  expect(texts).toEqual([3, 1]);
  line.close();
});

it('[F16 P7] a version that is not spoken is refused by name, and the connection ends', async () => {
  await using ground = await Ground.open();
  const credentials = { kind: 'token', token: ground.token('alice') };
  for (const version of [0, protocolVersion + 1, 1e15]) {
    const client = await RawClient.connect(ground.server.url);
    expect(await client.ask('login', { version, platform: 'node', credentials })).toMatchObject({ code: 'VERSION' });
    client.close();
  }
});

/** The push of an entry, or an answer with it, whose body is of a kind that nobody knows. */
function asUnknownKind(text: string): string {
  const frame = JSON.parse(text) as { entry?: Entry; entries?: Entry[] };
  for (const entry of [...(frame.entries ?? []), ...(frame.entry ? [frame.entry] : [])])
    if (JSON.stringify(entry.body).includes('becomes unknown')) entry.body = { kind: 'hologram', unknown };
  return JSON.stringify(frame);
}
interface Entry {
  body: unknown;
}
