import { expect, it } from 'vitest';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { FaultyMachine } from './machine/faulty-machine.js';
import { RawClient } from './network/raw-client.js';
import { Talk, until } from './talk.js';
import { broken, kept } from './verdict.js';

const users = ['alice', 'bobby', 'carol', 'david'];
const hourMs = 3_600_000;
const jumps = scale(8, 40);

it(`[F5 D9] the clock jumps ${jumps} times by two hours either way: times never fall, sessions neither revive nor all end`, async () => {
  const chance = new Chance(500);
  let machine: FaultyMachine | undefined;
  await using ground = await Ground.open({
    env: (home, data) => {
      machine = new FaultyMachine(home, data);
      return machine.env;
    },
    brief: { sessionMs: hourMs },
  });
  if (!machine) throw new Error('there is no machine');
  const talk = await Talk.open(ground, { users, chance });
  let endedSessions = 0;
  for (const user of users)
    talk.client(user).on('session.ended', () => {
      endedSessions += 1;
    });
  const lost = await loggedOut(ground);
  const brief = await sessionOf(ground, 'brief');
  talk.starts({ open: 20, pauseMs: [0, 10] });

  let ahead = 0;
  for (let jump = 0; jump < jumps; jump++) {
    const before = talk.acknowledged;
    await until(() => talk.acknowledged > before + 100, 'acknowledgements between the jumps');
    // Ahead first, so that the short session expires; then back, where it must not revive.
    ahead = jump === 0 ? 2 * hourMs : (chance.pick([-2 * hourMs, 0, 2 * hourMs].filter((to) => to !== ahead)) ?? 0);
    machine.setClock(ahead);
    expect(await reopen(ground, lost)).toBe('UNAUTHENTICATED');
    expect(await reopen(ground, brief)).toBe('TOKEN_EXPIRED');
  }
  machine.mustHaveMet('clockReads');
  await talk.ends();
  // Nobody's session ended, and what stands reopens.
  expect(endedSessions).toBe(0);
  const verdict = await talk.verdict();
  report('F5', { jumps, 'sessions ended': endedSessions, ...kept(verdict) });
  expect(broken(verdict)).toEqual([]);
  // The jumps reached the times that messages have.
  expect(talk.history.observations.some((seen) => seen.type === 'send.acknowledged' && isAhead(seen.time))).toBe(true);
  expect(talk.history.count('send.refused')).toBe(0);
});

const isAhead = (time: number): boolean => time > Date.now() + hourMs;

/** The token of a session in an application. */
async function sessionOf(ground: Ground, appKey: string): Promise<string> {
  const client = await RawClient.connect(ground.server.url);
  const { token = '' } = await client.login({ kind: 'token', token: ground.token('erika', appKey) }, { appKey });
  expect(token).not.toBe('');
  client.close();
  return token;
}

/** The token of a session that its user ended. */
async function loggedOut(ground: Ground): Promise<string> {
  const token = await sessionOf(ground, 'default');
  const client = await RawClient.connect(ground.server.url);
  expect((await client.login({ kind: 'session', token })).t).toBe('ok');
  expect((await client.ask('logout')).t).toBe('ok');
  client.close();
  return token;
}

/** How the server answers who comes with the token. */
async function reopen(ground: Ground, token: string): Promise<string> {
  const client = await RawClient.connect(ground.server.url);
  const { t, code = t } = await client.login({ kind: 'session', token });
  client.close();
  return code;
}
