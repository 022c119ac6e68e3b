import { meterOf } from '../load/meter.js';
import type { Cost, Curve, WorkloadReport } from '../report.js';
import { seed } from '../seed.js';
import type { House } from './house.js';

/** W9: what a message costs as what is stored grows, what its readers have, and who else is here. */
export async function growth(house: House): Promise<WorkloadReport> {
  const { isQuick } = house;
  const curves = [
    {
      name: 'messages stored',
      steps: await byStored(house, isQuick ? [100, 1_000] : [1_000, 10_000, 100_000, 1_000_000]),
    },
    {
      name: 'conversations of a reader',
      steps: await byConversations(house, isQuick ? [3, 10] : [10, 100, 1_000, 10_000]),
    },
    { name: 'sessions beside', steps: await bySessions(house, isQuick ? [1, 10] : [1, 100, 1_000, 10_000]) },
  ];
  return {
    id: 'W9',
    title: 'growth: what a message costs',
    figures: curves.flatMap(({ name, steps }) =>
      steps.map(({ size, cost }) => ({
        name: `with ${size.toLocaleString('en')} ${name}`,
        value: perMessage(cost),
        unit: 'µs of CPU',
        better: 'less' as const,
      })),
    ),
    costs: curves.flatMap(({ steps }) => steps.map(({ cost }) => cost)),
    curves: curves.map(({ name, steps }) => curve(name, steps)),
    notes: ['Sessions beside ping every 10 s, which is in the figure.'],
  };
}

const longestIndexMs = 600_000;
const readersAtOnce = 5;

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
    steps.push({ size, cost: await costOf(load(server, 'cost'), `${size.toLocaleString('en')} messages stored`) });
  }
  return steps;
}

/** Each on a server of its own, whose five readers know so many people. */
async function byConversations({ startServer, load, say }: House, sizes: readonly number[]): Promise<Step[]> {
  const steps: Step[] = [];
  for (const size of sizes) {
    say(`readers with ${size} conversations`);
    const server = await startServer();
    await server.end();
    const readers = await seed(server.directory, async (seeder) => {
      const names: string[] = [];
      for (let count = 0; count < readersAtOnce; count++) names.push((await seeder.reader(size, size)).username);
      return names;
    });
    await server.start();
    await meterOf(server.url, server.pid).rest(0, longestIndexMs);
    steps.push({ size, cost: await costOf(load(server, 'cost', { readers }), `${size} conversations of a reader`) });
    await server.end();
  }
  return steps;
}

/** Each on a server of its own, to which so many are connected and say nothing. */
async function bySessions({ startServer, load, say }: House, sizes: readonly number[]): Promise<Step[]> {
  const steps: Step[] = [];
  for (const sessions of sizes) {
    say(`${sessions} sessions beside`);
    const server = await startServer();
    steps.push({
      size: sessions,
      cost: await costOf(load(server, 'cost', { sessions }), `${sessions} sessions beside`),
    });
    await server.end();
  }
  return steps;
}

async function costOf(report: Promise<WorkloadReport>, name: string): Promise<Cost> {
  const { costs, fault } = await report;
  if (fault !== undefined || !costs[0]) throw new Error(fault ?? 'The load measured nothing.');
  return { ...costs[0], name };
}

const perMessage = ({ serverCpuSeconds = 0, messages = 1 }: Cost) => (serverCpuSeconds * 1e6) / messages;
const curve = (name: string, steps: readonly Step[]): Curve => ({
  plot: 'growth',
  name,
  points: steps.map(({ size, cost }) => [size, perMessage(cost)]),
});
