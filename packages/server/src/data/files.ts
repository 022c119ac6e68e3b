import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

/** The file is there whole or not at all, also after a power cut. */
export function writeWhole(path: string, text: string): void {
  const descriptor = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(`${path}.new`, path);
  flushDirectory(dirname(path));
}

/** Node's own `recursive` never comes back where a file system answers ENOENT below a directory that is there, as /proc does. */
export function makeDirectory(path: string): void {
  const parent = dirname(path);
  if (existsSync(path)) return;
  if (!existsSync(parent)) makeDirectory(parent);
  mkdirSync(path, { mode: 0o700 });
}

export function restrict(path: string): void {
  try {
    chmodSync(path, 0o700);
  } catch {
    // A directory that was mounted may keep its own rights; the files in it are restricted by themselves.
  }
}

export function flushFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A directory's entries are as lasting as their files. Windows has no such call, and needs none. */
export function flushDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The directory, and every directory in it. */
export function flushDirectories(path: string): void {
  for (const inner of readdirSync(path, { withFileTypes: true }))
    if (inner.isDirectory()) flushDirectories(join(path, inner.name));
  flushDirectory(path);
}
