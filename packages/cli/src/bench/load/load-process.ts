import process from 'node:process';
import type { WorkloadId, WorkloadReport } from '../report.js';
import { group } from '../workloads/group.js';
import { oneToOne } from '../workloads/one-to-one.js';
import type { Target } from './back-end.js';
import { withoutBounds } from './crew.js';
import { meterOf } from './meter.js';
import type { Run } from './run.js';

/** What the load's process is asked, and what it says. */
export interface LoadOrder {
  readonly workload: WorkloadId;
  readonly target: Target;
  readonly pid?: number;
  readonly isQuick: boolean;
}
export type LoadNews =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'done'; readonly report: WorkloadReport }
  | { readonly kind: 'fault'; readonly reason: string };

const tell = (news: LoadNews) => process.send?.(news);
const runs: { readonly [id in WorkloadId]?: (run: Run) => Promise<WorkloadReport> } = { W2: oneToOne, W3: group };

process.once('message', (order: LoadOrder) => {
  void work(order).then(
    (report) => tell({ kind: 'done', report }),
    (error: unknown) =>
      tell({ kind: 'fault', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());

async function work({ workload, target, pid, isQuick }: LoadOrder): Promise<WorkloadReport> {
  const run = runs[workload];
  if (!run) throw new Error(`${workload} is no load.`);
  await withoutBounds(target);
  return run({ target, meter: meterOf(pid), isQuick, say: (text) => tell({ kind: 'progress', text }) });
}
