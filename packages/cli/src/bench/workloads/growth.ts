import { meterOf } from '../load/meter.js';
import type { Cost, Curve, WorkloadReport } from '../report.js';
import { seed } from '../seed.js';
import type { House } from './house.js';

/** W9: what a message costs as what is stored grows, and as those who are here do. */
export async function growth(house: House): Promise<WorkloadReport> {
  const { isQuick } = house;
  const stored = await byStored(house, isQuick ? [100, 1_000] : [1_000, 10_000, 100_000, 1_000_000]);
  return {
    id: 'W9',
    title: 'growth: what a message between 50 pairs costs',
    figures: stored.flatMap(({ size, cost }) => [
      {
        name: `with ${size.toLocaleString('en')} messages stored`,
        value: perMessage(cost),
        unit: 'µs of CPU',
        better: 'less' as const,
      },
    ]),
    costs: stored.map(({ cost }) => cost),
    curves: [curve('messages stored', stored)],
    notes: [],
  };
}

const longestIndexMs = 600_000;

interface Step {
  readonly size: number;
  readonly cost: Cost;
}

async function byStored({ startServer, load, isQuick, say }: House, sizes: readonly number[]): Promise<Step[]> {
  const server = await startServer();
  const steps: Step[] = [];
  let stored = 0;
  for (const size of sizes) {
    say(`${size} messages stored`);
    await server.end();
    const added = size - stored;
    await seed(server.directory, (seeder) => seeder.spread(added, isQuick ? 10 : 500));
    stored = size;
    await server.start();
    // What was put there is indexed now: that is not what a new message costs.
    await meterOf(server.url, server.pid).rest(isQuick ? 0 : 3_000, longestIndexMs);
    const { costs, fault } = await load(server, 'cost');
    if (fault !== undefined || !costs[0]) throw new Error(fault ?? 'The load measured nothing.');
    steps.push({ size, cost: { ...costs[0], name: `${size.toLocaleString('en')} messages stored` } });
  }
  return steps;
}

const perMessage = ({ serverCpuSeconds = 0, messages = 1 }: Cost) => (serverCpuSeconds * 1e6) / messages;
const curve = (name: string, steps: readonly Step[]): Curve => ({
  plot: 'growth',
  name,
  points: steps.map(({ size, cost }) => [size, perMessage(cost)]),
});
