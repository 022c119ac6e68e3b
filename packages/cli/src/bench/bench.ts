import { fork } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Target } from './load/back-end.js';
import type { LoadNews, LoadOrder } from './load/load-process.js';
import type { BenchReport, WorkloadId, WorkloadReport } from './report.js';
import { type ServerCommand, ServerProcess } from './server-process.js';

export interface BenchOptions {
  readonly server: ServerCommand;
  readonly only: readonly WorkloadId[];
  readonly isQuick: boolean;
  readonly command: string;
  onProgress(workload: WorkloadId, text: string): void;
  onReport(report: WorkloadReport): void;
}

/** One workload after the other, each on a server of its own. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const startedAt = new Date().toISOString();
  const loadBefore = loadavg()[0] ?? 0;
  const workloads: WorkloadReport[] = [];
  for (const id of options.only) {
    const report = await runOne(options, id);
    workloads.push(report);
    options.onReport(report);
  }
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
  const server = await ServerProcess.fresh(options.server);
  try {
    const target = { url: server.url, appKey: 'default', secret: await server.masterSecret() };
    return await load({ workload: id, target, pid: server.pid, isQuick: options.isQuick }, (text) =>
      options.onProgress(id, text),
    );
  } finally {
    await server.remove();
  }
}

function load(order: LoadOrder & { target: Target }, say: (text: string) => void): Promise<WorkloadReport> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(new URL('./load/load-process.js', import.meta.url)));
    const end = (report: WorkloadReport) => {
      child.kill();
      resolve(report);
    };
    const failed = (fault: string) =>
      end({ id: order.workload, title: '', figures: [], costs: [], curves: [], notes: [], fault });
    child.on('message', (news: LoadNews) => {
      if (news.kind === 'progress') say(news.text);
      else if (news.kind === 'done') end(news.report);
      else failed(news.reason);
    });
    child.on('exit', (code) => failed(`The load ended with ${code}.`));
    child.send(order);
  });
}
