import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { systemClock } from '@palaver/protocol';
import { openStoreFile, type StoreFile, takeSnapshot } from '../store/sqlite/snapshot.js';
import { allMedia } from './all-media.js';
import { checkBackup } from './backup-check.js';
import {
  BackupError,
  type BackupManifest,
  backupFiles,
  backupVersion,
  explain,
  mediaFilesIn,
  mediaPath,
  type OnBackupProgress,
} from './backup-files.js';
import { flushDirectories, flushDirectory, flushFile, makeDirectory, writeWhole } from './files.js';
import { copyMedia, hashFile } from './media-copy.js';

export interface BackupOptions {
  /** The data directory; a server may be running on it. */
  readonly data: string;
  /** Where the backup is to be. In a directory that is there it gets a name of its own, with the time. */
  readonly out: string;
  /** Media whose bytes are damaged or gone are passed over, and named in the backup. */
  readonly skipsDamaged?: boolean;
  readonly onProgress?: OnBackupProgress;
}
export interface BackupMade {
  readonly path: string;
  readonly manifest: BackupManifest;
}

/**
 * Makes a backup that was read back and verified before it gets its name, so that what bears one is whole. [F17]
 * Rejects with a `BackupError`; nothing is left then.
 */
export async function makeBackup({ data, out, skipsDamaged = false, onProgress = () => {} }: BackupOptions) {
  const database = join(resolve(data), backupFiles.database);
  if (!existsSync(database)) throw new BackupError('no_data', `${resolve(data)} is no data directory of palaver.`);
  const path = placeFor(resolve(out));
  const partial = makePartial(path);
  try {
    const manifest = await copyData({ data: resolve(data), database, partial, skipsDamaged, onProgress });
    await checkBackup(partial, manifest, onProgress);
    flushDirectories(partial);
    renameSync(partial, path);
    flushDirectory(dirname(path));
    return { path, manifest } satisfies BackupMade;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    return explain(error, `the backup in ${dirname(path)}`);
  }
}

/** Where it is made, until it is whole. */
function makePartial(path: string): string {
  const place = dirname(path);
  const partial = join(place, `.${basename(path)}.${process.pid}.partial`);
  try {
    makeDirectory(place);
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { mode: 0o700 });
    return partial;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') return explain(cause, `the backup in ${place}`);
    throw new BackupError(
      'unwritable',
      `${place} cannot be written (${code}). Name another place for the backup.`,
      cause,
    );
  }
}

function placeFor(out: string): string {
  const isFile = existsSync(out) ? !statSync(out).isDirectory() : looksPacked.test(out);
  if (isFile)
    throw new BackupError(
      'in_the_way',
      `${out} names a file. A backup is a directory: name one, and pack it afterwards.`,
    );
  if (!existsSync(out)) return out;
  if (existsSync(join(out, backupFiles.manifest)))
    throw new BackupError('in_the_way', `${out} is there already. Name another place for the backup.`);
  const time = new Date(systemClock.now()).toISOString().slice(0, 19).replaceAll(':', '-');
  for (let at = 1; ; at++) {
    const path = join(out, `palaver-${time}Z${at > 1 ? `-${at}` : ''}`);
    if (!existsSync(path)) return path;
  }
}

/** Whoever names it so expects one file. */
const looksPacked = /\.(tar|tgz|gz|bz2|xz|zst|zip|db)$/i;

interface Copying {
  readonly data: string;
  readonly database: string;
  readonly partial: string;
  readonly skipsDamaged: boolean;
  readonly onProgress: OnBackupProgress;
}

async function copyData(copying: Copying): Promise<BackupManifest> {
  const { partial, onProgress } = copying;
  const file = join(partial, backupFiles.database);
  mkdirSync(join(partial, backupFiles.media), { mode: 0o700 });
  const { missing, store } = await cut(copying, file);
  try {
    dropUnreferred(join(partial, backupFiles.media), store);
    flushFile(file);
    const files = sizeOfMedia(store, missing);
    const manifest: BackupManifest = {
      format: 'palaver-backup',
      version: backupVersion,
      madeAt: new Date(systemClock.now()).toISOString(),
      ...store.facts(),
      database: await hashFile(file),
      files,
      missing,
    };
    writeWhole(join(partial, backupFiles.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
    onProgress({ stage: 'media', done: files.bytes, total: files.bytes });
    return manifest;
  } finally {
    store.close();
  }
}

/**
 * One moment of the store, and all media that it refers to. Files go while others are copied, when what showed them is
 * taken back: then a later moment is cut, which needs them no more, and whose other files are there already. A file that
 * the next moment still wants and that is still not there is lost.
 */
async function cut(copying: Copying, file: string): Promise<{ missing: string[]; store: StoreFile }> {
  let before = new Set<string>();
  for (;;) {
    rmSync(file, { force: true });
    copying.onProgress({ stage: 'database', done: 0, total: statSync(copying.database).size });
    await takeSnapshot(copying.database, file);
    const store = await openStoreFile(file);
    try {
      const missing = await copyReferred(copying, store);
      if (missing.every((hash) => before.has(hash))) {
        if (missing.length > 0 && !copying.skipsDamaged) throw lost(missing, copying.data);
        return { missing, store };
      }
      before = new Set(missing);
    } catch (error) {
      store.close();
      throw error;
    }
    store.close();
  }
}

/** Answers the hashes of what could not be copied. */
async function copyReferred({ data, partial, onProgress }: Copying, store: StoreFile): Promise<string[]> {
  const [from, to] = [join(data, backupFiles.media), join(partial, backupFiles.media)];
  const total = sizeOfMedia(store, []).bytes;
  const missing: string[] = [];
  let done = 0;
  for (const { sha256, bytes } of allMedia(store)) {
    const copy = mediaPath(to, sha256);
    if (!existsSync(copy) && (await copyMedia(mediaPath(from, sha256), copy, sha256)) !== 'copied')
      missing.push(sha256);
    done += bytes;
    onProgress({ stage: 'media', done, total });
  }
  return missing;
}

/** What was copied for an earlier moment and has been taken back since. */
function dropUnreferred(media: string, store: StoreFile): void {
  for (const hash of mediaFilesIn(media)) if (!store.hasMedia(hash)) rmSync(mediaPath(media, hash));
}

function sizeOfMedia(store: StoreFile, missing: readonly string[]): BackupManifest['files'] {
  const without = new Set(missing);
  const size = { count: 0, bytes: 0 };
  for (const { sha256, bytes } of allMedia(store)) {
    if (without.has(sha256)) continue;
    size.count += 1;
    size.bytes += bytes;
  }
  return size;
}

function lost(hashes: readonly string[], data: string): BackupError {
  const [first] = hashes;
  return new BackupError(
    'damaged',
    `Of the media in ${data}, ${hashes.length} of the files that messages refer to are damaged or gone, such as ${first}. Bring them back from an older backup, or pass over them with --skip-damaged.`,
  );
}
