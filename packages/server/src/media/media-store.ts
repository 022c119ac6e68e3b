/**
 * The port to whatever keeps the bytes of media. It knows bytes and their hash and nothing of what they are for: who may
 * have them is the library's to say.
 *
 * Bytes gather in an upload, which has a name; `complete` makes a file of it, whose name is its hash, so that equal bytes
 * are kept once. What every store must hold, and `media-store-contract.ts` checks:
 * - A file is there whole, equal to its hash, or not at all, also after a crash at any moment (D21).
 * - What `complete` answered `stored` stands on the disk, flushed, name included.
 * - What was appended and answered is there after a restart, so that an upload goes on where it was broken off (B8).
 *
 * Where the disk has no room the calls that write reject with a `StoreFullError`.
 */
export interface MediaStore {
  /** Begins an upload, in place of what had gathered under the name. */
  begin(upload: string): Promise<void>;
  /** How many bytes have gathered; undefined where there is no such upload. */
  size(upload: string): Promise<number | undefined>;
  /**
   * Adds bytes as they come, and resolves with the new size. What came before the stream failed is kept; the failure is
   * passed on. One call at a time for each upload.
   */
  append(upload: string, bytes: AsyncIterable<Uint8Array>): Promise<number>;
  /** Makes a file of an upload, which is gone then, whatever the answer: `differs` where its bytes do not have this hash. */
  complete(upload: string, sha256: string): Promise<'stored' | 'differs'>;
  /** Forgets an upload; harmless where there is none. */
  discard(upload: string): Promise<void>;

  /** The bytes of a file from `from` to `to`, both included; rejects where there is no such file. Nothing is opened before the first is asked for. */
  read(sha256: string, from: number, to: number): AsyncIterable<Uint8Array>;
  /** Harmless where there is none. A read that has begun goes on to its end. */
  remove(sha256: string): Promise<void>;

  /** Names of the uploads that are there, a few at a time. */
  uploads(): AsyncIterable<readonly string[]>;
  /** Hashes of the files that are there, a few at a time. */
  files(): AsyncIterable<readonly string[]>;
}

/** Names of uploads become names of files. */
export const uploadName = /^[a-z0-9-]{1,64}$/;
export const hashName = /^[0-9a-f]{64}$/;
