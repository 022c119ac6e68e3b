import type { Cancel, Clock } from './clock.js';

type Alarm = { readonly at: number; readonly order: number; readonly run: () => void };

/** A clock that stands still until told to go on: for tests and for the simulation. Alarms of one instant run in the order in which they were set. */
export class VirtualClock implements Clock {
  private time = 0;
  private order = 0;
  private alarms: Alarm[] = [];

  private wallOffset: number;

  /** `startsAt`: the wall time at the beginning, in ms. */
  constructor(startsAt = Date.UTC(2026, 0, 1)) {
    this.wallOffset = startsAt;
  }

  now(): number {
    return Math.floor(this.wallOffset + this.time);
  }

  monotonic(): number {
    return this.time;
  }

  /** The wall clock jumps by `ms`, as when somebody sets it; spans are not touched. */
  jump(ms: number): void {
    this.wallOffset += ms;
  }

  after(delayMs: number, run: () => void): Cancel {
    const alarm: Alarm = { at: this.time + Math.max(0, delayMs), order: this.order++, run };
    push(this.alarms, alarm);
    return () => {
      const at = this.alarms.indexOf(alarm);
      if (at >= 0) removeAt(this.alarms, at);
    };
  }

  soon(run: () => void): void {
    this.after(0, run);
  }

  /** When the next alarm is due, in monotonic ms; undefined where none is set. */
  next(): number | undefined {
    return this.alarms[0]?.at;
  }

  /** Goes to the next alarm and runs it. False where none is set. */
  step(): boolean {
    const alarm = this.alarms[0];
    if (!alarm) return false;
    removeAt(this.alarms, 0);
    this.time = alarm.at;
    alarm.run();
    return true;
  }
}

// A binary heap by (at, order): a simulation sets some hundred thousand alarms.
const before = (a: Alarm, b: Alarm) => a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Alarm[], alarm: Alarm): void {
  heap.push(alarm);
  rise(heap, heap.length - 1);
}

function removeAt(heap: Alarm[], at: number): void {
  const last = heap.pop();
  if (last === undefined || at === heap.length) return;
  heap[at] = last;
  rise(heap, at);
  sink(heap, at);
}

function rise(heap: Alarm[], from: number): void {
  for (let at = from; at > 0; ) {
    const parent = (at - 1) >> 1;
    const child = heap[at] as Alarm;
    const above = heap[parent] as Alarm;
    if (!before(child, above)) return;
    heap[at] = above;
    heap[parent] = child;
    at = parent;
  }
}

function sink(heap: Alarm[], from: number): void {
  for (let at = from; ; ) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      const candidate = heap[child];
      if (candidate && before(candidate, heap[least] as Alarm)) least = child;
    }
    if (least === at) return;
    const moved = heap[at] as Alarm;
    heap[at] = heap[least] as Alarm;
    heap[least] = moved;
    at = least;
  }
}
