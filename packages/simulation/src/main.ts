import { parseArgs } from 'node:util';
import { brokenVariants } from './broken/variants.js';
import { type RunResult, run } from './run.js';
import { Counts } from './world/counts.js';

const help = `One seed, one world: the real server and real clients in virtual time.

  npm run sim -- --seed 7 --steps 2000          one run; prints its trace hash
  npm run sim -- --seed 1 --seeds 100           a range of seeds, with counts of what occurred
  npm run sim -- --seed 7 --verbose             every event of the run
  npm run sim -- --broken drop-push --seeds 50  with a part replaced by a broken one: ${Object.keys(brokenVariants).join(', ')}
`;

const options = {
  seed: { type: 'string', default: '1' },
  steps: { type: 'string', default: '2000' },
  seeds: { type: 'string', default: '1' },
  broken: { type: 'string' },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<number> {
  const { values } = parseArgs({ options });
  if (values.help) return say(help);
  const [seed, steps, seeds] = [values.seed, values.steps, values.seeds].map(Number);
  const isCount = (value: number | undefined): value is number => Number.isSafeInteger(value) && (value ?? -1) >= 0;
  if (!isCount(seed) || !isCount(steps) || !isCount(seeds))
    return complain('--seed, --steps and --seeds take whole numbers.');
  const { broken } = values;
  const breaks = broken === undefined ? undefined : brokenVariants[broken]?.breaks;
  if (broken !== undefined && !breaks) return complain(`There is no broken variant “${broken}”.`);

  const total = new Counts();
  for (let current = seed; current < seed + seeds; current++) {
    const onLine = values.verbose ? (line: string) => void process.stdout.write(`${line}\n`) : undefined;
    const result = await run({ seed: current, steps, ...(breaks && { breaks }), ...(onLine && { onLine }) });
    if (result.violation) return tell(result, broken, steps);
    total.merge(result.counts);
    process.stdout.write(seeds === 1 ? `trace ${result.hash}\n` : `seed ${current} trace ${result.hash}\n`);
  }
  if (seeds > 1)
    for (const [name, count] of total.entries()) process.stdout.write(`${String(count).padStart(9)}  ${name}\n`);
  return 0;
}

function tell({ seed, violation, tail }: RunResult, broken: string | undefined, steps: number): number {
  for (const line of tail) process.stdout.write(`${line.slice(0, 300)}\n`);
  process.stdout.write(`\nbroken ${violation?.row}: ${violation?.message}\n`);
  const variant = broken === undefined ? '' : ` --broken ${broken}`;
  process.stdout.write(`replay: npm run sim -- --seed ${seed} --steps ${steps}${variant}\n`);
  return 1;
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(text: string): number {
  process.stderr.write(`${text}\n\n${help}`);
  return 2;
}

process.exitCode = await main();
