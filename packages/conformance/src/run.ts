import { type Case, caseName } from './case.js';
import { themes } from './themes.js';
import type { Machine } from './world/machine.js';
import { World } from './world/world.js';

export interface CaseResult {
  readonly name: string;
  readonly rows: readonly string[];
  readonly outcome: 'passed' | 'failed' | 'left out';
  /** Why it failed, or what it needs that was not given. */
  readonly reason?: string;
  readonly ms: number;
}

export interface ConformanceOptions
  extends Omit<Machine, 'appKey' | 'WebSocket'>,
    Partial<Pick<Machine, 'appKey' | 'WebSocket'>> {
  /** Default: all of them. */
  readonly cases?: readonly Case[];
  /** How many run at a time. Default 6. */
  readonly atOnce?: number;
  readonly onResult?: (result: CaseResult) => void;
}

export interface ConformanceReport {
  readonly results: readonly CaseResult[];
  /** Row of the design → how many of its cases passed and failed. */
  readonly rows: ReadonlyMap<string, { readonly passed: number; readonly failed: number }>;
}

/** Tries a server from outside: every case with people of its own, several at a time. Never rejects for a broken promise. */
export async function runConformance(options: ConformanceOptions): Promise<ConformanceReport> {
  const { cases = themes.flatMap((theme) => theme.cases), atOnce = 6, onResult, ...given } = options;
  const machine: Machine = { appKey: 'default', WebSocket: globalThis.WebSocket, ...given };
  const results: CaseResult[] = [];
  const waiting = [...cases];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const result = await tryCase(next, machine);
      results.push(result);
      onResult?.(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { results, rows: countRows(results) };
}

/** What a case needs and the machine has not. */
export function lacks({ needs }: Case, machine: Partial<Machine>): string | undefined {
  return needs.find((need) => machine[need] === undefined);
}

/** Runs one case in a world of its own; throws where it fails. */
export async function runCase(one: Case, machine: Machine): Promise<void> {
  const world = new World(machine);
  try {
    await one.run(world);
  } finally {
    await world.end();
  }
}

async function tryCase(one: Case, machine: Machine): Promise<CaseResult> {
  const told = { name: caseName(one), rows: one.rows };
  const lacking = lacks(one, machine);
  if (lacking) return { ...told, outcome: 'left out', reason: `needs ${lacking}`, ms: 0 };
  const begun = performance.now();
  const after = () => Math.round(performance.now() - begun);
  try {
    await runCase(one, machine);
    return { ...told, outcome: 'passed', ms: after() };
  } catch (error) {
    return { ...told, outcome: 'failed', reason: error instanceof Error ? error.message : String(error), ms: after() };
  }
}

function countRows(results: readonly CaseResult[]): Map<string, { passed: number; failed: number }> {
  const rows = new Map<string, { passed: number; failed: number }>();
  for (const { rows: ids, outcome } of results) {
    if (outcome === 'left out') continue;
    for (const id of ids) {
      const row = rows.get(id) ?? { passed: 0, failed: 0 };
      row[outcome]++;
      rows.set(id, row);
    }
  }
  return rows;
}
