import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { MediaStore } from './media-store.js';

export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes as they come from a client: in parts; broken off after the last where told so. */
export async function* parts(...all: (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of all) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

export async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all.sort();
}

export async function readText(store: MediaStore, sha256: string, from: number, to: number): Promise<string> {
  const read: Uint8Array[] = [];
  for await (const part of store.read(sha256, from, to)) read.push(part.slice());
  return Buffer.concat(read).toString();
}

/** The rules that every media store holds. */
export function describeMediaStore(name: string, open: () => Promise<MediaStore>): void {
  const letter = textBytes('dear Lily, the garden is in flower');
  const hash = sha256Of(letter);
  const put = async (store: MediaStore, upload = 'up-1') => {
    await store.begin(upload);
    await store.append(upload, parts(letter));
    return store.complete(upload, hash);
  };

  describe(name, () => {
    it('[D21] makes a file of what gathered, under its hash', async () => {
      const store = await open();
      await store.begin('up-1');
      expect(await store.size('up-1')).toBe(0);
      expect(await store.append('up-1', parts(letter.subarray(0, 10), letter.subarray(10, 11)))).toBe(11);
      expect(await store.append('up-1', parts(letter.subarray(11)))).toBe(letter.length);
      expect(await store.complete('up-1', hash)).toBe('stored');
      expect(await store.size('up-1')).toBeUndefined();
      expect(await collect(store.uploads())).toEqual([]);
      expect(await collect(store.files())).toEqual([hash]);
      expect(await readText(store, hash, 0, letter.length - 1)).toBe('dear Lily, the garden is in flower');
    });

    it('gives any part of a file, also where it came in parts', async () => {
      const store = await open();
      await store.begin('up-1');
      for (const byte of letter) await store.append('up-1', parts(Uint8Array.of(byte)));
      await store.complete('up-1', hash);
      expect(await readText(store, hash, 5, 8)).toBe('Lily');
      expect(await readText(store, hash, 0, 0)).toBe('d');
      expect(await readText(store, hash, letter.length - 1, letter.length - 1)).toBe('r');
      await expect(readText(store, sha256Of(textBytes('none')), 0, 3)).rejects.toThrow();
    });

    it('[D21] keeps nothing of bytes that have another hash', async () => {
      const store = await open();
      await store.begin('up-1');
      await store.append('up-1', parts(letter.subarray(1)));
      expect(await store.complete('up-1', hash)).toBe('differs');
      expect(await collect(store.uploads())).toEqual([]);
      expect(await collect(store.files())).toEqual([]);
    });

    it('[B8] keeps what came before a client broke off, and goes on behind it', async () => {
      const store = await open();
      await store.begin('up-1');
      const broken = store.append('up-1', parts(letter.subarray(0, 20), new Error('gone')));
      await expect(broken).rejects.toThrow('gone');
      expect(await store.size('up-1')).toBe(20);
      expect(await store.append('up-1', parts(letter.subarray(20)))).toBe(letter.length);
      expect(await store.complete('up-1', hash)).toBe('stored');
    });

    it('keeps equal bytes once', async () => {
      const store = await open();
      expect(await put(store, 'up-1')).toBe('stored');
      expect(await put(store, 'up-2')).toBe('stored');
      expect(await collect(store.files())).toEqual([hash]);
      await store.remove(hash);
      await store.remove(hash);
      expect(await collect(store.files())).toEqual([]);
    });

    it('begins anew in place of what had gathered, and forgets what is discarded', async () => {
      const store = await open();
      await store.begin('up-1');
      await store.append('up-1', parts(letter));
      await store.begin('up-1');
      await store.begin('put-2');
      expect(await store.size('up-1')).toBe(0);
      expect(await collect(store.uploads())).toEqual(['put-2', 'up-1']);
      await store.discard('up-1');
      await store.discard('up-1');
      expect(await store.size('up-1')).toBeUndefined();
      expect(await collect(store.uploads())).toEqual(['put-2']);
    });
  });
}
