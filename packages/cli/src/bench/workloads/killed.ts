import { setTimeout as pause } from 'node:timers/promises';
import { comeBack, inTurns, makePeople, syncAll } from '../load/crew.js';
import { checkPages, pagesOf } from '../load/log.js';
import { Pairs } from '../load/pairs.js';
import { LoadFault, type Run, startCounting } from '../load/run.js';
import type { Cost, WorkloadReport } from '../report.js';

/** W5: the server is killed while it acknowledges; afterwards everything acknowledged stands, once, in its place. */
export async function killed(run: Run): Promise<WorkloadReport> {
  const { isQuick, killServer, say } = run;
  const title = 'kill -9 while acknowledging';
  if (!killServer)
    return {
      id: 'W5',
      title,
      figures: [],
      costs: [],
      curves: [],
      notes: ['Left out: the server is not ours to kill.'],
    };
  const rounds = isQuick ? 2 : 5;
  const costs: Cost[] = [];
  let acknowledged = 0;
  let unknown = 0;
  for (let round = 1; round <= rounds; round++) {
    say(`kill ${round} of ${rounds}`);
    const counting = await startCounting(run.meter);
    const found = await kill(run, killServer);
    acknowledged += found.acknowledged;
    unknown += found.standing - found.acknowledged;
    costs.push({ ...(await counting.read(`kill ${round}`)), messages: found.acknowledged });
  }
  return {
    id: 'W5',
    title,
    figures: [
      { name: 'acknowledged messages lost', value: 0, unit: '', better: 'less', must: 0, goal: 0 },
      { name: 'acknowledged', value: acknowledged, unit: '', better: 'more' },
    ],
    costs: costs.map(({ name, seconds, messages = 0, loadCpuSeconds }) => ({
      name,
      seconds,
      messages,
      loadCpuSeconds,
    })),
    curves: [],
    notes: [
      `${rounds} kills; ${unknown} messages stood there whose acknowledgement the kill had cut off, each once.`,
      'A power cut is tried by `npm run faults`: the writes and flushes recorded, what could have survived started again.',
    ],
  };
}

async function kill(run: Run, killServer: () => Promise<void>) {
  const { target, isQuick } = run;
  const readers = await makePeople(target, 'reader', isQuick ? 5 : 50);
  const pairs = await Pairs.between(run, readers, false);
  const passing = pairs.go({ messages: 10_000_000, pace: { inFlight: 16 } }).catch(() => {});
  const enough = (isQuick ? 100 : 1_000) * (1 + Math.random());
  // Not by the clock: a busy machine would have acknowledged nothing yet.
  const deadline = performance.now() + 60_000;
  while (sum(pairs.acknowledged().map(({ count }) => count)) < enough && performance.now() < deadline) await pause(5);
  await killServer();
  // The connections have ended, and with them the load.
  await passing;
  pairs.close();
  const logs = pairs.acknowledged();
  const standing = await inTurns(logs, async ({ writer, count }) => {
    const here = await comeBack(target, writer, () => {});
    const { states } = await syncAll(here);
    const [state] = states;
    const head = state ? (state['head'] as number) : 0;
    if (head < count) throw new LoadFault(`${count} messages were acknowledged, ${head} stand there.`);
    const stands = state ? checkPages(await pagesOf(here, state['c'] as number, head)) : 0;
    here.wire.close();
    return stands;
  });
  const acknowledged = sum(logs.map(({ count }) => count));
  if (acknowledged === 0) throw new LoadFault('Nothing had been acknowledged when the server was killed.');
  return { acknowledged, standing: sum(standing) };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
