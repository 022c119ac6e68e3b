import type { LoadName } from '../load/load-process.js';
import type { Beside } from '../load/run.js';
import type { WorkloadReport } from '../report.js';
import type { ServerProcess } from '../server-process.js';

/** What a workload has that starts servers itself. */
export interface House {
  readonly isQuick: boolean;
  say(text: string): void;
  /** On a fresh directory; it is removed at the end. */
  startServer(): Promise<ServerProcess>;
  load(server: ServerProcess, name: LoadName, beside?: Beside): Promise<WorkloadReport>;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
