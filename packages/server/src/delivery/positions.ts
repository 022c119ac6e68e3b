import { type Clock, limits } from '@palaver/protocol';
import type { Batcher } from '../engine/batcher.js';
import type { UserId } from '../store/rows.js';

/** Delivered positions, written behind: they decide offline against roaming and nothing else (P29). */
export class Positions {
  private readonly batcher: Batcher;
  private readonly clock: Clock;
  private dirty = new Map<UserId, Map<number, number>>();
  private count = 0;
  private isDue = false;
  private writing: Promise<void> | undefined;

  constructor(deps: { batcher: Batcher; clock: Clock }) {
    this.batcher = deps.batcher;
    this.clock = deps.clock;
  }

  /** How many wait to be written. */
  get waiting(): number {
    return this.count;
  }

  report(user: UserId, marks: readonly (readonly [c: number, seq: number])[]): void {
    const isMany = this.count >= mostWaiting;
    // Who reports faster than the disk takes it loses what is over.
    if (isMany && this.writing) return;
    this.keep(user, marks);
    if (isMany) void this.flush();
  }

  private keep(user: UserId, marks: readonly (readonly [c: number, seq: number])[]): void {
    if (marks.length === 0) return;
    let own = this.dirty.get(user);
    if (!own) {
      own = new Map();
      this.dirty.set(user, own);
    }
    for (const [c, seq] of marks) {
      const known = own.get(c);
      if (known === undefined) this.count++;
      if (known === undefined || known < seq) own.set(c, seq);
    }
    this.schedule();
  }

  /** Before a user's device asks where it stands. */
  async settle(user: UserId): Promise<void> {
    if (this.dirty.has(user)) void this.flush();
    await this.writing;
  }

  /** Resolves when what was reported before is on the disk, or has found no room. */
  flush(): Promise<void> {
    if (this.count === 0) return this.writing ?? Promise.resolve();
    const dirty = this.dirty;
    this.dirty = new Map();
    this.count = 0;
    const marks = [...dirty].flatMap(([user, own]) => [...own].map(([c, seq]) => [user, c, seq] as const));
    const writing = new Promise<void>((resolve) => {
      this.batcher.add({
        operations: [{ op: 'delivered', marks }],
        isReading: false,
        settled: () => resolve(),
        full: () => {
          resolve();
          if (this.count < mostWaiting) for (const [user, own] of dirty) this.keep(user, [...own]);
        },
      });
    });
    this.writing = writing;
    void writing.then(() => {
      if (this.writing === writing) this.writing = undefined;
    });
    return writing;
  }

  private schedule(): void {
    if (this.isDue) return;
    this.isDue = true;
    this.clock.after(limits.writeBehindMs - 500, () => {
      this.isDue = false;
      void this.flush();
    });
  }
}

/** Beyond this they are written at once; while that is not possible, dropped: the next report brings them again. */
const mostWaiting = 20_000;
