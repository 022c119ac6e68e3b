import type { DatabaseFile, Recorded } from './recording.js';

/** The database's files as the disk has them; undefined where there is none. */
export type Files = { readonly [file in DatabaseFile]: Buffer | undefined };

/** What a disk writes whole or not at all. */
const sectorBytes = 512;

/**
 * What may be on the disk after a power cut behind the first `count` records: everything that a flush of its file
 * covers, and of the rest any part, sector by sector, as `keeps` says. Nothing is promised about what was not flushed,
 * so a later write may survive where an earlier one does not.
 */
export function survivors(before: Files, records: readonly Recorded[], count: number, keeps: () => boolean): Files {
  const flushedThrough: { [file in DatabaseFile]: number } = { database: -1, log: -1 };
  for (let at = 0; at < count; at++) if (records[at]?.kind === 'flush') flushedThrough[fileAt(records, at)] = at;
  const disk = { database: new FileOnDisk(before.database), log: new FileOnDisk(before.log) };
  for (let at = 0; at < count; at++) {
    const record = records[at] as Recorded;
    const keep = at < flushedThrough[record.file] ? always : keeps;
    const file = disk[record.file];
    if (record.kind === 'write') write(file, record, keep);
    else if (record.kind === 'truncate' && keep()) file.resize(record.size);
    else if (record.kind === 'remove' && keep()) file.remove();
  }
  return { database: disk.database.content(), log: disk.log.content() };
}

const always = () => true;
const fileAt = (records: readonly Recorded[], at: number): DatabaseFile => (records[at] as Recorded).file;

function write(
  file: FileOnDisk,
  { offset, data }: { readonly offset: number; readonly data: Buffer },
  keeps: () => boolean,
): void {
  // The size of a file may be on the disk before its content is.
  file.resize(Math.max(file.size, offset + data.length));
  for (let at = 0; at < data.length; ) {
    const next = Math.min(data.length, at + sectorBytes - ((offset + at) % sectorBytes));
    if (keeps()) data.copy(file.bytes, offset + at, at, next);
    at = next;
  }
}

/** A file that grows; what it grows by reads as zeros. */
class FileOnDisk {
  bytes: Buffer;
  size: number;
  private exists: boolean;

  constructor(content: Buffer | undefined) {
    this.bytes = Buffer.from(content ?? []);
    this.size = this.bytes.length;
    this.exists = content !== undefined;
  }

  resize(size: number): void {
    this.exists = true;
    if (size > this.bytes.length) {
      const grown = Buffer.alloc(2 * size);
      this.bytes.copy(grown, 0, 0, this.size);
      this.bytes = grown;
    } else if (size < this.size) this.bytes.fill(0, size, this.size);
    this.size = size;
  }

  remove(): void {
    this.resize(0);
    this.exists = false;
  }

  content(): Buffer | undefined {
    return this.exists ? this.bytes.subarray(0, this.size) : undefined;
  }
}
