import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Run, runWorkload } from '../drive/workload.js';
import type { Report } from '../judge/check.js';
import type { Fault } from './fault.js';
import { faults } from './faults.js';

const patching = fileURLToPath(new URL('./patching.js', import.meta.url));

/** What became of one of them. */
export interface Tried {
  readonly name: string;
  readonly says: string;
  /** By which row it was found, what was said, and with which seed. */
  readonly found?: { readonly row: string; readonly says: string; readonly seed: number };
  /** Why not. */
  readonly fault?: string;
}

export interface Score {
  readonly tried: readonly Tried[];
  readonly found: number;
  /** The sound product with the same workloads. */
  readonly sound: readonly Run[];
}

export interface ScoreOptions {
  readonly seed?: number;
  /** How many run at once. */
  readonly atOnce?: number;
  /** Of all, only these. */
  readonly names?: readonly string[];
  readonly onTried?: (tried: Tried) => void;
}

/** A sound server comes to rest, however slow the machine; a broken one may never. Longer than this no sound run takes. */
const soundPatienceMs = 300_000;
/** With so many seeds a broken server is tried, one after the other, until it is found by the row that it is made for. Where chance has it so, another row finds it. */
const mostSeeds = 4;

/**
 * Plays a workload against the sound product and each broken one, which the checker must find: some faults show only where
 * chance has it so, and get more seeds. The sound product is tried with every seed that found something.
 */
export async function scoreBrokenServers({
  seed = 1,
  atOnce = 2,
  names,
  onTried = () => {},
}: ScoreOptions = {}): Promise<Score> {
  const waiting = names ? faults.filter(({ name }) => names.includes(name)) : [...faults];
  const tried: Tried[] = [];
  const sound: Run[] = [];
  const playSound = async (one: number) => {
    sound.push(await inDirectory((directory) => runWorkload({ seed: one, directory, patienceMs: soundPatienceMs })));
  };
  const work = async () => {
    for (let broken = waiting.shift(); broken; broken = waiting.shift()) {
      const one = await tryBroken(broken, seed);
      tried.push(one);
      onTried(one);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, at) => (at === 0 ? playSound(seed).then(work) : work())));
  const seeds = new Set(tried.flatMap(({ found }) => found?.seed ?? []));
  seeds.delete(seed);
  for (const other of seeds) await playSound(other);
  return { tried, found: tried.filter(({ found }) => found).length, sound };
}

async function tryBroken(broken: Fault, first: number): Promise<Tried> {
  let best: Tried = { name: broken.name, says: broken.says };
  for (let seed = first; seed < first + mostSeeds && best.found?.row !== broken.row; seed++) {
    const one = await tryOnce(broken, seed);
    if (one.found || !best.found) best = one;
  }
  return best;
}

async function tryOnce({ name, says, row }: Fault, seed: number): Promise<Tried> {
  const broken = { nodeArgs: ['--import', patching], env: { PALAVER_FAULT: name } };
  const findIn = (report: Report) => report.broken.find((broken) => broken.row === row);
  const isEnough = (report: Report) => findIn(report) !== undefined;
  try {
    const { report } = await inDirectory((directory) => runWorkload({ seed, directory, ...broken, isEnough }));
    const found = findIn(report) ?? report.broken[0];
    if (found) return { name, says, found: { row: found.row, says: found.says, seed } };
    return { name, says, fault: 'nothing is broken' };
  } catch (error) {
    return { name, says, fault: error instanceof Error ? error.message : String(error) };
  }
}

/** The workload against a server that runs already. */
export const playAt = (url: string, seed: number): Promise<Run> =>
  inDirectory((directory) => runWorkload({ seed, directory, url, patienceMs: soundPatienceMs }));

async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'palaver-checker-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
