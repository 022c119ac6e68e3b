import type { VirtualClock } from '@palaver/protocol';
import type { TransportConnection, TransportEvents } from '@palaver/sdk/testing';
import type { Socket, SocketEvents } from '@palaver/server/testing';
import { Pipe } from './pipe.js';

/** What a link tells the network that it belongs to. */
export interface LinkHost {
  readonly clock: VirtualClock;
  latencyMs(): number;
  trace(line: string): void;
  arrivedAtServer(link: Link): void;
  ended(link: Link): void;
}

/** No close code was received. */
const lostCode = 1006;
/** How long a machine waits for the other side's answer to a close before it gives up. */
const closePatienceMs = 30_000;

/** One WebSocket connection between a device and the server, from the attempt to the end on both sides. */
export class Link {
  readonly name: string;
  readonly device: string;
  /** Rises with every connection of the world. */
  readonly number: number;
  readonly up: Pipe;
  readonly down: Pipe;
  private readonly host: LinkHost;
  private client: TransportEvents | undefined;
  private server: SocketEvents | undefined;
  private isOpenHere = false;
  /** A server stands at the other end, or stood there until it crashed. */
  wasAccepted = false;

  constructor(host: LinkHost, device: string, number: number, client: TransportEvents) {
    this.host = host;
    this.device = device;
    this.number = number;
    this.name = `${device}#${number}`;
    this.client = client;
    this.up = new Pipe(host.clock, host.latencyMs);
    this.down = new Pipe(host.clock, host.latencyMs);
  }

  get hasClient(): boolean {
    return this.client !== undefined;
  }
  get hasServer(): boolean {
    return this.server !== undefined;
  }

  /** The attempt reached a server that runs. */
  accepted(accept: (socket: Socket) => SocketEvents): void {
    this.wasAccepted = true;
    this.server = accept(this.socket());
    this.down.put(0, () => {
      this.isOpenHere = true;
      this.host.trace(`${this.name} opened`);
      this.client?.opened();
    });
  }

  /** The device's side of it. */
  readonly connection: TransportConnection = {
    send: (text) => {
      if (!this.isOpenHere || !this.client) return;
      this.up.put(text.length, () => this.arriveUp(text));
    },
    close: () => {
      if (!this.client) return;
      this.host.trace(`${this.name} closed by the device`);
      this.up.put(0, () => this.closeServer());
      this.closeClient(1005, 1);
    },
  };

  private arriveUp(text: string): void {
    this.host.trace(`${this.name} > ${text}`);
    // A machine that knows nothing of the connection (any more) answers with a reset.
    if (this.server) {
      this.host.arrivedAtServer(this);
      this.server.message(text);
    } else this.closeClient(lostCode, 1);
  }

  private socket(): Socket {
    let isClosing = false;
    return {
      address: `10.0.0.${this.device.length}`,
      send: (text) => {
        if (isClosing) return;
        this.down.put(text.length, () => {
          this.host.trace(`${this.name} < ${text}`);
          this.client?.message(text);
        });
      },
      bufferedBytes: () => this.down.stuckBytes,
      close: (code) => {
        if (isClosing) return;
        isClosing = true;
        this.host.trace(`${this.name} closed by the server ${code}`);
        const isDead = this.down.isCut;
        this.down.put(0, () => this.closeClient(code, 0));
        this.host.clock.after(isDead ? closePatienceMs : 2 * this.host.latencyMs(), () => this.closeServer());
      },
    };
  }

  /** The connection breaks: what is under way arrives in part, late, and both sides learn of it at a time of their own. */
  breakOff(how: { keepsMs: number; lateMs: number; clientLearnsMs: number; serverLearnsMs: number }): void {
    this.up.breakOff(how.keepsMs, how.lateMs);
    this.down.breakOff(how.keepsMs, 0);
    this.closeClient(lostCode, how.clientLearnsMs);
    this.host.clock.after(Math.max(how.serverLearnsMs, how.keepsMs + how.lateMs + 1), () => this.closeServer());
  }

  /** The wire is dead in these directions and nobody is told. */
  silence(direction: 'up' | 'down' | 'both'): void {
    if (direction !== 'down') this.up.breakOff(0, 0);
    if (direction !== 'up') this.down.breakOff(0, 0);
  }

  /** The server's process is gone. Its machine may still tell the other side, or may be gone too. */
  serverDied(tells: boolean, afterMs: number): void {
    this.server = undefined;
    this.down.breakOff(0, 0);
    if (tells) this.closeClient(lostCode, afterMs);
    this.finish();
  }

  /** The device's process is gone. */
  clientDied(tells: boolean, afterMs: number): void {
    this.client = undefined;
    this.down.breakOff(0, 0);
    if (tells) this.host.clock.after(afterMs, () => this.closeServer());
    else this.up.breakOff(0, 0);
    this.finish();
  }

  closeClient(code: number, afterMs: number): void {
    this.host.clock.after(afterMs, () => {
      const client = this.client;
      if (!client) return;
      this.client = undefined;
      this.host.trace(`${this.name} closed here ${code}`);
      client.closed(code);
      this.finish();
    });
  }

  closeServer(): void {
    const server = this.server;
    if (!server) return;
    this.server = undefined;
    this.host.trace(`${this.name} closed there`);
    server.closed();
    this.finish();
  }

  private finish(): void {
    if (!this.client && !this.server) this.host.ended(this);
  }
}
