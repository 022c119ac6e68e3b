import { expect, it } from 'vitest';
import { ServerProcess } from '../crash/server-process.js';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { Talk, until } from './talk.js';
import { broken, kept } from './verdict.js';

const attempts = scale(3, 20);

it(`[F14 D1] ${attempts} times a second server is started on the directory under load: it refuses, and the first is unharmed`, async () => {
  await using ground = await Ground.open();
  const talk = await Talk.open(ground, { users: ['alice', 'bobby', 'carol'], chance: new Chance(1_400) });
  talk.starts({ open: 20, pauseMs: [0, 10] });
  for (let attempt = 0; attempt < attempts; attempt++) {
    const second = new ServerProcess(ground.data);
    await expect(second.start()).rejects.toThrow(/exited with [1-9].*in use|exited with [1-9].*running/s);
    const before = talk.acknowledged;
    await until(() => talk.acknowledged > before + 50, 'acknowledgements of the first');
  }
  // Whom kill -9 took leaves the directory free at once.
  await ground.server.kill();
  await ground.server.start();
  await talk.ends();
  const verdict = await talk.verdict();
  report('F14', { attempts, kills: 1, ...kept(verdict) });
  expect(broken(verdict)).toEqual([]);
});
