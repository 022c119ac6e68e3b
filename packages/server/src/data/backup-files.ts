import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '@hono/zod-openapi';
import { isDiskFull } from '../store/sqlite/driver.js';
import { StoreOpenError } from '../store/sqlite/store-open-error.js';

/**
 * A backup is a directory: `palaver-backup.json` says what is in it and is written last; `palaver.db` is the store at one
 * moment; `media` holds the bytes that it refers to, each file under its hash. The index of the search is no part of it: it
 * is made anew from the log.
 */
export const backupFiles = { manifest: 'palaver-backup.json', database: 'palaver.db', media: 'media' } as const;

const manifestSchema = z.object({
  format: z.literal('palaver-backup'),
  version: z.number(),
  madeAt: z.iso.datetime(),
  epoch: z.string(),
  mark: z.int(),
  schema: z.int(),
  counts: z.object({
    applications: z.int(),
    users: z.int(),
    conversations: z.int(),
    entries: z.int(),
    media: z.int(),
  }),
  database: z.object({ bytes: z.int(), sha256: z.string() }),
  files: z.object({ count: z.int(), bytes: z.int() }),
  /** Hashes of media whose bytes were damaged or gone already, and that whoever made the backup passed over. */
  missing: z.array(z.string()),
});
export type BackupManifest = z.infer<typeof manifestSchema>;
/** Rises when an older program could not restore it any more. */
export const backupVersion = 1;

/** Why a backup was not made, or cannot be restored; the message says what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly reason: 'no_data' | 'in_the_way' | 'no_backup' | 'newer' | 'damaged' | 'no_room' | 'unwritable';

  constructor(reason: BackupError['reason'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

/** How far it has come; sizes in bytes. */
export interface BackupProgress {
  readonly stage: 'database' | 'media' | 'check';
  readonly done: number;
  readonly total: number;
}
export type OnBackupProgress = (progress: BackupProgress) => void;

export function readManifest(directory: string): BackupManifest {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(directory, backupFiles.manifest), 'utf8'));
  } catch (cause) {
    throw new BackupError('no_backup', `${directory} is no backup, or one that was not finished.`, cause);
  }
  const { version } = value as { version?: unknown };
  if (typeof version === 'number' && version > backupVersion)
    throw new BackupError('newer', `${directory} was made by a newer version of palaver. Update this one first.`);
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success)
    throw new BackupError('damaged', `${join(directory, backupFiles.manifest)} is damaged: use another backup.`);
  return parsed.data;
}

/** As the media store lays them out. */
export const mediaPath = (directory: string, sha256: string): string => join(directory, sha256.slice(0, 2), sha256);

/** Hashes of the files in a directory of media. */
export function* mediaFilesIn(directory: string): Iterable<string> {
  for (const shard of readdirSync(directory))
    if (/^[0-9a-f]{2}$/.test(shard))
      for (const name of readdirSync(join(directory, shard))) if (/^[0-9a-f]{64}$/.test(name)) yield name;
}

/** Says in words what a disk without room, or data of another program, means; passes anything else on. */
export function explain(error: unknown, where: string): never {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || isDiskFull(error))
    throw new BackupError('no_room', `There is no room for ${where}.`, error);
  if (error instanceof StoreOpenError)
    throw new BackupError(error.reason === 'newer' ? 'newer' : 'no_data', error.message, error);
  throw error;
}
