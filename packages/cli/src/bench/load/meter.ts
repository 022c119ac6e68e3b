import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** What a server has used so far: what cannot be known is absent. */
export interface Usage {
  /** User and system of all its threads. */
  readonly cpuSeconds?: number;
  readonly memoryMiB?: number;
  readonly flushes?: number;
  readonly bytesWritten?: number;
}

export interface Meter {
  read(): Promise<Usage>;
  /** Until the server rests: what a run left for later (index, positions, checkpoint) is part of what it cost. */
  rest(atLeastMs: number, atMostMs?: number): Promise<void>;
}

const ticksPerSecond = 100;
const restStepMs = 1_000;
const longestRestMs = 60_000;
/** CPU-seconds a second of a server that has nothing to do: it looks at its own delay all the time. */
const idle = 0.03;

/** The process `pid` here tells by /proc; what it counts itself, and a server without `pid`, by `/metrics`. */
export function meterOf(url: string, pid: number | undefined): Meter {
  const cpuSeconds = async () => (pid === undefined ? (await metricsOf(url)).cpuSeconds : usageOf(pid).cpuSeconds) ?? 0;
  return {
    read: async () => ({ ...(await metricsOf(url)), ...(pid !== undefined && usageOf(pid)) }),
    async rest(atLeastMs, atMostMs = longestRestMs) {
      const began = performance.now();
      for (let last = await cpuSeconds(); performance.now() - began < atMostMs; ) {
        await pause(restStepMs);
        const now = await cpuSeconds();
        if (now - last <= idle * (restStepMs / 1_000) && performance.now() - began >= atLeastMs) return;
        last = now;
      }
    },
  };
}

function usageOf(pid: number): Usage {
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
    return {};
  }
}

/** A server tells this machine alone, unless it is told otherwise. */
async function metricsOf(url: string): Promise<Usage> {
  const answer = await fetch(`${url}/metrics`).catch(() => undefined);
  if (!answer?.ok) return {};
  const text = await answer.text();
  const value = (name: string) => {
    const found = new RegExp(`^${name} ([0-9.e+-]+)$`, 'm').exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const cpuSeconds = value('process_cpu_seconds_total');
  const memory = value('process_resident_memory_bytes');
  const flushes = value('palaver_flush_seconds_count');
  return {
    ...(cpuSeconds !== undefined && { cpuSeconds }),
    ...(memory !== undefined && { memoryMiB: memory / 2 ** 20 }),
    ...(flushes !== undefined && { flushes }),
  };
}
