import type { Transport } from '../api.js';

/** The port to the network: one connection of text frames, in order, or broken. */
export interface TransportPort extends Transport {
  /** `url` is the socket's address, `ws:` or `wss:`. Exactly one `closed` follows, also where it never opened. */
  connect(url: string, events: TransportEvents): TransportConnection;
}
export interface TransportEvents {
  opened(): void;
  message(text: string): void;
  /** The server's close code, or 1006 where there was none. */
  closed(code: number): void;
}
export interface TransportConnection {
  /** Hands a frame to the open connection; does nothing on one that is not open. */
  send(text: string): void;
  close(): void;
}
