import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import * as nodeFiles from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { StoreFullError } from '../store/store.js';
import { hashName, type MediaStore, uploadName } from './media-store.js';

/** What it asks of the file system: a test stops the world at each of them. */
export type FileCalls = Pick<typeof nodeFiles, 'open' | 'rename' | 'rm' | 'stat' | 'mkdir' | 'chmod'>;

/**
 * Keeps media in a directory: `uploads/NAME` while bytes gather, `ab/abcdef…` once their hash is known. An upload is
 * flushed, renamed into its place, and the directories are flushed: a crash leaves an upload or a whole file, never half of
 * one. Only its owner reads the files.
 */
export async function openDiskMediaStore(directory: string, files: FileCalls = nodeFiles): Promise<MediaStore> {
  const { open, rename, rm, stat } = files;
  const uploads = join(directory, 'uploads');
  await makePrivately(files, directory);
  await makePrivately(files, uploads);
  const uploadPath = (upload: string) => join(uploads, checked(upload, uploadName));
  const filePath = (sha256: string) => join(directory, checked(sha256, hashName).slice(0, 2), sha256);

  return {
    begin: (upload) =>
      orFull(async () => {
        await (await open(uploadPath(upload), 'w', 0o600)).close();
        await flushDirectory(files, uploads);
      }),
    async size(upload) {
      try {
        return (await stat(uploadPath(upload))).size;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    append: (upload, bytes) =>
      orFull(async () => {
        const file = await open(uploadPath(upload), 'r+');
        try {
          return await write(file, bytes);
        } finally {
          await file.close();
        }
      }),
    complete: (upload, sha256) =>
      orFull(async () => {
        const path = uploadPath(upload);
        const file = filePath(sha256);
        try {
          if ((await hashOf(path)) !== sha256) return 'differs';
          await flush(files, path);
          await makePrivately(files, dirname(file));
          await rename(path, file);
          await flushDirectory(files, dirname(file));
          await flushDirectory(files, uploads);
          return 'stored';
        } finally {
          // After a flush that failed nobody knows what the disk holds of it: it is not tried again (D1).
          await rm(path, { force: true });
        }
      }),
    discard: (upload) => rm(uploadPath(upload), { force: true }),

    read: (sha256, from, to) => read(filePath(sha256), from, to),
    remove: (sha256) => rm(filePath(sha256), { force: true }),

    async *uploads() {
      for await (const names of namesIn(uploads)) yield names.filter((name) => uploadName.test(name));
    },
    async *files() {
      for await (const shards of namesIn(directory)) {
        for (const shard of shards.filter((name) => /^[0-9a-f]{2}$/.test(name)))
          for await (const names of namesIn(join(directory, shard))) yield names.filter((name) => hashName.test(name));
      }
    },
  };
}

/** No name that somebody sends leads out of the directory. */
function checked(name: string, pattern: RegExp): string {
  if (!pattern.test(name)) throw new Error('a name that no file may have');
  return name;
}

/** To the end of what has gathered; flushed also where the stream breaks off, so that the size tells no more than there is. */
async function write(file: nodeFiles.FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let { size } = await file.stat();
  try {
    for await (const part of bytes) {
      for (let at = 0; at < part.length; ) {
        const { bytesWritten } = await file.write(part, at, part.length - at, size);
        at += bytesWritten;
        size += bytesWritten;
      }
    }
  } finally {
    await file.datasync();
  }
  return size;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path, { highWaterMark: pieceBytes })) hash.update(part as Buffer);
  return hash.digest('hex');
}

async function* read(path: string, from: number, to: number): AsyncIterable<Uint8Array> {
  yield* createReadStream(path, { start: from, end: to, highWaterMark: pieceBytes });
}
const pieceBytes = 64 * 1024;

async function flush({ open }: FileCalls, path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The directory's entry is as lasting as the file. Windows has no such call, and needs none. */
async function flushDirectory({ open }: FileCalls, path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function makePrivately(files: FileCalls, path: string): Promise<void> {
  const isNew = (await files.mkdir(path, { recursive: true, mode: 0o700 })) !== undefined;
  if (!isNew) return;
  await files.chmod(path, 0o700);
  await flushDirectory(files, dirname(path));
}

/** A few at a time: a directory may hold more names than should be in memory. */
async function* namesIn(path: string): AsyncIterable<string[]> {
  let names: string[] = [];
  for await (const { name } of await nodeFiles.opendir(path)) {
    names.push(name);
    if (names.length < 500) continue;
    yield names;
    names = [];
  }
  if (names.length > 0) yield names;
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

async function orFull<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new StoreFullError(String(error), { cause: error });
    throw error;
  }
}
