import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '@palaver/checker';
import { expect, it } from 'vitest';
import { palaver } from '../crash/server-process.js';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { Talk, until } from './talk.js';
import { broken } from './verdict.js';

const users = ['alice', 'bobby', 'carol', 'david'];
const restores = scale(2, 10);
const run = promisify(execFile);

it(`[F17 D23 D1] ${restores} times a backup is made under load and restored: a consistent cut, and a new history that no device mixes with the old one`, async () => {
  const sum = {
    restores: 0,
    kills: 0,
    'acknowledged after the backups': 0,
    acknowledged: 0,
    lost: 0,
    doubled: 0,
    'out of order': 0,
  };
  for (let restore = 0; restore < restores; restore++) {
    const { verdict, forgotten } = await backUpAndRestore(new Chance(1_700 + restore));
    expect(broken(verdict)).toEqual([]);
    sum.restores += verdict.summary.restores;
    sum.kills += verdict.summary.kills;
    sum['acknowledged after the backups'] += forgotten;
    sum.acknowledged += verdict.summary.acknowledged;
  }
  report('F17', sum);
  expect(sum.restores).toBe(restores);
  expect(sum['acknowledged after the backups']).toBeGreaterThan(0);
});

async function backUpAndRestore(chance: Chance): Promise<{ verdict: Report; forgotten: number }> {
  await using ground = await Ground.open();
  const talk = await Talk.open(ground, { users, chance });
  const { history } = talk;
  talk.starts({ open: 30, pauseMs: [0, 10] });
  await talks(talk, 300);
  const backup = join(ground.home, 'backup');
  const before = talk.acknowledged;
  history.add({ type: 'server', did: 'backing-up' });
  await run(process.execPath, [palaver, 'backup', '--data', ground.data, '--out', backup]);
  history.add({ type: 'server', did: 'backed-up' });
  const saved = talk.acknowledged;
  // It was made under load; and a restore forgets what comes now, whose places are given to others.
  expect(saved).toBeGreaterThan(before);
  await talks(talk, 200);
  await ground.server.kill();
  history.add({ type: 'server', did: 'killed' });
  const forgotten = talk.acknowledged - saved;
  const data = join(ground.home, 'restored');
  await run(process.execPath, [palaver, 'restore', '--from', backup, '--data', data]);
  history.add({ type: 'server', did: 'restored' });
  await ground.server.startOn(data);
  await talks(talk, 300);
  await talk.ends();
  return { verdict: await talk.verdict(), forgotten };
}

async function talks(talk: Talk, count: number): Promise<void> {
  const before = talk.acknowledged;
  await until(() => talk.acknowledged > before + count, `${count} acknowledgements`);
}
