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
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { findStatus } from '../operator-remote.js';
import { jsonOption } from '../options.js';
import { Failure, print } from '../outcome.js';

interface Check {
  readonly name: string;
  readonly result: 'ok' | 'warning' | 'fault';
  readonly detail: string;
}
const ok = (name: string, detail: string): Check => ({ name, result: 'ok', detail });
const warning = (name: string, detail: string): Check => ({ name, result: 'warning', detail });
const fault = (name: string, detail: string): Check => ({ name, result: 'fault', detail });

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check whether this machine is fit to serve: port, disk, clock, runtime, data')
    .option('--port <number>', 'the port to serve on')
    .option('--host <address>', 'the address to serve on')
    .option('--data <dir>', 'the data directory')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exits with 1 where something would keep the server from starting or from keeping its promises.

Examples:
  palaver doctor
  palaver doctor --data /var/lib/palaver --port 443 --json`,
    )
    .action(async ({ json, ...flags }: { port?: string; host?: string; data?: string; json?: boolean }) => {
      const { findRunningServer, readConfig } = await import('@palaver/server');
      const { port, host, data } = readConfig({ flags, environment: process.env });
      const running = findRunningServer(data);
      const isServing = running !== undefined && (await findStatus(running)) !== undefined;
      const checks = [
        checkNode(),
        checkFiles(),
        ...(data === 'memory'
          ? []
          : [await checkData(data, isServing ? running.url : undefined), checkDisk(data), checkRoom(data)]),
        checkClock(data),
        await checkPort(host, port, isServing ? running.url : undefined),
      ];
      const marks = { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ' };
      const isFit = checks.every(({ result }) => result !== 'fault');
      print(
        json,
        { ok: isFit, checks },
        checks.map(({ name, result, detail }) => `${marks[result]}  ${name.padEnd(6)}  ${detail}`).join('\n'),
      );
      if (!isFit) throw new Failure('refused', 'This machine is not fit to serve as it is.', 'UNFIT');
    });
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isKnown = major > 20 || (major === 20 && minor >= 19);
  return (isKnown ? ok : fault)('node', `Node ${process.versions.node}${isKnown ? '' : '; at least 20.19 is needed'}`);
}

/** Each connection is an open file. */
function checkFiles(): Check {
  const report = process.report?.getReport() as
    | { userLimits?: { open_files?: { soft?: number | string } } }
    | undefined;
  const soft = report?.userLimits?.open_files?.soft;
  if (soft === undefined || soft === 'unlimited') return ok('files', 'no bound on open files');
  const isFew = Number(soft) < 10_000;
  return (isFew ? warning : ok)(
    'files',
    `${soft} open files${isFew ? ': few for many clients; raise it with ulimit -n' : ''}`,
  );
}

async function checkData(data: string, servingUrl: string | undefined): Promise<Check> {
  if (servingUrl) return ok('data', `${resolve(data)}, in use by the server at ${servingUrl}`);
  if (!existsSync(data) || (statSync(data).isDirectory() && readdirSync(data).length === 0))
    return ok('data', `${resolve(data)} is new and will be made`);
  const { openDataDirectory, StartError } = await import('@palaver/server');
  try {
    (await openDataDirectory(data)).release();
    return ok('data', `${resolve(data)} is of this version`);
  } catch (error) {
    if (error instanceof StartError) return fault('data', error.message);
    throw error;
  }
}

/** How long a flush takes decides how long an acknowledgement takes. */
function checkDisk(data: string): Check {
  const directory = nearestDirectory(data);
  const file = join(directory, `.palaver-doctor-${process.pid}`);
  try {
    const times = flushTimes(file, 20);
    const median = times[times.length >> 1] ?? 0;
    const said = `a flush takes ${median.toFixed(1)} ms in the middle, ${times.at(-1)?.toFixed(1)} ms at worst`;
    return median > 50 ? warning('disk', `${said}: acknowledgements will be slow`) : ok('disk', said);
  } catch (error) {
    return fault('disk', `${directory} cannot be written: ${(error as Error).message}`);
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

function checkRoom(data: string): Check {
  const { bavail, bsize } = statfsSync(nearestDirectory(data));
  const free = (bavail * bsize) / 1e9;
  return (free < 1 ? warning : ok)('room', `${free.toFixed(1)} GB free`);
}

function nearestDirectory(path: string): string {
  const full = resolve(path);
  return existsSync(full) && statSync(full).isDirectory() ? full : nearestDirectory(dirname(full));
}

/** A clock that stands before the last change of the data, or before this program was made, is wrong. */
function checkClock(data: string): Check {
  const database = join(data, 'palaver.db');
  const madeAt = statSync(new URL(import.meta.url)).mtimeMs;
  const changedAt = existsSync(database) ? statSync(database).mtimeMs : 0;
  const now = Date.now();
  const said = new Date(now).toISOString();
  const before = Math.max(madeAt, changedAt);
  return now + 60_000 < before
    ? warning(
        'clock',
        `${said} lies before ${new Date(before).toISOString()}, when the data or this program last changed`,
      )
    : ok('clock', said);
}

function checkPort(host: string, port: number, servingUrl: string | undefined): Promise<Check> {
  if (servingUrl && new URL(servingUrl).port === String(port))
    return Promise.resolve(ok('port', `${port}, in use by the server itself`));
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', (error) => done(fault('port', `${port} on ${host} cannot be had: ${error.message}`)));
    probe.listen(port, host, () => probe.close(() => done(ok('port', `${port} on ${host} is free`))));
  });
}
