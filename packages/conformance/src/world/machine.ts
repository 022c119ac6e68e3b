import type { LocalStore } from '@palaver/sdk';
import type { Line } from './line.js';
import type { SocketMaker } from './raw-device.js';

/** An application of the server: its key, and the secret that its back end holds. */
export interface Application {
  readonly appKey: string;
  readonly secret: string;
}

/** The server that is tried, and what the machine on which the cases run can do. */
export interface Machine {
  /** The server's address, `http://host:port`. */
  readonly url: string;
  /** The application in which the people of a case live. */
  readonly appKey: string;
  readonly secret?: string;
  /** Three more applications of the same server, whose settings cases may change. */
  readonly applications?: readonly Application[];
  /** A device's store: the same name, the same data. */
  readonly store: (name: string) => LocalStore;
  readonly WebSocket: SocketMaker;
  /** A WebSocket of a page that stands at a foreign origin; no browser lets a page choose its own. */
  readonly foreignSocket?: SocketMaker;
  /** Calls the HTTP API as a back end does, which a page may not. Default: the machine's own `fetch`. */
  readonly fetch?: (
    url: string,
    request: { method: string; headers: Record<string, string>; body?: string },
  ) => Promise<Response>;
  /** A way to `url` that can be cut. */
  readonly line?: () => Promise<Line>;
}
