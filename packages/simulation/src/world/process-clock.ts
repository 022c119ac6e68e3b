import type { Cancel, Clock, VirtualClock } from '@palaver/protocol';

/** The clock of one simulated process: its wall time may be set wrong, and its alarms die with it. */
export class ProcessClock implements Clock {
  private readonly world: VirtualClock;
  private readonly alarms = new Set<Cancel>();
  private isEnded = false;
  private wallOffset: number;

  constructor(world: VirtualClock, wallOffset = 0) {
    this.world = world;
    this.wallOffset = wallOffset;
  }

  now(): number {
    return this.world.now() + Math.floor(this.wallOffset);
  }

  monotonic(): number {
    return this.world.monotonic();
  }

  /** Somebody sets this machine's clock. */
  jump(ms: number): void {
    this.wallOffset += ms;
  }

  after(delayMs: number, run: () => void): Cancel {
    if (this.isEnded) return () => {};
    const cancel = this.world.after(delayMs, () => {
      this.alarms.delete(takeBack);
      run();
    });
    const takeBack = () => {
      this.alarms.delete(takeBack);
      cancel();
    };
    this.alarms.add(takeBack);
    return takeBack;
  }

  soon(run: () => void): void {
    this.after(0, run);
  }

  /** The process is gone: nothing that it waited for happens any more. */
  end(): void {
    this.isEnded = true;
    for (const takeBack of [...this.alarms]) takeBack();
  }
}
