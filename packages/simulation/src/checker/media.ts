import type { MediaStore } from '@palaver/server/testing';
import type { Counts } from '../world/counts.js';
import { bytesOf, sha256Of } from '../world/media-kit.js';
import type { LogEntry } from './log.js';
import { must } from './violation.js';

/** The bytes that a file of this name has, whoever sends it. */
export const bytesNamed = (name: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`${name}, `.repeat(60));

/** D21: a message that stands in a log has its bytes on the server's disk, equal by length and hash to what was sent. */
export class MediaTruth {
  private readonly counts: Counts;

  constructor(counts: Counts) {
    this.counts = counts;
  }

  async check(files: MediaStore, { seq, what }: LogEntry): Promise<void> {
    if (what.kind !== 'message' || !what.sha256) return;
    const { text, sha256 } = what;
    const parts: Uint8Array[] = [];
    try {
      for await (const part of files.read(sha256, 0, Number.MAX_SAFE_INTEGER)) parts.push(part);
    } catch {
      // A file that is not there has no bytes.
    }
    const bytes = Buffer.concat(parts);
    const isWhole = sha256Of(bytes) === sha256 && bytes.equals(bytesNamed(text));
    must('D21', isWhole, () => `place ${seq} has “${text}”, of which the server holds ${bytes.length} bytes`);
    this.counts.add('D21: in the log');
  }

  /** What a device got as the bytes of a file. */
  async downloaded(device: string, name: string, blob: Blob): Promise<void> {
    const bytes = Buffer.from(await bytesOf(blob));
    must('D21', bytes.equals(bytesNamed(name)), () => `${device} got ${bytes.length} other bytes for “${name}”`);
    this.counts.add('D21: downloaded');
  }

  /** Nothing moves any more, and the server has tidied up: nothing is left of uploads that were broken off. */
  async checkTidy(files: MediaStore): Promise<void> {
    for await (const names of files.uploads())
      must('D21', names.length === 0, () => `${names[0]} was broken off and is not cleared away`);
    this.counts.add('D21: tidy');
  }
}
