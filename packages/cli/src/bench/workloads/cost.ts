import { Pairs } from '../load/pairs.js';
import { type Run, startCounting } from '../load/run.js';
import type { WorkloadReport } from '../report.js';

/** A step of W9: what a message between a few pairs costs a server that holds so much already. */
export async function cost(run: Run): Promise<WorkloadReport> {
  const { isQuick, meter } = run;
  const pairs = await Pairs.meet(run, isQuick ? 5 : 50);
  await meter.rest(isQuick ? 0 : 2_000);
  await pairs.go({ messages: isQuick ? 50 : 5_000, pace: { inFlight: 8 } });
  await meter.rest(isQuick ? 0 : 2_000);
  const counting = await startCounting(meter);
  const messages = isQuick ? 100 : 15_000;
  await pairs.go({ messages, pace: { inFlight: 8 } });
  await meter.rest(isQuick ? 0 : 3_000);
  const costs = [await counting.read('one to one', { messages })];
  pairs.close();
  return { id: 'W9', title: '', figures: [], costs, curves: [], notes: [] };
}
