import type { Cancel, VirtualClock } from '@palaver/protocol';

type Flight = { readonly dueAt: number; readonly arrive: () => void; cancel: Cancel };

/** One direction of a connection: what is put in comes out later, in order, or not at all. */
export class Pipe {
  private readonly clock: VirtualClock;
  private readonly latencyMs: () => number;
  private flights: Flight[] = [];
  private lastDueAt = 0;
  /** Swallows all, and nobody is told. */
  isCut = false;
  /** What the kernel of the sending machine holds because nothing gets through. */
  stuckBytes = 0;

  constructor(clock: VirtualClock, latencyMs: () => number) {
    this.clock = clock;
    this.latencyMs = latencyMs;
  }

  get inFlight(): number {
    return this.flights.length;
  }

  put(bytes: number, arrive: () => void): void {
    if (this.isCut) {
      this.stuckBytes += bytes;
      return;
    }
    this.schedule(this.clock.monotonic() + this.latencyMs(), arrive);
  }

  /** Of what is under way, only what would arrive within `ms` does; and that `delayMs` late. */
  breakOff(ms: number, delayMs: number): void {
    const until = this.clock.monotonic() + ms;
    const under = this.flights;
    this.flights = [];
    this.lastDueAt = 0;
    for (const flight of under) {
      flight.cancel();
      if (flight.dueAt <= until) this.schedule(flight.dueAt + delayMs, flight.arrive);
    }
    this.isCut = true;
  }

  private schedule(wantedAt: number, arrive: () => void): void {
    const dueAt = Math.max(this.lastDueAt, wantedAt);
    this.lastDueAt = dueAt;
    const flight: Flight = { dueAt, arrive, cancel: () => {} };
    flight.cancel = this.clock.after(dueAt - this.clock.monotonic(), () => {
      this.flights.splice(this.flights.indexOf(flight), 1);
      arrive();
    });
    this.flights.push(flight);
  }
}
