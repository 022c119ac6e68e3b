import process from 'node:process';
import type { WorkloadReport } from '../report.js';
import { absence } from '../workloads/absence.js';
import { cost } from '../workloads/cost.js';
import { group } from '../workloads/group.js';
import { killed } from '../workloads/killed.js';
import { largeGroup } from '../workloads/large-group.js';
import { logins } from '../workloads/logins.js';
import { oneToOne } from '../workloads/one-to-one.js';
import type { Target } from './back-end.js';
import { withoutBounds } from './crew.js';
import { meterOf } from './meter.js';
import { type Beside, LoadFault, type Run } from './run.js';

/** What the load's process is asked, and what it says. */
export interface LoadOrder {
  readonly name: LoadName;
  readonly target: Target;
  readonly pid?: number;
  readonly isQuick: boolean;
  readonly beside?: Beside;
}
export type LoadNews =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'kill' }
  | { readonly kind: 'done'; readonly report: WorkloadReport }
  | { readonly kind: 'fault'; readonly reason: string };

const tell = (news: LoadNews) => process.send?.(news);
const runs = {
  W1: logins,
  W2: oneToOne,
  W3: group,
  W4: absence,
  W5: killed,
  W6: largeGroup,
  cost,
} satisfies Record<string, (run: Run) => Promise<WorkloadReport>>;
export type LoadName = keyof typeof runs;

/** The server that was to be killed is there again. */
export interface Restarted {
  readonly kind: 'restarted';
}

let onRestart = () => {};
process.on('message', (message: LoadOrder | Restarted) => {
  if ('kind' in message) return onRestart();
  void work(message).then(
    (report) => tell({ kind: 'done', report }),
    (error: unknown) => tell({ kind: 'fault', reason: reasonOf(error) }),
  );
});
process.on('disconnect', () => process.exit());

async function work({ name, target, pid, isQuick, beside }: LoadOrder): Promise<WorkloadReport> {
  await withoutBounds(target);
  return runs[name]({
    target,
    meter: meterOf(target.url, pid),
    isQuick,
    say: (text) => tell({ kind: 'progress', text }),
    ...(pid !== undefined && { killServer }),
    ...(beside && { beside }),
  });
}

function killServer(): Promise<void> {
  tell({ kind: 'kill' });
  return new Promise((resolve) => {
    onRestart = resolve;
  });
}

const reasonOf = (error: unknown): string =>
  error instanceof LoadFault ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
