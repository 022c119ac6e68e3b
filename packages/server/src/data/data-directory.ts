import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { StartError } from '../start-error.js';
import { makeDirectory, restrict, writeWhole } from './files.js';
import { lockFile } from './lock.js';

/**
 * All that a server keeps, in one directory that only its owner can enter:
 * `palaver.json` says what the directory is; `palaver.db` is the store; `media` holds the bytes of images and files;
 * `search.db` is the index of its texts, made anew where it is missing; `lock` is held while a server runs;
 * `master-secret` is that of the application `default`; `server.json` and `operator-token` tell the command line how to
 * reach the running server.
 */
export interface DataDirectory {
  readonly path: string;
  /** The store's file. Exists, and only its owner can read it. */
  readonly database: string;
  /** The search's file. Nothing is lost with it. */
  readonly search: string;
  /** The directory of the bytes of media. */
  readonly media: string;
  /** Keeps the secret where its owner finds it, in place of an older one. */
  keepMasterSecret(secret: string): void;
  /** Tells the command line where the server is, and the token that makes it an operator. */
  announce(url: string, operatorToken: string): void;
  /** Takes back what was announced and gives the directory free. */
  release(): void;
}

const format = 'palaver-data';
/** Rises when an older program could not use the directory any more. */
const version = 1;
const files = {
  marker: 'palaver.json',
  database: 'palaver.db',
  search: 'search.db',
  media: 'media',
  lock: 'lock',
  masterSecret: 'master-secret',
  server: 'server.json',
  operatorToken: 'operator-token',
  restoring: 'restoring',
};
/** What may lie in a directory that counts as empty: a file system's own, and what an interrupted start left. */
const passedOver = new Set(['lost+found', '.DS_Store', files.lock, `${files.lock}-journal`, `${files.marker}.new`]);

/** Throws a StartError where the directory cannot be used; says in it what to do. Changes nothing in one that is not ours. */
export async function openDataDirectory(given: string): Promise<DataDirectory> {
  const path = resolve(given);
  const file = (name: keyof typeof files) => join(path, files[name]);
  const isNew = await inspect(path);
  return orUnwritable(path, async () => {
    if (isNew) restrict(path);
    const unlock = await lockFile(file('lock'), () => inUse(path));
    try {
      if (isNew) writeMarker(file('marker'));
      closeSync(openSync(file('database'), 'a', 0o600));
      probe(path);
    } catch (error) {
      unlock();
      throw error;
    }
    return {
      path,
      database: file('database'),
      search: file('search'),
      media: file('media'),
      keepMasterSecret(secret) {
        const text = `${secret}\n`;
        const known = existsSync(file('masterSecret')) ? readFileSync(file('masterSecret'), 'utf8') : undefined;
        if (known !== text) writeWhole(file('masterSecret'), text);
      },
      announce(url, operatorToken) {
        writeWhole(file('operatorToken'), `${operatorToken}\n`);
        writeWhole(file('server'), `${JSON.stringify({ url, pid: process.pid })}\n`);
      },
      release() {
        rmSync(file('server'), { force: true });
        rmSync(file('operatorToken'), { force: true });
        unlock();
      },
    };
  });
}

/** A data directory that is being made of a backup: `finish` makes it one. */
export interface RestoredDirectory {
  readonly path: string;
  finish(): void;
  release(): void;
}

/** Takes an empty directory, or one that an interrupted restore left. Throws a StartError for any other. */
export async function beginRestored(given: string): Promise<RestoredDirectory> {
  const path = resolve(given);
  const file = (name: keyof typeof files) => join(path, files[name]);
  const names = await namesIn(path);
  const other = names.find((name) => !passedOver.has(name));
  if (names.includes(files.marker) || (other !== undefined && !names.includes(files.restoring)))
    throw new StartError(
      'data_foreign',
      `${path} is not empty (${other ?? files.marker}). Name an empty or a new directory to restore into.`,
    );
  return orUnwritable(path, async () => {
    restrict(path);
    const unlock = await lockFile(file('lock'), () => inUse(path));
    writeWhole(file('restoring'), '');
    return {
      path,
      finish() {
        writeMarker(file('marker'));
        rmSync(file('restoring'));
      },
      release: unlock,
    };
  });
}

const writeMarker = (path: string) => writeWhole(path, `${JSON.stringify({ format, version })}\n`);

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  readonly operatorToken: string;
}

/** The server that says it runs on the directory. It may have died since: only its answer proves it. */
export function findRunningServer(given: string): RunningServer | undefined {
  try {
    const { url, pid } = JSON.parse(readFileSync(join(given, files.server), 'utf8')) as Partial<RunningServer>;
    const operatorToken = readFileSync(join(given, files.operatorToken), 'utf8').trim();
    return typeof url === 'string' && typeof pid === 'number' ? { url, pid, operatorToken } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the directory is new. Refuses one that holds something else, or what a newer program wrote. */
async function inspect(path: string): Promise<boolean> {
  const names = await namesIn(path);
  if (!names.includes(files.marker)) {
    if (names.includes(files.restoring))
      throw new StartError('data_unfinished', `${path} was not restored to its end. Run palaver restore again.`);
    const other = names.find((name) => !passedOver.has(name));
    if (other === undefined) return true;
    throw new StartError(
      'data_foreign',
      `${path} holds something else (${other}). Name an empty or a new directory for the data.`,
    );
  }
  const marker = await readMarker(join(path, files.marker));
  if (marker?.format !== format)
    throw new StartError(
      'data_foreign',
      `${join(path, files.marker)} is not a marker of this program. Name another directory for the data.`,
    );
  if (typeof marker.version !== 'number' || marker.version > version)
    throw new StartError(
      'data_newer',
      `${path} was written by a newer version (data version ${String(marker.version)}, this program knows ${version}). Update palaver, or restore a backup made with this version.`,
    );
  return false;
}

/** What is in the directory, which is made where there is none. */
const namesIn = (path: string): Promise<string[]> =>
  orUnwritable(path, () => {
    makeDirectory(path);
    return readdirSync(path);
  });

async function readMarker(path: string): Promise<{ format?: unknown; version?: unknown } | undefined> {
  const text = await orUnwritable(path, () => readFileSync(path, 'utf8'));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function inUse(path: string): StartError {
  const other = findRunningServer(path);
  const who = other ? `the server at ${other.url} (process ${other.pid})` : 'another process';
  return new StartError(
    'data_in_use',
    `${path} is in use by ${who}. Stop it first, or name another directory for the data.`,
  );
}

function probe(path: string): void {
  const name = join(path, `.write-${process.pid}`);
  writeWhole(name, '');
  rmSync(name);
}

async function orUnwritable<T>(path: string, use: () => T | Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof StartError || code === undefined) throw error;
    throw new StartError(
      'data_unwritable',
      `${path} cannot be used for the data: ${reasons[code] ?? code}. Name a directory that ${userInfo().username} may write to.`,
      error,
    );
  }
}

const reasons: Record<string, string> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a file stands in its way',
  EEXIST: 'a file stands in its place',
  ENOENT: 'it cannot be created there',
  ENOSPC: 'the disk is full',
};
