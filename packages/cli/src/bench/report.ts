export type WorkloadId = 'W1' | 'W2' | 'W3' | 'W4' | 'W5' | 'W6' | 'W7' | 'W8' | 'W9';

/** One thing that was measured, and what design and docs/performance.md ask of it. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly better: 'more' | 'less';
  readonly must?: number;
  readonly goal?: number;
}

/** What a run took of the machine. */
export interface Cost {
  readonly name: string;
  readonly seconds: number;
  readonly messages?: number;
  readonly deliveries?: number;
  /** User and system of all threads; absent where the server is not of this machine. */
  readonly serverCpuSeconds?: number;
  readonly loadCpuSeconds: number;
  readonly memoryMiB?: number;
  readonly bytesWritten?: number;
  /** Commits of the store, each with its flush. */
  readonly flushes?: number;
}

/** Points of a plot: `[x, y]`. */
export interface Curve {
  readonly plot: 'throughput against latency' | 'latency distribution' | 'growth';
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

export interface WorkloadReport {
  readonly id: WorkloadId;
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly costs: readonly Cost[];
  readonly curves: readonly Curve[];
  /** What there is to know besides: what was left out, and why. */
  readonly notes: readonly string[];
  /** Why there are no figures: a message was lost, doubled or out of order, or the run did not end. */
  readonly fault?: string;
}

export interface BenchReport {
  readonly size: 'full' | 'quick';
  readonly command: string;
  readonly startedAt: string;
  readonly machine: {
    readonly cpus: number;
    readonly cpu: string;
    readonly node: string;
    /** Load average of the last minute, at the beginning and at the end. */
    readonly load: readonly [number, number];
  };
  readonly workloads: readonly WorkloadReport[];
}
