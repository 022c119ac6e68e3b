import { nodeMachine } from '../node/machine.js';
import { runConformance } from '../run.js';
import { themes } from '../themes.js';
import { waitAtMost } from '../world/until.js';
import { serve } from './served.js';

// Says, as one line of JSON, which case of a row fails first against a server of these sources. Run by scripts/mutants.
const [row = ''] = process.argv.slice(2);
const cases = themes.flatMap((theme) => theme.cases).filter(({ rows }) => rows.includes(row));
let hasSaid = false;
const say = (told: object) => {
  if (!hasSaid) process.stdout.write(`${JSON.stringify(told)}\n`, () => process.exit());
  hasSaid = true;
};
process.on('unhandledRejection', () => {});

// Shorter than elsewhere: what a fault keeps from happening is waited for in vain.
waitAtMost(8_000);
const { server: _, ...served } = await serve('memory');
await runConformance({
  ...nodeMachine(served.url),
  ...served,
  cases,
  onResult: ({ outcome, name, reason }) => {
    if (outcome === 'failed') say({ isHealthy: true, cases: cases.length, failed: `${name}: ${reason}` });
  },
});
say({ isHealthy: true, cases: cases.length });
