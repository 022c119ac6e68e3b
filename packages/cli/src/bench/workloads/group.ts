import { Crowd } from '../load/crowd.js';
import { type Run, startCounting } from '../load/run.js';
import type { Cost, Figure, WorkloadReport } from '../report.js';

/** W3: what is written into a group is stored once and reaches everybody. */
export async function group(run: Run): Promise<WorkloadReport> {
  const { isQuick, meter, say } = run;
  const size = isQuick ? 20 : 200;
  say(`a group of ${size} comes together`);
  const crowd = await Crowd.gather(run, size, isQuick ? 2 : 8);
  const costs: Cost[] = [];
  const loads: [number, number][] = [];

  const full = async (inFlight: number, messages: number) => {
    const counting = await startCounting(meter);
    const began = performance.now();
    const { deliveries } = await crowd.go({ messages, pace: { inFlight } });
    const seconds = (performance.now() - began) / 1000;
    await meter.rest(isQuick ? 0 : 6_000);
    const delivered = messages * (size - 1);
    loads.push([delivered / seconds, deliveries.percentile(0.5)]);
    const cost = await counting.read(`${inFlight} in flight a writer`, { seconds, messages, deliveries: delivered });
    costs.push(cost);
    return cost;
  };

  say('warming up');
  await crowd.go({ messages: isQuick ? 20 : 1_500, pace: { inFlight: 2 } });
  await meter.rest(0);
  say('at full load');
  for (const inFlight of isQuick ? [1] : [1, 16]) await full(inFlight, isQuick ? 50 : 2_000);
  const headline = await full(isQuick ? 2 : 4, isQuick ? 100 : 8_000);

  const perSecond = isQuick ? 50 : 150;
  say(`at ${perSecond} messages a second`);
  const steady = await crowd.go({ messages: isQuick ? 50 : 1_500, pace: { perSecond } });
  crowd.close();
  const rate = perSecond * (size - 1);
  return {
    id: 'W3',
    title: `a group of ${size}, stored`,
    figures: [
      ...perCpuSecond(headline),
      {
        name: `at ${Math.round(rate / 1000)},000 deliveries/s, p99`,
        value: steady.deliveries.percentile(0.99),
        unit: 'ms',
        better: 'less',
        must: 20,
        goal: 8,
      },
    ],
    costs,
    curves: [
      { plot: 'throughput against latency', name: 'W3', points: loads.sort(([one], [other]) => one - other) },
      { plot: 'latency distribution', name: `W3 at ${rate} deliveries/s`, points: steady.deliveries.curve() },
    ],
    notes: [],
  };
}

function perCpuSecond({ deliveries = 0, serverCpuSeconds, seconds }: Cost): Figure[] {
  const rate: Figure = { name: 'deliveries per second', value: deliveries / seconds, unit: '/s', better: 'more' };
  if (!serverCpuSeconds) return [rate];
  return [
    {
      name: 'deliveries per CPU-second of the server',
      value: deliveries / serverCpuSeconds,
      unit: '/CPU-s',
      better: 'more',
      must: 100_000,
      goal: 250_000,
    },
    rate,
  ];
}
