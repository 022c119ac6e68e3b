import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CannotBeMade, compileLibrary } from './compile.js';

const source = fileURLToPath(new URL('faulty.c', import.meta.url));
const fields = ['noFlush', 'isFull', 'clockMs', 'flushesFailed', 'writesRefused', 'clockReads'] as const;
type Field = (typeof fields)[number];
const fieldBytes = 8;

/** The machine under a server: its disk fails or is full, and its wall clock jumps, when we say so. */
export class FaultyMachine {
  readonly library: string;
  /** What the server's environment must hold. */
  readonly env: Record<string, string>;
  private readonly page: string;

  /** `data`: the directory on the disk that fails. `home`: where what is needed for it can lie. */
  constructor(home: string, data: string) {
    this.library = compileLibrary(source, home);
    this.page = join(home, 'faulty-page');
    writeFileSync(this.page, Buffer.alloc(fields.length * fieldBytes));
    this.env = { LD_PRELOAD: this.library, FAULTY_PAGE: this.page, FAULTY_DIRECTORY: data };
  }

  failFlushes(): void {
    this.set('noFlush', 1);
  }
  /** Flushes are answered as if they had been made, as a disk does that lies. */
  pretendFlushes(): void {
    this.set('noFlush', 2);
  }
  fillDisk(): void {
    this.set('isFull', 1);
  }
  freeDisk(): void {
    this.set('isFull', 0);
  }
  /** The wall clock stands so far from the true time. */
  setClock(aheadMs: number): void {
    this.set('clockMs', aheadMs);
  }

  /** How often a fault was met. */
  count(field: 'flushesFailed' | 'writesRefused' | 'clockReads'): number {
    return Number(readFileSync(this.page).readBigInt64LE(fields.indexOf(field) * fieldBytes));
  }

  /** Fails where the fault was never met: what was asked of the machine did not happen. */
  mustHaveMet(field: 'flushesFailed' | 'writesRefused' | 'clockReads'): void {
    if (this.count(field) === 0) throw new CannotBeMade(`the server met no '${field}' of the preloaded library`);
  }

  private set(field: Field, value: number): void {
    const bytes = Buffer.alloc(fieldBytes);
    bytes.writeBigInt64LE(BigInt(value));
    const file = openSync(this.page, 'r+');
    writeSync(file, bytes, 0, fieldBytes, fields.indexOf(field) * fieldBytes);
    closeSync(file);
  }
}
