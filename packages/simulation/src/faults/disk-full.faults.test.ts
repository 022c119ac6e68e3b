import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient, type LocalStore, memoryStore } from '@palaver/sdk';
import { expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { FaultyMachine } from './machine/faulty-machine.js';
import { Talk, until } from './talk.js';
import { broken, kept } from './verdict.js';

const users = ['alice', 'bobby', 'carol', 'david'];
const times = scale(2, 12);

it(`[F4 D1 D8 D20] ${times} times the disk is full: SERVER_FULL, reading goes on, and it recovers by itself`, async () => {
  const chance = new Chance(400);
  let machine: FaultyMachine | undefined;
  await using ground = await Ground.open({
    env: (home, data) => {
      machine = new FaultyMachine(home, data);
      return machine.env;
    },
  });
  if (!machine) throw new Error('there is no machine');
  const talk = await Talk.open(ground, { users, chance });
  const store = memoryStore();
  await reads(ground, 'alice', store);
  talk.starts({ open: 40, pauseMs: [0, 8] });
  for (let time = 0; time < times; time++) {
    const before = talk.acknowledged;
    await until(() => talk.acknowledged > before + 500, 'acknowledgements');
    machine.fillDisk();
    await until(() => users.every((user) => isRefused(talk.client(user))), 'SERVER_FULL at everybody');
    machine.mustHaveMet('writesRefused');
    // Reading goes on: a session that stands comes back over a new connection, and gets all of it.
    const due = talk.acknowledgedTo('alice');
    const read = await reads(ground, 'alice', store);
    expect(due.size).toBeGreaterThan(0);
    expect([...due].filter((id) => !read.has(id))).toEqual([]);
    await sleep(chance.between(0, 500));
    machine.freeDisk();
  }
  const free = talk.acknowledged;
  await until(() => talk.acknowledged > free + 100, 'acknowledgements with room again');
  await talk.ends();
  const verdict = await talk.verdict();
  report('F4', { times, 'writes refused': machine.count('writesRefused'), ...kept(verdict) });
  expect(broken(verdict)).toEqual([]);
  expect(talk.history.count('send.refused')).toBe(0);
});

/** A message of this client waits because the server's disk is full. */
const isRefused = (client: Client): boolean =>
  client.conversations.get().some(({ lastMessage }) => lastMessage?.error?.code === 'SERVER_FULL');

/** Which messages a device of this store finds; the first time it logs in, then it resumes. */
async function reads(ground: Ground, user: string, store: LocalStore): Promise<ReadonlySet<string>> {
  const client = createClient({ url: ground.server.url, platform: 'web', store, onError: ground.complain });
  try {
    if (!(await client.resume())) await client.login({ token: ground.token(user) });
    await client.synced();
    const found = new Set<string>();
    for (const { messages } of client.conversations.get())
      for (const { id } of (await messages.page({ limit: 1_000_000 })).items) found.add(id);
    return found;
  } finally {
    await client[Symbol.asyncDispose]();
  }
}
