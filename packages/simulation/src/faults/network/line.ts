import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Chance } from '../../world/chance.js';
import { Pipe, type Quality } from './pipe.js';

/** One connection through the line, and which of its ends has given it up by itself. */
export interface Passing {
  readonly near: Socket;
  readonly far: Socket;
  clientLeft: boolean;
  serverLeft: boolean;
}

/**
 * A way to the server as a network gives it: with latency, a bandwidth that all its connections share, and loss, which under TCP
 * is a standstill until the repetition; and a way that can go dead without a word to anybody.
 */
export class Line {
  readonly passing = new Set<Passing>();
  private readonly server: Server;
  private readonly up: Pipe;
  private readonly down: Pipe;
  private isDead = false;

  private constructor(server: Server, quality: Quality, chance: Chance) {
    this.server = server;
    this.up = new Pipe(quality, chance.fork('up'));
    this.down = new Pipe(quality, chance.fork('down'));
  }

  static async open(serverUrl: string, quality: Quality, chance: Chance): Promise<Line> {
    const { hostname, port } = new URL(serverUrl);
    const server = createServer();
    const line = new Line(server, quality, chance);
    server.on('connection', (near) => line.pass(near, connect(Number(port), hostname)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get standstills(): number {
    return this.up.standstills + this.down.standstills;
  }

  private pass(near: Socket, far: Socket): void {
    const passing: Passing = { near, far, clientLeft: false, serverLeft: false };
    this.passing.add(passing);
    near.setNoDelay(true);
    far.setNoDelay(true);
    this.follow(near, far, this.up, () => {
      passing.clientLeft = true;
    });
    this.follow(far, near, this.down, () => {
      passing.serverLeft = true;
    });
  }

  private follow(from: Socket, to: Socket, pipe: Pipe, left: () => void): void {
    const leave = () => {
      left();
      // Over a dead line nobody learns that the other went.
      if (!this.isDead) pipe.end(to);
    };
    from.on('data', (bytes: Buffer) => {
      // Read and gone: the sender's system believes that it was delivered.
      if (!this.isDead) pipe.carry(bytes, to, from);
    });
    from.on('error', () => {});
    from.on('close', leave);
  }

  /** From now on everything is swallowed in both directions, and nothing is closed. */
  die(): void {
    this.isDead = true;
  }

  /** Connections of before stay dead; new ones pass. */
  revive(): void {
    this.isDead = false;
    this.breakAll();
  }

  breakAll(): void {
    for (const { near, far } of this.passing) {
      near.destroy();
      far.destroy();
    }
    this.passing.clear();
  }

  close(): void {
    this.server.close();
    this.breakAll();
  }
}
