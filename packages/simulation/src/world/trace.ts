import { createHash } from 'node:crypto';

/** All that happened, in order: two runs are the same run when their traces have one hash. Only the last lines are kept. */
export class Trace {
  private readonly digest = createHash('sha256');
  private readonly last: string[] = [];
  private readonly onLine: ((line: string) => void) | undefined;

  constructor(onLine?: (line: string) => void) {
    this.onLine = onLine;
  }

  write(line: string): void {
    this.digest.update(line);
    this.digest.update('\n');
    this.last.push(line);
    if (this.last.length > 200) this.last.splice(0, 100);
    this.onLine?.(line);
  }

  hash(): string {
    return this.digest.copy().digest('hex').slice(0, 16);
  }

  tail(lines: number): readonly string[] {
    return this.last.slice(-lines);
  }
}
