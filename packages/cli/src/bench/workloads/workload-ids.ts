import type { WorkloadId } from '../report.js';

export const workloadIds: readonly WorkloadId[] = ['W2', 'W3'];
