import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** What a process has used so far; of another machine's, nothing. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly memoryMiB: number;
  readonly bytesWritten: number;
}

export interface Meter {
  read(): Usage | undefined;
  /** Until the process rests: what a run left for later (index, positions, checkpoint) is part of what it cost. */
  rest(atLeastMs: number): Promise<void>;
}

const ticksPerSecond = 100;

/** Of the process `pid` here, by /proc. */
export function meterOf(pid: number | undefined): Meter {
  const read = (): Usage | undefined => (pid === undefined ? undefined : usageOf(pid));
  return {
    read,
    async rest(atLeastMs) {
      const began = performance.now();
      for (let last = read()?.cpuSeconds ?? 0; performance.now() - began < longestRestMs; ) {
        await pause(restStepMs);
        const now = read()?.cpuSeconds ?? 0;
        if (now - last < 0.02 * (restStepMs / 1000) && performance.now() - began >= atLeastMs) return;
        last = now;
      }
    },
  };
}

const restStepMs = 1_000;
const longestRestMs = 90_000;

function usageOf(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // Behind the name, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const memory = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    const written = /^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'latin1'));
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
      memoryMiB: Number(memory?.[1] ?? 0) / 1024,
      bytesWritten: Number(written?.[1] ?? 0),
    };
  } catch {
    return undefined;
  }
}
