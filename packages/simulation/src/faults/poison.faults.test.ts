import { join } from 'node:path';
import { inspect } from 'node:util';
import { type Client, createClient, type LocalStore, type Message, memoryStore } from '@palaver/sdk';
import { sqliteStore } from '@palaver/sdk/node';
import { expect, it } from 'vitest';
import { poison, strangeTexts } from '../../../../scripts/testing/poison.mjs';
import { report } from './figures.js';
import { Ground } from './ground.js';
import { RawClient } from './network/raw-client.js';
import { until } from './talk.js';

const readers = ['alice', 'bobby', 'carol'];

it(`[F13 D11] ${poison.length} strange messages that pass validation: received, synced, shown, searched, exported, and none blocks another`, async () => {
  await using ground = await Ground.open();
  for (const user of readers) await ground.register(user);
  const sender = await RawClient.connect(ground.server.url, false);
  await sender.login({ kind: 'token', token: ground.token('poisoner') });
  const { group } = (await sender.ask('groups.create', {
    ...{ name: '\u202E<b>{0}', members: readers.map((username) => ({ username })) },
  })) as unknown as { group: { id: string } };

  const alice = await enters(ground, 'alice', memoryStore());
  const file = sqliteStore(join(ground.home, 'bobby.db'));
  const bobby = await enters(ground, 'bobby', file);
  const sent = await sendsAll(sender, group.id);
  const viaApi = await sendsThroughApi(ground, group.id);
  const all = [...sent.keys(), ...viaApi];
  // All that is strange here is allowed; what the server refuses proves nothing.
  expect(sent.size).toBe(2 * poison.length);

  for (const client of [alice, bobby]) await lists(client, group.id, all);
  await searches(alice);
  await bobby[Symbol.asyncDispose]();
  await ground.server.kill();
  await ground.server.start();
  // From what was stored, from the server alone, and as a back end reads it.
  await lists(await enters(ground, 'bobby', file), group.id, all);
  await lists(await enters(ground, 'carol', memoryStore()), group.id, all);
  const exported = await exports(ground, group.id);
  for (const [id, message] of sent) expect(exported.get(id)).toBe(JSON.stringify(JSON.parse(message)));
  for (const id of viaApi) expect(exported.has(id)).toBe(true);
  report('F13', {
    messages: poison.length,
    'with ordinary ones between': all.length,
    kills: 1,
    acknowledged: all.length,
  });
  sender.close();
});

async function enters(ground: Ground, user: string, store: LocalStore): Promise<Client> {
  const client = ground.keeps(
    createClient({ url: ground.server.url, platform: 'node', store, onError: ground.complain }),
  );
  if (!(await client.resume())) await client.login({ token: ground.token(user) });
  await client.synced();
  return client;
}

/** Each, and an ordinary message behind it. Answers what was sent, by id, as it was written. */
async function sendsAll(sender: RawClient, group: string): Promise<Map<string, string>> {
  const sent = new Map<string, string>();
  const say = async (fields: string) => {
    const id = crypto.randomUUID();
    const message = `{"id":"${id}",${fields}}`;
    const answer = await sender.askAs('send', `"to":{"group":"${group}"},"message":${message}`);
    expect({ fields, ...answer }).toMatchObject({ t: 'ok' });
    sent.set(id, message);
  };
  for (const [at, fields] of poison.entries()) {
    await say(fields);
    await say(`"content":{"type":"text","text":"behind ${at}"}`);
  }
  return sent;
}

async function sendsThroughApi(ground: Ground, group: string): Promise<string[]> {
  const ids: string[] = [];
  for (const text of strangeTexts) {
    const message = { content: { type: 'text', text }, extras: { text: text.slice(0, 500) } };
    const answer = await ground.api('POST', '/messages', { fromType: 'system', to: { group }, message });
    ids.push((answer as { id: string }).id);
  }
  return ids;
}

/** The device has all of it, and each can be looked at as an application does. */
async function lists(client: Client, group: string, ids: readonly string[]): Promise<void> {
  const last = ids.at(-1);
  const found = () => client.conversations.peek({ group });
  await until(() => found()?.lastMessage?.id === last, 'the last message');
  const { items = [] } = (await found()?.messages.page({ limit: 100_000 })) ?? {};
  const shown = new Map(items.map((message) => [message.id, message]));
  expect(ids.filter((id) => !shown.has(id))).toEqual([]);
  expect(items.map(({ seq }) => seq)).toEqual(items.map((_, at) => items.length - at));
  for (const message of items) looksAt(message);
  // What was polluted would show everywhere.
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { text?: unknown }).text).toBeUndefined();
}

function looksAt(message: Message): void {
  const { content, extras, from, createdAt, status } = message;
  expect(['text', 'location', 'custom', 'event', 'unknown']).toContain(content.type);
  if (content.type === 'text') expect(typeof content.text).toBe('string');
  expect(typeof from.displayName).toBe('string');
  expect(createdAt.getTime()).toBeGreaterThan(0);
  expect(status).toBe('received');
  expect(JSON.stringify({ content, extras })).not.toBe('');
  expect(inspect(message, { depth: 40 })).not.toBe('');
}

/** Nothing that one may look for breaks a search, here or on the server. */
async function searches(client: Client): Promise<void> {
  for (const text of strangeTexts) {
    const asked = text.slice(0, 40);
    if (asked.trim() === '') continue;
    for (const where of ['device', 'server'] as const)
      expect(Array.isArray(await client.search(asked, { where }))).toBe(true);
  }
}

/** All of the group's messages, by id, as the log has them. */
async function exports(ground: Ground, group: string): Promise<Map<string, string>> {
  const messages = new Map<string, string>();
  for (let before: number | undefined, isFirst = true; isFirst || before !== undefined; isFirst = false) {
    const path = `/messages?group=${group}&limit=50${before ? `&before=${before}` : ''}`;
    const page = (await ground.api('GET', path)) as Page;
    for (const { body } of page.entries) if (body.message) messages.set(body.message.id, JSON.stringify(body.message));
    before = page.next;
  }
  return messages;
}
interface Page {
  readonly entries: readonly { readonly body: { readonly message?: { readonly id: string } } }[];
  readonly next?: number;
}
