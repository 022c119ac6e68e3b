import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Run, runWorkload } from '../drive/workload.js';
import { type BrokenServer, brokenServers } from './servers.js';

const patching = fileURLToPath(new URL('./patching.js', import.meta.url));

/** What became of one of them. */
export interface Tried {
  readonly name: string;
  readonly says: string;
  /** By which row it was found, and what was said. */
  readonly found?: { readonly row: string; readonly says: string };
  /** Why not. */
  readonly fault?: string;
}

export interface Score {
  readonly tried: readonly Tried[];
  readonly found: number;
  /** The sound server, with the same workload. */
  readonly sound: Run;
}

export interface ScoreOptions {
  readonly seed?: number;
  /** How many run at once. */
  readonly atOnce?: number;
  /** Of all, only these. */
  readonly names?: readonly string[];
  readonly onTried?: (tried: Tried) => void;
}

/** Plays the same workload against the sound product and against each broken one, which the checker must find. */
export async function scoreBrokenServers({
  seed = 1,
  atOnce = 2,
  names,
  onTried = () => {},
}: ScoreOptions = {}): Promise<Score> {
  const chosen = names ? brokenServers.filter(({ name }) => names.includes(name)) : brokenServers;
  let sound: Run | undefined;
  const playSound = async () => {
    sound = await inDirectory((directory) => runWorkload({ seed, directory }));
  };
  const waiting = [...chosen];
  const tried: Tried[] = [];
  const work = async () => {
    for (let broken = waiting.shift(); broken; broken = waiting.shift()) {
      const one = await tryOne(broken, seed);
      tried.push(one);
      onTried(one);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, at) => (at === 0 ? playSound().then(work) : work())));
  if (!sound) throw new Error('the sound server was not tried');
  return { tried, found: tried.filter(({ found }) => found).length, sound };
}

async function tryOne({ name, says, rows }: BrokenServer, seed: number): Promise<Tried> {
  const nodeArgs = ['--import', patching];
  const env = { PALAVER_FAULT: name };
  const finds = ({ report }: Pick<Run, 'report'>) => report.broken.find(({ row }) => rows.includes(row));
  try {
    const run = await inDirectory((directory) =>
      runWorkload({
        seed,
        directory,
        nodeArgs,
        env,
        leastAcknowledged: 0,
        isEnough: (report) => finds({ report }) !== undefined,
      }),
    );
    const found = finds(run);
    if (found) return { name, says, found: { row: found.row, says: found.says } };
    const others = run.report.broken.map(({ row }) => row);
    return { name, says, fault: others.length > 0 ? `only ${others.join(', ')} broke` : 'every row was kept' };
  } catch (error) {
    return { name, says, fault: error instanceof Error ? error.message : String(error) };
  }
}

async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'palaver-checker-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
