import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '@palaver/checker';
import { expect, it } from 'vitest';
import type { Ended, ServerProcess } from '../crash/server-process.js';
import { buildRecorder, recording } from '../power-cut/recorder.js';
import { type Recorded, readRecording } from '../power-cut/recording.js';
import { type Files, survivors } from '../power-cut/survivors.js';
import { Chance } from '../world/chance.js';
import { report, scale } from './figures.js';
import { Ground } from './ground.js';
import { FaultyMachine } from './machine/faulty-machine.js';
import { Talk, until } from './talk.js';
import { broken } from './verdict.js';

const users = ['alice', 'bobby', 'carol', 'david'];
const runs = scale(3, 20);

it(`[F3 D1] ${runs} times a flush fails under load: the server exits, and all that it acknowledged had been flushed`, async () => {
  const sum = { exits: 0, acknowledged: 0, lost: 0, doubled: 0, 'out of order': 0, 'writes gone': 0 };
  for (let run = 0; run < runs; run++) {
    const { verdict, exit, writesGone } = await failingFlush(new Chance(300 + run), failing);
    expect(exit).toEqual({ code: exitCodeOfFailure, signal: null });
    expect(broken(verdict)).toEqual([]);
    sum.exits += 1;
    sum.acknowledged += verdict.summary.acknowledged;
    sum['writes gone'] += writesGone;
  }
  // Where nothing was on its way to the disk, the flush that failed covered nothing.
  expect(sum['writes gone']).toBeGreaterThan(0);
  report('F3', sum);
});

it('[F3] the control: where flushes are only said to be made, acknowledged messages are lost', async () => {
  const { verdict } = await failingFlush(new Chance(399), pretending);
  expect(verdict.summary.lost).toBeGreaterThan(0);
});

const exitCodeOfFailure = 70;

interface Spoilt {
  spoil(machine: FaultyMachine): void;
  end(talk: Talk, server: ServerProcess): Promise<Ended>;
}

const failing: Spoilt = { spoil: (machine) => machine.failFlushes(), end: (_, server) => server.ended };

/** A server that is lied to goes on acknowledging, until it is killed. */
const pretending: Spoilt = {
  spoil: (machine) => machine.pretendFlushes(),
  async end(talk, server) {
    const before = talk.acknowledged;
    await until(() => talk.acknowledged > before + 200, 'acknowledgements after the flush');
    await server.kill();
    return server.ended;
  },
};

/** People talk; at some moment flushes fail. The disk then has what was flushed, and nothing else; on it the next server starts. */
async function failingFlush(
  chance: Chance,
  { spoil, end }: Spoilt,
): Promise<{ verdict: Report; exit: Ended; writesGone: number }> {
  const spoilt = { machine: undefined as FaultyMachine | undefined, before: nothing, journal: '' };
  await using ground = await Ground.open({
    env: (home, data) => {
      const machine = new FaultyMachine(home, data);
      spoilt.machine = machine;
      spoilt.before = filesOf(data);
      spoilt.journal = join(home, 'journal');
      const recorded = recording(buildRecorder(home), join(data, 'palaver.db'), spoilt.journal);
      // The recorder stands behind the one that lies, and before the one that fails: it writes down what was flushed in truth.
      return { ...machine.env, ...recorded, LD_PRELOAD: `${machine.library}:${recorded['LD_PRELOAD']}` };
    },
  });
  const { machine } = spoilt;
  if (!machine) throw new Error('there is no machine');
  const talk = await Talk.open(ground, { users, chance });
  talk.starts({ open: 40, pauseMs: [0, 4] });
  const enough = chance.whole(100, 600);
  await until(() => talk.acknowledged > enough, 'acknowledgements');
  spoil(machine);
  await until(() => machine.count('flushesFailed') > 0, 'a flush');
  machine.mustHaveMet('flushesFailed');
  const exit = await end(talk, ground.server);
  const records = readRecording(readFileSync(spoilt.journal));
  leaveWhatWasFlushed(ground.data, spoilt.before, records);
  await ground.server.start({});
  await talk.ends();
  return { verdict: await talk.verdict(), exit, writesGone: unflushed(records) };
}

const nothing: Files = { database: undefined, log: undefined };

function filesOf(data: string): Files {
  const read = (name: string) => (existsSync(join(data, name)) ? readFileSync(join(data, name)) : undefined);
  return { database: read('palaver.db'), log: read('palaver.db-wal') };
}

function leaveWhatWasFlushed(data: string, before: Files, records: readonly Recorded[]): void {
  const { database, log } = survivors(before, records, records.length, () => false);
  for (const name of ['palaver.db', 'palaver.db-wal', 'palaver.db-shm']) rmSync(join(data, name), { force: true });
  writeFileSync(join(data, 'palaver.db'), database ?? '', { mode: 0o600 });
  if (log) writeFileSync(join(data, 'palaver.db-wal'), log, { mode: 0o600 });
}

/** Writes to the log that no flush covered. */
function unflushed(records: readonly Recorded[]): number {
  const last = records.findLastIndex(({ kind, file }) => kind === 'flush' && file === 'log');
  return records.slice(last + 1).filter(({ kind, file }) => kind === 'write' && file === 'log').length;
}
