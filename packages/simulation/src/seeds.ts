import { type RunResult, run } from './run.js';
import { Counts } from './world/counts.js';

/** How long each fixed seed lives. */
export const stepsPerSeed = 2_000;
/** Seeds from 1 on that every test run lives through, in files of so many. */
export const fixedSeeds = 2_000;
export const seedsPerFile = 250;

/** Runs the seeds from `first` on; throws with the line that replays it where a promise is broken. */
export async function runSeeds(first: number, count: number): Promise<Counts> {
  const total = new Counts();
  for (let seed = first; seed < first + count; seed++) {
    const result = await run({ seed, steps: stepsPerSeed });
    if (result.violation) throw new Error(explain(result));
    total.merge(result.counts);
    total.add('seeds');
    total.add('steps', result.steps);
  }
  return total;
}

function explain({ seed, violation, tail }: RunResult): string {
  const replay = `npm run sim -- --seed ${seed} --steps ${stepsPerSeed}`;
  return `broken ${violation?.row}: ${violation?.message}\nreplay: ${replay}\n${tail.slice(-15).join('\n')}`;
}

/** What must have occurred, at least so often, among a hundred of the fixed seeds: a promise that was never put to the test is not kept. */
const leastOfHundred: Readonly<Record<string, number>> = {
  'D1: acknowledged': 7_500,
  'D1: acknowledged before a crash': 6_000,
  'D1: logs read again': 1_000,
  'D2: refused': 650,
  'D2: cancelled': 150,
  'D3: unknown': 150,
  'D3: unknown, and in the log': 100,
  'commit: append repeated': 80,
  'D5: shown': 45_000,
  D6: 4_500,
  D7: 3_000,
  D8: 3_000,
  D9: 4_000,
  D10: 10_000,
  D11: 3_500,
  'D11: holes filled': 75,
  D12: 1_000,
  'D12: offline calls': 550,
  'D12: roaming calls': 800,
  'D13: something unread': 2_000,
  D14: 750,
  D15: 1_000,
  'D15: lists': 300,
  'D15: somebody has read': 120,
  'D15: told': 60,
  'D16: confirmed': 55,
  'D16: prompts at rest': 450,
  'S39: told': 230,
  D17: 95,
  'D18: heard': 100,
  'D18: sent': 100,
  'D18: TARGET_OFFLINE': 8,
  D19: 400,
  'D19: shown to who was there': 400,
  'D20: devices at rest': 1_000,
  'D21: in the log': 500,
  'D21: downloaded': 1_000,
  'D21: tidy': 290,
  'D22: answered as not there': 1_000,
  'O6: refused as silenced': 4,
  'O6: spoke after a silence': 3,
  'O7: blocked': 25,
  'O7: unblocked': 5,
  'O7: refused as blocked': 75,
  'O7: everything muted': 40,
  'S30: online': 10_000,
  'S30: offline': 1_000,
  'S30: roaming': 1_000,
  rests: 290,
  'action: burst': 45,
  'action: remove': 100,
  'action: log out': 40,
  'session ended: other_device': 150,
  'fault: connection broken': 250,
  'fault: connection half-open': 50,
  'fault: transfer broken': 20,
  'fault: attempt refused': 40,
  'fault: attempt unanswered': 10,
  'fault: attempt doubled': 55,
  'fault: connection broken with frames under way': 55,
  'fault: frame after one of a newer connection': 55,
  'fault: device without network': 85,
  'fault: device crashed': 150,
  'fault: device crashed while writing': 5,
  'fault: server crashed': 95,
  'fault: server stopped in order': 25,
  'fault: server exited by itself': 8,
  'fault: disk full': 25,
  'fault: server clock jumped': 55,
  'fault: device clock jumped': 25,
  'fault: restored from backup': 9,
};

/** What occurred too seldom. */
export function shortages(counts: Counts): string[] {
  const share = counts.of('seeds') / 100;
  return Object.entries(leastOfHundred)
    .filter(([name, least]) => counts.of(name) < least * share)
    .map(([name, least]) => `${name}: ${counts.of(name)} of ${least * share}`);
}
