import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { report, scale } from '../faults/figures.js';
import { Ground } from '../faults/ground.js';
import { Talk, until } from '../faults/talk.js';
import { broken, kept } from '../faults/verdict.js';
import { Chance } from '../world/chance.js';

const kills = scale(22, 200);
/** So that “lost 0” says something. */
const acknowledgements = scale(12_000, 200_000);
const users = ['alice', 'bobby', 'carol', 'david', 'erika'];
const chance = new Chance(20);

it(`[D1 D3 D4 D6 D8 D9 D10 F1 B1] ${kills} times kill -9 under load: every acknowledged message is there, once and in order`, async () => {
  await using ground = await Ground.open();
  const talk = await Talk.open(ground, { users, chance });
  talk.starts({ open: 40, pauseMs: [0, 6] });

  const around: number[] = [];
  const waiting: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const before = talk.acknowledged;
    await until(() => talk.acknowledged > before, 'an acknowledgement');
    await sleep(chance.between(0, 250));
    waiting.push(talk.waiting);
    await ground.server.kill();
    around.push(talk.acknowledged - before);
    await ground.server.start();
  }
  await until(() => talk.acknowledged > acknowledgements, 'acknowledgements enough', scale(420_000, 3_600_000));
  await talk.ends();

  const verdict = await talk.verdict();
  report('F1', { kills, ...kept(verdict) });
  expect(broken(verdict)).toEqual([]);
  // Under each kill something had just been acknowledged, and something was on its way under most.
  expect(around.filter((count) => count > 0)).toHaveLength(kills);
  expect(waiting.filter((open) => open > 0).length).toBeGreaterThan(kills / 2);
  expect(verdict.summary.acknowledged).toBeGreaterThan(1_000);
  expect(talk.history.count('send.refused')).toBe(0);
});
