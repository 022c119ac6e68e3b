// Random frames and requests against the server, as many as one likes: `npm run fuzz -- --frames 1000000 --seed 7`.
// The tests are those of `npm test`, which try a few.
import { parseArgs } from 'node:util';
import { bin, runNode } from './run.mjs';

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '1000000' },
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
  },
});
const isCount = Object.values(values).every((text) => /^[1-9]\d{0,8}$/.test(text));
if (!isCount) {
  process.stderr.write('--frames, --requests and --seed are numbers from 1 on.\n');
  process.exitCode = 2;
} else {
  const env = {
    ...process.env,
    PALAVER_FUZZ_FRAMES: values.frames,
    PALAVER_FUZZ_REQUESTS: values.requests,
    PALAVER_FUZZ_SEED: values.seed,
  };
  const args = ['run', '--project', 'node', 'packages/server/src/attacks/fuzz'];
  process.exitCode = await runNode([bin('vitest'), ...args], { env });
}
