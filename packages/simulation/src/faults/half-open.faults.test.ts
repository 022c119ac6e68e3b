import { limits } from '@palaver/protocol';
import { expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { Line } from './network/line.js';
import { sound } from './network/pipe.js';
import { Talk, until } from './talk.js';
import { broken, kept } from './verdict.js';

const users = ['alice', 'bobby', 'carol', 'david'];
const cutOff = new Set(['alice', 'bobby']);
const times = scale(1, 5);
const twoHeartbeatsMs = 2 * limits.heartbeatMs;

it('[F6 D20 P5] the line goes dead under open connections: both sides notice within two heartbeats, and it recovers by itself', async () => {
  const chance = new Chance(600);
  await using ground = await Ground.open();
  const line = await Line.open(ground.server.url, sound, chance);
  const talk = await Talk.open(ground, {
    users,
    chance,
    urlOf: (user) => (cutOff.has(user) ? line.url : ground.server.url),
  });
  talk.starts({ open: 10, pauseMs: [20, 60] });
  const noticed = { client: 0, server: 0 };
  for (let time = 0; time < times; time++) {
    const before = talk.acknowledged;
    await until(() => talk.acknowledged > before + 50, 'acknowledgements');
    const dead = [...line.passing];
    expect(dead).toHaveLength(cutOff.size);
    line.die();
    const from = performance.now();
    const others = talk.acknowledged;
    const notices = async (who: 'client' | 'server', hasLeft: (one: (typeof dead)[number]) => boolean) => {
      // Late timers of a loaded machine are not the promise; what never ends is a fault.
      await until(() => dead.every(hasLeft), `the ${who}'s notice`, 3 * twoHeartbeatsMs);
      noticed[who] = Math.max(noticed[who], performance.now() - from);
    };
    await Promise.all([
      notices('client', ({ clientLeft }) => clientLeft),
      notices('server', ({ serverLeft }) => serverLeft),
    ]);
    // Who is not on that line was not disturbed.
    expect(talk.acknowledged).toBeGreaterThan(others + 50);
    line.revive();
    await until(() => [...cutOff].every((user) => talk.client(user).status.get() === 'online'), 'the return');
  }
  await talk.ends();
  const verdict = await talk.verdict();
  line.close();
  report('F6', {
    ...{ times, 'client noticed after ms': Math.round(noticed.client) },
    ...{ 'server noticed after ms': Math.round(noticed.server), ...kept(verdict) },
  });
  expect(broken(verdict)).toEqual([]);
  // Half as much again: for the round in which the server looks, for its farewell, and for timers that come late.
  expect(Math.max(noticed.client, noticed.server)).toBeLessThan(1.5 * twoHeartbeatsMs);
});
