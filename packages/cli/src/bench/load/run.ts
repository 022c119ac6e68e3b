import { cpuUsage } from 'node:process';
import type { Cost } from '../report.js';
import type { Target } from './back-end.js';
import type { Meter, Usage } from './meter.js';

/** What a workload has to work with. */
export interface Run {
  readonly target: Target;
  readonly meter: Meter;
  readonly isQuick: boolean;
  say(text: string): void;
}

/** A promise with its ends in hand: the first fault of a load ends it. */
export interface Ending {
  readonly promise: Promise<void>;
  done(): void;
  fault(reason: string): void;
}
export function createEnding(): Ending {
  const { promise, resolve, reject } = withResolvers();
  promise.catch(() => {});
  return { promise, done: resolve, fault: (reason) => reject(new LoadFault(reason)) };
}

function withResolvers() {
  let resolve = () => {};
  let reject = (_error: Error) => {};
  const promise = new Promise<void>((onDone, onFault) => {
    resolve = onDone;
    reject = onFault;
  });
  return { promise, resolve, reject };
}

/** There is no figure: a message was lost, doubled, out of order, or refused. */
export class LoadFault extends Error {
  override readonly name = 'LoadFault';
}

/** What the server and the load used from here on. */
export function startCounting(meter: Meter): {
  read(name: string, more: Partial<Cost>): Cost;
} {
  const before = meter.read();
  const own = cpuUsage();
  const began = performance.now();
  return {
    read(name, more) {
      const { user, system } = cpuUsage(own);
      return {
        name,
        seconds: (performance.now() - began) / 1000,
        loadCpuSeconds: (user + system) / 1e6,
        ...difference(before, meter.read()),
        ...more,
      };
    },
  };
}

const difference = (before: Usage | undefined, after: Usage | undefined): Partial<Cost> =>
  before && after
    ? {
        serverCpuSeconds: after.cpuSeconds - before.cpuSeconds,
        memoryMiB: after.memoryMiB,
        bytesWritten: after.bytesWritten - before.bytesWritten,
      }
    : {};
