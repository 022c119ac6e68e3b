import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StartError } from '../start-error.js';
import { openStoreFile } from '../store/sqlite/snapshot.js';
import { openSqliteStore } from '../store/sqlite/sqlite-store.js';
import { allMedia } from './all-media.js';
import { checkBackup } from './backup-check.js';
import {
  BackupError,
  type BackupManifest,
  backupFiles,
  explain,
  mediaPath,
  type OnBackupProgress,
  readManifest,
} from './backup-files.js';
import { beginRestored } from './data-directory.js';
import { flushDirectories, flushFile } from './files.js';
import { copyMedia } from './media-copy.js';

export interface RestoreOptions {
  readonly from: string;
  /** A directory that is empty or not there yet. */
  readonly data: string;
  readonly onProgress?: OnBackupProgress;
}
export interface Restored {
  readonly manifest: BackupManifest;
  readonly path: string;
  /** Of the history that begins with it. */
  readonly epoch: string;
}

/** Reads a whole backup, and answers what is in it. Rejects with a `BackupError` where it is not as it was written. */
export async function verifyBackup(from: string, onProgress: OnBackupProgress = () => {}): Promise<BackupManifest> {
  const manifest = readManifest(resolve(from));
  await checkBackup(resolve(from), manifest, onProgress);
  return manifest;
}

/**
 * Makes a data directory of a backup that was verified first. A new history begins with it: clients drop their copy of the
 * logs and sync anew, so that no place of theirs is mistaken for one that is given from now on. [D23 F17]
 * Until all of it is there and flushed no server starts on the directory; begun anew, it starts over.
 */
export async function restoreBackup({ from, data, onProgress = () => {} }: RestoreOptions): Promise<Restored> {
  const manifest = await verifyBackup(from, onProgress);
  const directory = await beginRestored(data).catch((error: unknown) => {
    if (error instanceof StartError) throw new BackupError('in_the_way', error.message, error);
    throw error;
  });
  try {
    const epoch = await fill(resolve(from), directory.path, onProgress);
    flushDirectories(directory.path);
    directory.finish();
    return { manifest, path: directory.path, epoch };
  } catch (error) {
    return explain(error, `the data in ${directory.path}`);
  } finally {
    directory.release();
  }
}

async function fill(from: string, path: string, onProgress: OnBackupProgress): Promise<string> {
  const [database, media] = [join(path, backupFiles.database), join(path, backupFiles.media)];
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${database}${ending}`, { force: true });
  rmSync(media, { recursive: true, force: true });
  mkdirSync(media, { mode: 0o700 });
  await copyFile(join(from, backupFiles.database), database);
  chmodSync(database, 0o600);
  await copyAllMedia(join(from, backupFiles.media), media, database, onProgress);
  const store = await openSqliteStore({ file: database, isInThread: true, isRestored: true });
  await store.close();
  flushFile(database);
  return store.epoch;
}

async function copyAllMedia(from: string, to: string, database: string, onProgress: OnBackupProgress) {
  const store = await openStoreFile(database);
  try {
    const all = [...allMedia(store)].filter(({ sha256 }) => existsSync(mediaPath(from, sha256)));
    const total = all.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    for (const { sha256, bytes } of all) {
      if ((await copyMedia(mediaPath(from, sha256), mediaPath(to, sha256), sha256)) !== 'copied')
        throw new BackupError('damaged', `${from} is damaged: the file ${sha256} has other bytes than it had.`);
      done += bytes;
      onProgress({ stage: 'media', done, total });
    }
  } finally {
    store.close();
  }
}
