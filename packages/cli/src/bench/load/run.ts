import { cpuUsage } from 'node:process';
import type { Cost } from '../report.js';
import type { Target } from './back-end.js';
import type { Meter, Usage } from './meter.js';

/** What a message is sent beside, where its cost is asked for (W9). */
export interface Beside {
  /** So many who are here and only ping. */
  readonly sessions?: number;
  /** Who reads: people who are there already. Default: new ones. */
  readonly readers?: readonly string[];
}

/** What a workload has to work with. */
export interface Run {
  readonly target: Target;
  readonly meter: Meter;
  readonly isQuick: boolean;
  say(text: string): void;
  /** Kills the server without a word, and resolves when it is there again; absent where it is not ours. */
  readonly killServer?: () => Promise<void>;
  readonly beside?: Beside;
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
export async function startCounting(meter: Meter): Promise<{
  read(name: string, more?: Partial<Cost>): Promise<Cost>;
}> {
  const before = await meter.read();
  const own = cpuUsage();
  const began = performance.now();
  return {
    async read(name, more = {}) {
      const { user, system } = cpuUsage(own);
      const seconds = (performance.now() - began) / 1000;
      return {
        name,
        seconds,
        loadCpuSeconds: (user + system) / 1e6,
        ...difference(before, await meter.read()),
        ...more,
      };
    },
  };
}

function difference(before: Usage, after: Usage): Partial<Cost> {
  const since = (name: 'cpuSeconds' | 'flushes' | 'bytesWritten') => {
    const [then, now] = [before[name], after[name]];
    return then === undefined || now === undefined ? undefined : now - then;
  };
  const [serverCpuSeconds, flushes, bytesWritten] = [since('cpuSeconds'), since('flushes'), since('bytesWritten')];
  return {
    ...(serverCpuSeconds !== undefined && { serverCpuSeconds }),
    ...(flushes !== undefined && { flushes }),
    ...(bytesWritten !== undefined && { bytesWritten }),
    ...(after.memoryMiB !== undefined && { memoryMiB: after.memoryMiB }),
  };
}
