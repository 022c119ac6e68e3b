import type { Clock, Random } from '@palaver/protocol';

/** What a client needs of its runtime besides store and transport; the simulation passes virtual ones. */
export interface ClientPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** Whether the page is hidden, and when the network or the page comes back: it decides how soon to reconnect. */
  readonly presence: Presence;
}
export interface Presence {
  isHidden(): boolean;
  /** Calls back when the network came back or the page became visible. */
  onReturn(listener: () => void): () => void;
}
