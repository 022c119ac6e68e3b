import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { LivingClient, readLives } from './client/life.js';
import { type Point, points } from './client/points.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { Talk, until } from './talk.js';
import { broken, judge, kept } from './verdict.js';

const mortals = ['alice', 'bobby'] as const;
const livesAtEach = scale(2, 20);
const deaths = mortals.length * points.length * livesAtEach;

it(`[F9 D3 D10 D12] clients are killed ${deaths} times between sending, acknowledgement, receipt and storing`, async () => {
  const chance = new Chance(900);
  await using ground = await Ground.open();
  for (const user of mortals) await ground.register(user);
  const talk = await Talk.open(ground, { users: ['carol', 'david'], chance });
  const died: Record<Point, number> = { sent: 0, answered: 0, received: 0, storing: 0, stored: 0 };

  await whileSomebodyWrites(talk, async () => {
    const lives = mortals.map(async (user) => {
      const order = points.flatMap((at) => Array.from({ length: livesAtEach }, () => at));
      for (const [number, at] of order.entries()) {
        const client = begin(ground, user, number, { at, after: chance.whole(1, 25) });
        expect(await client.ended()).toBe('SIGKILL');
        talk.history.add({ type: 'crashed', device: `${user} dies` });
        died[at] += 1;
      }
    });
    await Promise.all(lives);
  });
  await talk.ends();

  const last = mortals.map((user) => begin(ground, user, points.length * livesAtEach));
  try {
    await Promise.all(last.map((client) => client.says()));
    await talk.verdict(
      mortals.map((user, at) => ({ device: `${user} dies`, list: () => last[at]?.lists() ?? never() })),
    );
    for (const user of mortals) for (const one of readLives(outputOf(ground, user))) talk.history.take(one);
  } finally {
    for (const client of last) client.kill();
  }
  const verdict = judge(talk.history);
  report('F9', { deaths, ...died, 'sends nobody knows of': verdict.summary.unknown, ...kept(verdict) });
  expect(broken(verdict)).toEqual([]);
});

const outputOf = (ground: Ground, user: string): string => join(ground.home, `${user} sees`);
const never = (): Promise<void> => Promise.reject(new Error('there is no such client'));

function begin(ground: Ground, user: string, number: number, death?: { at: Point; after: number }): LivingClient {
  const peers = ['carol', ...mortals.filter((one) => one !== user)];
  const store = join(ground.home, `${user}.db`);
  const life = { url: ground.server.url, user, token: ground.token(user), store, peers, number };
  return new LivingClient({ ...life, ...(death && { death }) }, outputOf(ground, user));
}

/** Somebody who lives on, so that there is something to receive. */
async function whileSomebodyWrites(talk: Talk, work: () => Promise<void>): Promise<void> {
  let isOver = false;
  const writing = (async () => {
    for (let count = 0; !isOver; count++) {
      void talk.says('carol', { user: mortals[count % mortals.length] as string }, `carol says ${count} to them`);
      await until(() => talk.waiting < 20, 'room for more');
      await sleep(20);
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
    await writing;
  }
}
