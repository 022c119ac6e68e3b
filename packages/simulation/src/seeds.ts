import { type RunResult, run } from './run.js';
import { Counts } from './world/counts.js';

/** How long each fixed seed lives. */
export const stepsPerSeed = 2_000;

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
