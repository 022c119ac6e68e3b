import { type Cancel, type Clock, limits } from '@palaver/protocol';
import type { Replica } from '../store/replica.js';
import type { Link } from './link.js';
import type { Turns } from './turns.js';

export const cursorKey = 'cursor';

/**
 * Tells the server how far this device has come: all conversations in one frame, at most once a second. The answer's
 * cursor covers what was pushed before it, so it is kept only where all of that is stored.
 */
export class Reporter {
  private readonly deps: { clock: Clock; turns: Turns; replica: Replica; isSettled(): boolean; onReported(): void };
  private readonly changed = new Set<string>();
  private link: Link | undefined;
  private isAsking = false;
  private lastAt = 0;
  private cancelNext: Cancel | undefined;
  private readonly unwatch: () => void;

  constructor(deps: Reporter['deps']) {
    this.deps = deps;
    this.unwatch = deps.replica.watch(({ conversations }) => {
      for (const id of conversations) this.note(id);
      this.schedule();
    });
  }

  get isDone(): boolean {
    return this.changed.size === 0 && !this.isAsking;
  }

  /** Everything before was caught up: reported at once. */
  begin(link: Link): void {
    this.link = link;
    for (const { id } of this.deps.replica.all()) this.note(id);
    this.report();
  }

  lost(): void {
    this.link = undefined;
    this.isAsking = false;
    this.cancelNext?.();
    this.cancelNext = undefined;
  }

  stop(): void {
    this.lost();
    this.unwatch();
  }

  /** Before a logout: does not wait for the second to end. */
  report(): void {
    this.cancelNext?.();
    this.cancelNext = undefined;
    const { link } = this;
    if (!link?.isOpen || this.isAsking) return;
    const marks = this.marks();
    if (marks.length === 0) {
      this.deps.onReported();
      return;
    }
    this.isAsking = true;
    this.lastAt = this.deps.clock.monotonic();
    link.ask('delivered', { marks: marks.map(({ log, seq }) => [log, seq]) }, (outcome) => {
      if (outcome.type === 'lost') return;
      void this.deps.turns.change((turn) => {
        if (link !== this.link) return;
        if (outcome.type === 'answer') {
          for (const { id, seq } of marks) {
            const record = turn.get(id);
            if (record && record.delivered < seq) turn.put({ ...record, delivered: seq });
          }
          if (this.deps.isSettled()) turn.setValue(cursorKey, outcome.value.cursor);
        }
        turn.after(() => {
          this.isAsking = false;
          for (const { id } of marks) this.note(id);
          if (this.changed.size === 0) this.deps.onReported();
          else this.schedule();
        });
      });
    });
  }

  private schedule(): void {
    if (!this.link || this.cancelNext || this.isAsking || this.changed.size === 0) return;
    const waitMs = Math.max(0, this.lastAt + limits.reportMs - this.deps.clock.monotonic());
    this.cancelNext = this.deps.clock.after(waitMs, () => this.report());
  }

  private marks(): { id: string; log: number; seq: number }[] {
    const marks = [];
    for (const id of this.changed) {
      const record = this.deps.replica.get(id);
      if (record && marks.length < limits.marksPerReport) marks.push({ id, log: record.log, seq: record.reported });
    }
    return marks;
  }

  private note(id: string): void {
    const record = this.deps.replica.get(id);
    if (record && record.log > 0 && record.reported > record.delivered) this.changed.add(id);
    else this.changed.delete(id);
  }
}
