import { type Cancel, type Clock, limits, serverLimits } from '@palaver/protocol';
import type { Connection } from './connection.js';

/**
 * One timer for all connections: closes those that are silent, and those that never said who they are (P4, P5); the
 * sessions of the others live on (P9).
 */
export class Sweep {
  readonly connections = new Set<Connection>();
  private readonly byAddress = new Map<string, number>();
  private readonly clock: Clock;
  private timer: Cancel | undefined;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Whether an address has as many connections as it may. */
  isFull(address: string): boolean {
    return (this.byAddress.get(address) ?? 0) >= serverLimits.connectionsByAddress;
  }

  add(connection: Connection): void {
    this.connections.add(connection);
    this.byAddress.set(connection.address, (this.byAddress.get(connection.address) ?? 0) + 1);
    this.timer ??= this.clock.after(sweepMs, this.run);
  }

  remove(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    const left = (this.byAddress.get(connection.address) ?? 1) - 1;
    if (left > 0) this.byAddress.set(connection.address, left);
    else this.byAddress.delete(connection.address);
    if (this.connections.size > 0) return;
    this.timer?.();
    this.timer = undefined;
  }

  private readonly run = () => {
    this.timer = this.clock.after(sweepMs, this.run);
    const now = this.clock.monotonic();
    for (const connection of this.connections) {
      if (now - connection.heardAt >= 2 * limits.heartbeatMs) connection.close('silent');
      else if (!connection.isGreeting) connection.keepSession();
      else if (now - connection.openedAt >= limits.greetingMs) connection.close('notGreeted');
    }
  };
}

const sweepMs = limits.heartbeatMs / 6;
