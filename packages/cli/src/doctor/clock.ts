import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Check, ok, warning } from './check.js';
import { nearestDirectory } from './disk.js';

const advice = 'Let the system keep its clock: timedatectl set-ntp true.';
const slackMs = 2_000;

/**
 * Begins to watch the clock; the answer tells what was seen meanwhile. A clock is wrong that stands before the last change of
 * the data, or before this program was made; that goes at another pace than the one that only counts; or that the file
 * system does not share.
 */
export function watchClock(): (data: string) => Check {
  const [wall, counted] = [Date.now(), performance.now()];
  return (data) => {
    const now = Date.now();
    const said = new Date(now).toISOString();
    const jumpMs = now - wall - (performance.now() - counted);
    if (Math.abs(jumpMs) > slackMs)
      return warning('clock', `${said}; it jumped by ${(jumpMs / 1000).toFixed(1)} s just now`, advice);
    const before = Math.max(madeAt(), changedAt(data));
    if (now + 60_000 < before)
      return warning(
        'clock',
        `${said} lies before ${new Date(before).toISOString()}, when the data or this program last changed`,
        advice,
      );
    const apartMs = fileSystemTime(nearestDirectory(data)) - now;
    if (Math.abs(apartMs) > slackMs)
      return warning('clock', `${said}; the file system is ${(apartMs / 1000).toFixed(1)} s apart`, advice);
    return ok('clock', said);
  };
}

const timeOf = (path: string) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const madeAt = () => timeOf(fileURLToPath(new URL('../../package.json', import.meta.url)));
const changedAt = (data: string) =>
  Math.max(...['palaver.db', 'palaver.db-wal', 'palaver.json'].map((name) => timeOf(join(data, name))));

/** What it says of a file that was just made; the clock's own where none can be made, which another check tells. */
function fileSystemTime(directory: string): number {
  const file = join(directory, `.palaver-doctor-clock-${process.pid}`);
  try {
    closeSync(openSync(file, 'w', 0o600));
    return statSync(file).mtimeMs;
  } catch {
    return Date.now();
  } finally {
    rmSync(file, { force: true });
  }
}
