import { fork } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { LoadName, LoadNews, LoadOrder } from './load/load-process.js';
import type { Beside } from './load/run.js';
import type { BenchReport, WorkloadId, WorkloadReport } from './report.js';
import { type ServerCommand, ServerProcess } from './server-process.js';
import { coldStart } from './workloads/cold-start.js';
import { device } from './workloads/device.js';
import { growth } from './workloads/growth.js';
import type { House } from './workloads/house.js';

export interface BenchOptions {
  /** How servers are started: one for each workload. */
  readonly server: ServerCommand;
  /** A server that is there already, in their stead. */
  readonly remote?: LoadOrder['target'];
  readonly only: readonly WorkloadId[];
  readonly isQuick: boolean;
  readonly command: string;
  onProgress(workload: WorkloadId, text: string): void;
}

/** Workloads that start and end servers themselves; the others are a load. */
const houses: { readonly [id in WorkloadId]?: (house: House) => Promise<WorkloadReport> } = {
  W7: coldStart,
  W8: device,
  W9: growth,
};

/** One workload after the other, each on a server of its own. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const startedAt = new Date().toISOString();
  const loadBefore = loadavg()[0] ?? 0;
  const workloads: WorkloadReport[] = [];
  for (const id of options.only) workloads.push(await runOne(options, id));
  return {
    size: options.isQuick ? 'quick' : 'full',
    command: options.command,
    startedAt,
    machine: {
      cpus: cpus().length,
      cpu: cpus()[0]?.model ?? '',
      node: process.version,
      load: [loadBefore, loadavg()[0] ?? 0],
    },
    workloads,
  };
}

async function runOne(options: BenchOptions, id: WorkloadId): Promise<WorkloadReport> {
  const { isQuick, remote } = options;
  const say = (text: string) => options.onProgress(id, text);
  const inHouse = houses[id];
  if (remote && inHouse) return withoutFigures(id, { notes: ['Left out: it needs a server of its own.'] });
  if (remote) return load({ name: id as LoadName, target: remote, isQuick }, { say });
  const servers: ServerProcess[] = [];
  const startServer = async () => {
    const server = await ServerProcess.fresh(options.server);
    servers.push(server);
    return server;
  };
  const loadOn = async (server: ServerProcess, name: LoadName, beside?: Beside) => {
    const target = { url: server.url, appKey: 'default', secret: await server.masterSecret() };
    const kill = () => server.end('SIGKILL').then(() => server.start());
    const order = { name, target, pid: server.pid, isQuick, ...(beside && { beside }) };
    return load(order, { say, kill });
  };
  try {
    if (!inHouse) return await loadOn(await startServer(), id as LoadName);
    return await inHouse({ isQuick, say, startServer, load: loadOn });
  } catch (error) {
    return withoutFigures(id, { fault: String(error) });
  } finally {
    for (const server of servers) await server.remove();
  }
}

const withoutFigures = (id: WorkloadId, why: { fault: string } | { notes: string[] }): WorkloadReport => ({
  id,
  title: '',
  figures: [],
  costs: [],
  curves: [],
  notes: [],
  ...why,
});

interface Around {
  say(text: string): void;
  kill?(): Promise<void>;
}

/** A load is a process of its own, so that what it takes is not the server's. */
function load(order: LoadOrder, { say, kill }: Around): Promise<WorkloadReport> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(new URL('./load/load-process.js', import.meta.url)));
    const end = (report: WorkloadReport) => {
      child.kill();
      resolve(report);
    };
    const failed = (fault: string) => end(withoutFigures(order.name === 'cost' ? 'W9' : order.name, { fault }));
    child.on('message', (news: LoadNews) => {
      if (news.kind === 'progress') say(news.text);
      else if (news.kind === 'done') end(news.report);
      else if (news.kind === 'fault') failed(news.reason);
      else
        kill?.().then(
          () => child.send({ kind: 'restarted' }),
          (error: unknown) => failed(String(error)),
        );
    });
    child.on('exit', (code) => failed(`The load ended with ${code}.`));
    child.send(order);
  });
}
