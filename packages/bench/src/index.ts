export { type BenchOptions, runBench } from './bench.js';
export type { BenchReport, Cost, Curve, Figure, WorkloadId, WorkloadReport } from './report.js';
export { table } from './table.js';
export { workloadIds } from './workloads/workload-ids.js';
