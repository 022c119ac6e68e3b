import { Pairs } from '../load/pairs.js';
import { type Run, startCounting } from '../load/run.js';
import type { Cost, Curve, Figure, WorkloadReport } from '../report.js';

/** W2: pairs write to each other; every message is on the disk before it is acknowledged. */
export async function oneToOne(run: Run): Promise<WorkloadReport> {
  const { isQuick, meter, say } = run;
  const count = isQuick ? 10 : 200;
  say(`${count} pairs come together`);
  const pairs = await Pairs.meet(run, count);
  const costs: Cost[] = [];
  const curves: Curve[] = [];
  const loads: [number, number][] = [];

  const full = async (inFlight: number, messages: number) => {
    const counting = await startCounting(meter);
    const began = performance.now();
    const { deliveries } = await pairs.go({ messages, pace: { inFlight } });
    const seconds = (performance.now() - began) / 1000;
    await meter.rest(isQuick ? 0 : 6_000);
    loads.push([messages / seconds, deliveries.percentile(0.5)]);
    const cost = await counting.read(`${inFlight} in flight a pair`, { seconds, messages });
    costs.push(cost);
    return cost;
  };

  say('warming up');
  await pairs.go({ messages: isQuick ? 100 : 40_000, pace: { inFlight: 8 } });
  await meter.rest(0);
  say('at full load');
  for (const inFlight of isQuick ? [2] : [1, 4, 32]) await full(inFlight, isQuick ? 200 : 40_000);
  const headline = await full(isQuick ? 4 : 16, isQuick ? 500 : 120_000);

  const perSecond = isQuick ? 100 : 500;
  say(`at ${perSecond} messages a second`);
  const steady = await pairs.go({ messages: isQuick ? 100 : 5_000, pace: { perSecond } });
  pairs.close();

  curves.push({ plot: 'throughput against latency', name: 'W2', points: loads.sort(([one], [other]) => one - other) });
  curves.push({ plot: 'latency distribution', name: `W2 at ${perSecond}/s`, points: steady.deliveries.curve() });
  return {
    id: 'W2',
    title: `one to one, ${count} pairs, 64 B, durable`,
    figures: [...perCpuSecond(headline), ...latencies(perSecond, steady.deliveries)],
    costs,
    curves,
    notes: [],
  };
}

function perCpuSecond({ messages = 0, serverCpuSeconds, seconds }: Cost): Figure[] {
  const rate: Figure = { name: 'messages per second', value: messages / seconds, unit: '/s', better: 'more' };
  if (!serverCpuSeconds) return [rate];
  return [
    {
      name: 'messages per CPU-second of the server',
      value: messages / serverCpuSeconds,
      unit: '/CPU-s',
      better: 'more',
      must: 8_000,
      goal: 20_000,
    },
    rate,
  ];
}

const latencies = (perSecond: number, times: { percentile(part: number): number }): Figure[] => [
  {
    name: `delivery at ${perSecond}/s, p50`,
    value: times.percentile(0.5),
    unit: 'ms',
    better: 'less',
    must: 3,
    goal: 1.5,
  },
  {
    name: `delivery at ${perSecond}/s, p99`,
    value: times.percentile(0.99),
    unit: 'ms',
    better: 'less',
    must: 12,
    goal: 6,
  },
];
