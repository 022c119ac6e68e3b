import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient, type Message, memoryStore, type Target } from '@palaver/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { ServerProcess } from './server-process.js';
import { Writer } from './writer.js';

const kills = 22;
const users = ['alice', 'bobby', 'carol', 'david', 'erika'];
const password = 'open sesame';
const chance = new Chance(20);

let data: string;
let server: ServerProcess;
const clients: Client[] = [];

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'palaver-kill-'));
  server = new ServerProcess(data);
  await server.start();
});

afterAll(async () => {
  for (const client of clients) await client[Symbol.asyncDispose]();
  await server.kill();
  await rm(data, { recursive: true, force: true });
});

const connect = (platform: 'node' | 'ios'): Client => {
  const client = createClient({ url: server.url, platform, store: memoryStore(), onError: () => {} });
  clients.push(client);
  return client;
};

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 60_000; !isSo(); await sleep(5))
    if (Date.now() > end) throw new Error(`${what} did not come within a minute`);
}

async function writers(): Promise<Writer[]> {
  return Promise.all(
    users.map(async (username) => {
      const client = connect('node');
      await client.register({ username, password });
      await client.login({ username, password });
      await client.synced();
      return new Writer(username, client);
    }),
  );
}

it(`[D1 D3 D4 D6 F1 B1] ${kills} times kill -9 under load: every acknowledged message is there, once and in order`, async () => {
  const all = await writers();
  const [first] = all;
  if (!first) throw new Error('there is no writer');
  const group = await first.client.groups.create({ name: 'All', members: users.slice(1) });
  const targets: Target[] = [{ group: group.id }, ...users.map((user) => ({ user }))];
  const count = () => all.reduce((sum, writer) => sum + writer.acknowledged.size, 0);

  let isOver = false;
  const writing = all.map(async (writer) => {
    while (!isOver) {
      const others = targets.filter((target) => !('user' in target && target.user === writer.user));
      const to = chance.pick(others);
      if (to && writer.waiting < 40) writer.send(to);
      await sleep(chance.between(5, 60));
    }
  });

  const around: number[] = [];
  const waiting: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const before = count();
    await until(() => count() > before, 'an acknowledgement');
    await sleep(chance.between(0, 250));
    waiting.push(all.reduce((sum, writer) => sum + writer.waiting, 0));
    await server.kill();
    around.push(count() - before);
    await server.start();
  }
  isOver = true;
  await Promise.all(writing);
  await until(() => all.every((writer) => writer.waiting === 0), 'the end of all sends');

  // Under each kill something had just been acknowledged, and something was on its way under most.
  expect(around.filter((acknowledged) => acknowledged > 0)).toHaveLength(kills);
  expect(waiting.filter((open) => open > 0).length).toBeGreaterThan(kills / 2);
  expect(count()).toBeGreaterThan(200);
  expect(all.flatMap((writer) => writer.refused)).toEqual([]);

  for (const writer of all) await compare(writer, targets);
}, 180_000);

/** What the user's fresh device reads of every conversation, against what his writer was told. */
async function compare(writer: Writer, targets: readonly Target[]): Promise<void> {
  const device = connect('ios');
  await device.login({ username: writer.user, password });
  await device.synced();
  let found = 0;
  for (const to of targets) {
    const log = await readLog(device, to);
    // Every entry of these logs is visible to their members, so the places are 1..n.
    expect(log.map((message) => message.seq)).toEqual(log.map((_, index) => index + 1));
    const own = log.filter((message) => message.isOwn && message.content.type === 'text');
    const acknowledged = [...writer.acknowledged].filter(([, told]) => told.to === to);
    const asTold = acknowledged.map(([id, { seq, text }]) => ({ id, seq, text }));
    const asRead = own.map(({ id, seq, content }) => ({ id, seq, text: content.type === 'text' ? content.text : '' }));
    expect(asRead).toEqual(asTold.sort((a, b) => a.seq - b.seq));
    expect(asRead.map(({ id }) => id)).toEqual(writer.sent.filter((sent) => sent.to === to).map(({ id }) => id));
    found += asRead.length;
  }
  expect(found).toBe(writer.sent.length);
}

async function readLog(device: Client, to: Target): Promise<Message[]> {
  const conversation = device.conversations.peek(to);
  if (!conversation) return [];
  const { items } = await conversation.messages.page({ limit: 1_000_000 });
  return [...items].reverse();
}
