import type { VirtualClock } from '@palaver/protocol';
import type { TransportEvents } from '../transport/transport.js';

/** The server's end of one connection. */
export class FakeSocket {
  state: 'opening' | 'open' | 'closed' = 'opening';
  username: string | undefined;
  /** Frames are lost without a word: a half-open connection. */
  isDeaf = false;
  private readonly clock: VirtualClock;
  private readonly events: TransportEvents;
  private readonly onCut: (socket: FakeSocket) => void;

  constructor(clock: VirtualClock, events: TransportEvents, onCut: (socket: FakeSocket) => void) {
    this.clock = clock;
    this.events = events;
    this.onCut = onCut;
  }

  open(): void {
    if (this.state !== 'opening') return;
    this.state = 'open';
    this.events.opened();
  }

  push(frame: object): void {
    if (this.isDeaf) return;
    const text = JSON.stringify(frame);
    this.clock.after(1, () => {
      if (this.state === 'open') this.events.message(text);
    });
  }

  cut(code = 1006): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.onCut(this);
    this.events.closed(code);
  }
}
