import type { Figure, WorkloadReport } from '../report.js';
import { seed } from '../seed.js';
import { type House, median } from './house.js';

/** W7: from the command to a server that is ready, on an empty directory and on one with a million messages. */
export async function coldStart({ startServer, isQuick, say }: House): Promise<WorkloadReport> {
  const messages = isQuick ? 2_000 : 1_000_000;
  const rounds = Array.from({ length: isQuick ? 1 : 3 });
  const began = performance.now();
  say('on an empty directory');
  const empty: number[] = [];
  for (const _ of rounds) {
    const server = await startServer();
    empty.push(server.readyMs);
    await server.end();
  }
  const server = await startServer();
  await server.end();
  say(`${messages} messages are put there`);
  await seed(server.directory, (seeder) => seeder.spread(messages, isQuick ? 20 : 2_000));
  say('with them');
  const full: number[] = [];
  for (const _ of rounds) {
    await server.start();
    full.push(server.readyMs);
    await server.end();
  }
  return {
    id: 'W7',
    title: 'cold start, from the command to ready',
    figures: [figure('on an empty directory', empty), figure(`with ${messages.toLocaleString('en')} messages`, full)],
    costs: [{ name: 'all of it', seconds: (performance.now() - began) / 1000, loadCpuSeconds: 0 }],
    curves: [],
    notes: [`The median of ${rounds.length}.`],
  };
}

const figure = (name: string, times: readonly number[]): Figure => ({
  name,
  value: median(times) / 1_000,
  unit: 's',
  better: 'less',
  must: 3,
  goal: 1,
});
