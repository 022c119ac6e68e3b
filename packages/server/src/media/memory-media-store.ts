import type { MediaStore } from './media-store.js';

/** SHA-256 of bytes, as hex: a port, because it computes in the shell. */
export type HashBytes = (parts: readonly Uint8Array[]) => string;

/** Keeps media in memory: for `--data memory`, for tests, and for virtual worlds. */
export function createMemoryMediaStore(hash: HashBytes): MediaStore {
  const uploads = new Map<string, Uint8Array[]>();
  const files = new Map<string, readonly Uint8Array[]>();
  const gathered = (upload: string): Uint8Array[] => {
    const parts = uploads.get(upload);
    if (!parts) throw new Error(`there is no upload ${upload}`);
    return parts;
  };
  return {
    async begin(upload) {
      uploads.set(upload, []);
    },
    async size(upload) {
      const parts = uploads.get(upload);
      return parts && sizeOf(parts);
    },
    async append(upload, bytes) {
      const parts = gathered(upload);
      // A copy: who gave the bytes may use their memory for the next.
      for await (const part of bytes) parts.push(part.slice());
      return sizeOf(parts);
    },
    async complete(upload, sha256) {
      const parts = gathered(upload);
      uploads.delete(upload);
      if (hash(parts) !== sha256) return 'differs';
      files.set(sha256, parts);
      return 'stored';
    },
    async discard(upload) {
      uploads.delete(upload);
    },
    async *read(sha256, from, to) {
      const parts = files.get(sha256);
      if (!parts) throw new Error(`there is no file ${sha256}`);
      let begin = 0;
      for (const part of parts) {
        const wanted = part.subarray(Math.max(0, from - begin), Math.max(0, to + 1 - begin));
        if (wanted.length > 0) yield wanted;
        begin += part.length;
      }
    },
    async remove(sha256) {
      files.delete(sha256);
    },
    async *uploads() {
      if (uploads.size > 0) yield [...uploads.keys()];
    },
    async *files() {
      if (files.size > 0) yield [...files.keys()];
    },
  };
}

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);
