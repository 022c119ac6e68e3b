import { execFileSync } from 'node:child_process';
import { now, type Observation } from '@palaver/checker';
import { expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { CannotBeMade } from './machine/compile.js';
import { Storm } from './storm/storm.js';
import { Talk, until } from './talk.js';
import { broken, kept } from './verdict.js';

const clients = scale(1_000, 10_000);
const processes = 2;

it(`[F11 D1 D20] ${clients} clients lose their connections at once, twice: all come back, and others are served meanwhile`, async () => {
  mustHaveDescriptors(clients + 500);
  await using ground = await Ground.open();
  const tokens = Array.from({ length: clients }, (_, at) => ground.token(`storm-${at}`));
  const share = Math.ceil(clients / processes);
  const crowds = Array.from({ length: processes }, (_, at) => tokens.slice(at * share, (at + 1) * share));
  const storm = new Storm(crowds.map((crowd) => ({ url: ground.server.url, tokens: crowd })));
  try {
    const talk = await Talk.open(ground, { users: ['alice', 'bobby', 'carol', 'david'], chance: new Chance(1_100) });
    await until(() => storm.inside === clients, 'the first coming of all', 300_000);
    talk.starts({ open: 10, pauseMs: [10, 40] });
    await until(() => talk.acknowledged > 50, 'acknowledgements');

    // Their network is gone and comes back: the server stands, and others talk on.
    const dropped = await timeOf(storm, () => storm.drop());
    const slowestMs = slowestAnswer(talk.history.observations, dropped.from);
    // The server is gone and comes back: they all come at once, and so do the others.
    const killed = await timeOf(storm, async () => {
      await ground.server.kill();
      await ground.server.start();
    });
    await talk.ends();
    const verdict = await talk.verdict();
    report('F11', {
      ...{ clients, kills: 1, 'all back after ms': dropped.ms, "others' slowest answer ms": slowestMs },
      ...{ 'all back after kill -9 ms': killed.ms, ...kept(verdict) },
    });
    expect(slowestMs).toBeGreaterThan(0);
    expect(broken(verdict)).toEqual([]);
  } finally {
    await storm.end();
  }
});

/** How long it takes until all are inside again. */
async function timeOf(storm: Storm, disturb: () => void | Promise<void>): Promise<{ from: number; ms: number }> {
  const { comings } = storm;
  await disturb();
  const from = now();
  const areBack = () => storm.inside === clients && storm.comings >= comings + clients;
  await until(areBack, 'the return of all', 300_000);
  return { from, ms: Math.round(now() - from) };
}

/** Of what was begun since then, in ms. */
function slowestAnswer(seen: readonly Observation[], from: number): number {
  const begun = new Map<string, number>();
  let slowest = 0;
  for (const one of seen) {
    if (one.type === 'send.begun' && one.at >= from) begun.set(one.id, one.at);
    if (one.type === 'send.acknowledged') slowest = Math.max(slowest, one.at - (begun.get(one.id) ?? one.at));
  }
  return Math.round(slowest);
}

function mustHaveDescriptors(least: number): void {
  const most = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' })) || Number.POSITIVE_INFINITY;
  if (most < least)
    throw new CannotBeMade(`it needs ${least} open files for a process, and ${most} are allowed (ulimit -n ${least})`);
}
