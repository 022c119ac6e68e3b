import { arrive, inTurns, makePeople } from '../load/crew.js';
import { Pairs } from '../load/pairs.js';
import { LoadFault, type Run, startCounting } from '../load/run.js';
import type { WorkloadReport } from '../report.js';

/** A step of W9: what a message between a few pairs costs a server that holds so much, or so many, already. */
export async function cost(run: Run): Promise<WorkloadReport> {
  const { isQuick, meter, target, beside: { sessions = 0, readers } = {} } = run;
  let lost: string | undefined;
  const onEnd = (reason: string) => {
    lost ??= reason;
  };
  const idle = await inTurns(await makePeople(target, 'idle', sessions), (name) => arrive(target, name, onEnd));
  const pairs = readers ? await Pairs.between(run, readers, true) : await Pairs.meet(run, isQuick ? 5 : 50);
  await meter.rest(isQuick ? 0 : 2_000);
  await pairs.go({ messages: isQuick ? 50 : 5_000, pace: { inFlight: 8 } });
  await meter.rest(isQuick ? 0 : 2_000);
  const counting = await startCounting(meter);
  const messages = isQuick ? 100 : 15_000;
  await pairs.go({ messages, pace: { inFlight: 8 } });
  await meter.rest(isQuick ? 0 : 3_000);
  const costs = [await counting.read('one to one', { messages })];
  pairs.close();
  if (lost !== undefined) throw new LoadFault(lost);
  for (const { wire } of idle) wire.close();
  return { id: 'W9', title: '', figures: [], costs, curves: [], notes: [] };
}
