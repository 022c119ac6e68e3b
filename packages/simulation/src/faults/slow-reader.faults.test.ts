import { existsSync, readFileSync } from 'node:fs';
import { limits } from '@palaver/protocol';
import { content, createClient, memoryStore } from '@palaver/sdk';
import { expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { CannotBeMade } from './machine/compile.js';
import { RawClient } from './network/raw-client.js';
import { Talk, until, untilTrue } from './talk.js';
import { broken, kept } from './verdict.js';

const slow = scale(20, 60);
const megabyte = 1024 * 1024;
/** What the system takes of a socket that nobody reads, before the server has anything waiting. */
const systemBytes = 8 * megabyte;
const textBytes = 15_000;
const payload = { blob: 'x'.repeat(textBytes) };
const messages = Math.ceil((systemBytes + 16 * megabyte) / textBytes);
const talkers = ['alice', 'bobby', 'carol'];

it(`[F12 P6] ${slow} clients read nothing while ${messages} messages of 15 kB come: memory stays bounded, they are cut off and catch up later, others are unharmed`, async () => {
  await using ground = await Ground.open();
  const { pid } = ground.server;
  const talk = await Talk.open(ground, { users: talkers, chance: new Chance(1_200) });
  const names = Array.from({ length: slow }, (_, at) => `slow-${at}`);
  const readers = await Promise.all(names.map((name) => enters(ground, name)));
  const group = await talk.client('alice').groups.create({ name: 'Much', members: ['bobby', ...names] });
  for (const { socket } of readers) socket.pause();

  const quiet = residentBytes(pid);
  let most = quiet;
  const living = setInterval(() => {
    most = Math.max(most, residentBytes(pid));
    // They are alive and say so; they only do not read.
    for (const reader of readers) if (reader.closeCode === undefined) void reader.ask('ping');
  }, 200);
  talk.starts({ open: 5, pauseMs: [10, 30] });
  try {
    for (let at = 0; at < messages; at++) {
      void talk.says('alice', { group: group.id }, content.custom('much', payload));
      if (at % 16 === 15) await until(() => talk.waiting < 32, 'acknowledgements');
    }
    await untilTrue(async () => (await ground.connections()) === talkers.length, 'the end of those who do not read');
    await talk.ends();
  } finally {
    clearInterval(living);
  }
  const caughtUp = await catchesUp(ground, names[0] as string, group.id);
  const verdict = await talk.verdict();
  const grown = most - quiet;
  report('F12', {
    ...{ 'cut off': slow, 'MB for each': Math.round((messages * textBytes) / megabyte) },
    ...{ 'memory grew by MB': Math.round(grown / megabyte), 'caught up on': caughtUp, ...kept(verdict) },
  });
  expect(caughtUp).toBeGreaterThanOrEqual(messages);
  // What may wait for each, and room for the collector; kept for all of them it would be several times as much.
  const bound = slow * limits.waitingBytes + 150 * megabyte;
  expect(grown).toBeLessThan(bound);
  expect(slow * (messages * textBytes - systemBytes)).toBeGreaterThan(1.5 * bound);
  expect(broken(verdict)).toEqual([]);
});

/** Logs in, and is told of everything from now on. */
async function enters(ground: Ground, user: string): Promise<RawClient> {
  const client = await RawClient.connect(ground.server.url, false);
  expect((await client.login({ kind: 'token', token: ground.token(user) })).t).toBe('ok');
  return client;
}

/** How many of the group's messages somebody finds who comes back. */
async function catchesUp(ground: Ground, user: string, group: string): Promise<number> {
  const store = memoryStore();
  const client = ground.keeps(createClient({ url: ground.server.url, store, onError: ground.complain }));
  await client.login({ token: ground.token(user) });
  await client.synced();
  const found = await client.conversations.peek({ group })?.messages.page({ limit: 1_000_000 });
  return found?.items.length ?? 0;
}

/** What the process has in memory now. */
function residentBytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) throw new CannotBeMade('memory is measured in /proc, which this system does not have');
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1]) * 1_024;
}
