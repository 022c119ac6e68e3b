import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import * as nodeFiles from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreFullError } from '../store/store.js';
import { type FileCalls, openDiskMediaStore } from './disk-media-store.js';
import { collect, describeMediaStore, parts, readText, sha256Of, textBytes } from './media-store-contract.js';

function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'palaver-media-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'media');
}
const letter = textBytes('dear Lily');
const hash = sha256Of(letter);

describeMediaStore('media on the disk', () => openDiskMediaStore(temporary()));

describe('media on the disk', () => {
  it('[Operation] are read by their owner alone', async () => {
    const directory = temporary();
    const store = await openDiskMediaStore(directory);
    await store.begin('up-1');
    expect(statSync(join(directory, 'uploads', 'up-1')).mode & 0o777).toBe(0o600);
    await store.append('up-1', parts(letter));
    await store.complete('up-1', hash);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, hash.slice(0, 2), hash)).mode & 0o777).toBe(0o600);
  });

  it('[B8] go on with an upload after a restart', async () => {
    const directory = temporary();
    const before = await openDiskMediaStore(directory);
    await before.begin('up-1');
    await before.append('up-1', parts(letter.subarray(0, 4)));
    const after = await openDiskMediaStore(directory);
    expect(await after.size('up-1')).toBe(4);
    await after.append('up-1', parts(letter.subarray(4)));
    expect(await after.complete('up-1', hash)).toBe('stored');
    expect(await readText(await openDiskMediaStore(directory), hash, 0, 99)).toBe('dear Lily');
  });

  it('[Media] let no name lead out of their directory', async () => {
    const directory = temporary();
    const store = await openDiskMediaStore(directory);
    for (const name of ['../escaped', 'a/b', '..', '', 'up-1\0', 'UP', 'x'.repeat(300)]) {
      await expect(store.begin(name), name).rejects.toThrow('a name that no file may have');
      expect(() => store.remove(name), name).toThrow('a name that no file may have');
    }
    expect(existsSync(join(directory, 'escaped'))).toBe(false);
    expect(readdirSync(join(directory, 'uploads'))).toEqual([]);
  });

  it('say that the disk is full, and keep nothing half', async () => {
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    let isFull = false;
    const store = await openDiskMediaStore(temporary(), {
      ...nodeFiles,
      open: (...args: Parameters<typeof nodeFiles.open>) => (isFull ? Promise.reject(full) : nodeFiles.open(...args)),
    });
    await store.begin('up-1');
    await store.append('up-1', parts(letter.subarray(0, 3)));
    isFull = true;
    await expect(store.append('up-1', parts(letter.subarray(3)))).rejects.toThrow(StoreFullError);
    await expect(store.begin('up-2')).rejects.toThrow(StoreFullError);
    isFull = false;
    expect(await store.size('up-1')).toBe(3);
    await store.append('up-1', parts(letter.subarray(3)));
    expect(await store.complete('up-1', hash)).toBe('stored');
  });

  it('[D21 D1] leave an upload or a whole file, wherever the process is killed', async () => {
    let steps = 0;
    for (let end = 1; ; end++) {
      const directory = temporary();
      const world = stoppingAt(end);
      const doomed = await openDiskMediaStore(directory, world.files);
      world.begin();
      const done = await Promise.race([
        (async () => {
          await doomed.begin('up-1');
          await doomed.append('up-1', parts(letter));
          return doomed.complete('up-1', hash);
        })(),
        world.stopped,
      ]);
      const store = await openDiskMediaStore(directory);
      const files = await collect(store.files());
      for (const file of files) {
        expect(file).toBe(hash);
        expect(await readText(store, hash, 0, 99)).toBe('dear Lily');
      }
      // What was answered stands.
      if (done === 'stored') expect(files).toEqual([hash]);
      // And the upload goes through after it, whatever was left.
      await store.begin('up-1');
      await store.append('up-1', parts(letter));
      expect(await store.complete('up-1', hash)).toBe('stored');
      expect(await collect(store.uploads())).toEqual([]);
      if (done === 'stored') break;
      steps = end;
    }
    expect(steps).toBeGreaterThan(8);
  });
});

/** A file system whose call number `end`, after the beginning, never returns, nor any other after it. */
function stoppingAt(end: number) {
  let calls = Number.NEGATIVE_INFINITY;
  let stop = () => {};
  const stopped = new Promise<'killed'>((resolve) => {
    stop = () => resolve('killed');
  });
  const counted =
    <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> => {
      calls += 1;
      if (calls < end) return call(...args);
      stop();
      return new Promise<T>(() => {});
    };
  const files = {
    open: counted(nodeFiles.open as never),
    rename: counted(nodeFiles.rename),
    rm: counted(nodeFiles.rm),
    stat: counted(nodeFiles.stat as never),
    mkdir: counted(nodeFiles.mkdir as never),
    chmod: counted(nodeFiles.chmod),
  } as FileCalls;
  return {
    files,
    stopped,
    begin() {
      calls = 0;
    },
  };
}
