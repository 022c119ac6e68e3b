import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Check, fault, ok, warning } from './check.js';

export async function checkData(data: string, servingUrl: string | undefined): Promise<Check> {
  const path = resolve(data);
  if (!existsSync(data) || (statSync(data).isDirectory() && readdirSync(data).length === 0))
    return ok('data', `${path} is new and will be made`);
  const { inspectData, openDataDirectory, StartError } = await import('@palaver/server');
  try {
    if (!servingUrl) (await openDataDirectory(data)).release();
    const inspected = await inspectData(data);
    const use = servingUrl ? `, in use by the server at ${servingUrl}` : '';
    if (!inspected) return ok('data', `${path}, nothing in it yet${use}`);
    const { schema, newestSchema } = inspected;
    const age = schema < newestSchema ? `, of version ${schema}; the next start brings it to ${newestSchema}` : '';
    return ok('data', `${path}, data version ${schema}${age}${use}`);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return fault('data', error.message, 'Name another directory with --data, or do what the message says.');
  }
}

/** Whoever can read the files can read every message, and the secrets. */
export async function checkRights(data: string): Promise<Check> {
  const { inspectData } = await import('@palaver/server');
  const open = (await inspectData(data).catch(() => undefined))?.readableByOthers ?? [];
  if (open.length === 0) return ok('rights', 'only its owner reads the data');
  return fault(
    'rights',
    `others on this machine may read ${open.slice(0, 3).join(', ')}${open.length > 3 ? ` and ${open.length - 3} more` : ''}`,
    `Take it from them: chmod -R go-rwx ${resolve(data)}`,
  );
}

/** How long a flush takes decides how long an acknowledgement takes. */
export function checkDisk(data: string): Check {
  const directory = nearestDirectory(data);
  const file = join(directory, `.palaver-doctor-${process.pid}`);
  try {
    const times = flushTimes(file, 20);
    const median = times[times.length >> 1] ?? 0;
    const said = `a flush takes ${median.toFixed(1)} ms in the middle, ${times.at(-1)?.toFixed(1)} ms at worst`;
    if (median <= 50) return ok('disk', said);
    return warning('disk', `${said}: acknowledgements will be slow`, 'Put the data on a local solid-state disk.');
  } catch (error) {
    return fault(
      'disk',
      `${directory} cannot be written: ${(error as Error).message}`,
      'Name a directory that this user may write to, on a disk with room.',
    );
  } finally {
    rmSync(file, { force: true });
  }
}

function flushTimes(file: string, count: number): number[] {
  const descriptor = openSync(file, 'w', 0o600);
  const page = new Uint8Array(4096);
  try {
    return Array.from({ length: count }, () => {
      const begun = performance.now();
      writeSync(descriptor, page);
      fsyncSync(descriptor);
      return performance.now() - begun;
    }).sort((a, b) => a - b);
  } finally {
    closeSync(descriptor);
  }
}

export function checkRoom(data: string): Check {
  const { bavail, bsize, files, ffree } = statfsSync(nearestDirectory(data));
  const free = (bavail * bsize) / 1e9;
  const said = `${free.toFixed(1)} GB free`;
  const advice = 'Make room, or keep messages for fewer days: palaver app set … --retention.';
  if (free < 0.1) return fault('room', `${said}: nothing can be sent when it is full`, advice);
  if (free < 1) return warning('room', said, advice);
  // Each file of media takes one.
  if (files > 0 && ffree < 1_000) return warning('room', `${said}, but only ${ffree} files more`, advice);
  return ok('room', said);
}

export function nearestDirectory(path: string): string {
  const full = resolve(path);
  return existsSync(full) && statSync(full).isDirectory() ? full : nearestDirectory(dirname(full));
}
