import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openStoreFile } from '../store/sqlite/snapshot.js';
import { StoreOpenError } from '../store/sqlite/store-open-error.js';
import { allMedia } from './all-media.js';
import { BackupError, type BackupManifest, backupFiles, mediaPath, type OnBackupProgress } from './backup-files.js';
import { hashFile } from './media-copy.js';

/**
 * Reads all of a backup: the database's bytes and what SQLite says of them, that logs are dense and counts as they were, and
 * every file of media against its hash. Throws a `BackupError` that names what is wrong.
 */
export async function checkBackup(
  directory: string,
  manifest: BackupManifest,
  onProgress: OnBackupProgress,
): Promise<void> {
  const total = manifest.database.bytes + manifest.files.bytes;
  const file = join(directory, backupFiles.database);
  onProgress({ stage: 'check', done: 0, total });
  const { bytes, sha256 } = await orDamaged(directory, () => hashFile(file));
  if (bytes !== manifest.database.bytes || sha256 !== manifest.database.sha256)
    throw damaged(directory, `${backupFiles.database} is not the file that was written`);
  const store = await orDamaged(directory, () => openStoreFile(file));
  try {
    const [fault] = store.faults();
    if (fault !== undefined) throw damaged(directory, fault);
    const { counts } = store.facts();
    for (const [name, count] of Object.entries(counts))
      if (manifest.counts[name as keyof typeof counts] !== count)
        throw damaged(directory, `it holds ${count} ${name} and should hold ${manifest.counts[name as 'users']}`);
    let done = manifest.database.bytes;
    const missing = new Set(manifest.missing);
    for (const media of allMedia(store)) {
      if (missing.has(media.sha256)) continue;
      const path = mediaPath(join(directory, backupFiles.media), media.sha256);
      if (!existsSync(path)) throw damaged(directory, `the file ${media.sha256} of its media is gone`);
      if ((await hashFile(path)).sha256 !== media.sha256)
        throw damaged(directory, `the file ${media.sha256} of its media has other bytes than it had`);
      done += media.bytes;
      onProgress({ stage: 'check', done, total });
    }
  } finally {
    store.close();
  }
}

const damaged = (directory: string, what: string, cause?: unknown) =>
  new BackupError('damaged', `${directory} is damaged: ${what}. Use another backup.`, cause);

async function orDamaged<T>(directory: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StoreOpenError && error.reason === 'newer')
      throw new BackupError('newer', `${directory} was made by a newer version of palaver. Update this one first.`);
    throw damaged(directory, `${backupFiles.database} cannot be read`, error);
  }
}
