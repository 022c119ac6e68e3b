import type { VirtualClock } from '@palaver/protocol';
import type { HttpAnswer, HttpPort, TransportPort } from '@palaver/sdk/testing';
import type { MediaDesk, Socket, SocketEvents } from '@palaver/server/testing';
import type { Chance } from './chance.js';
import type { Counts } from './counts.js';
import { Link, type LinkHost } from './link.js';
import { MediaTransfer, type TransferHost } from './media-transfer.js';
import type { Trace } from './trace.js';

/** What the wires are like, in ms. */
export interface Weather {
  readonly latencyMs: readonly [least: number, most: number];
}

/** What happens to the next attempt of a device to connect. */
export type Attempt = 'refused' | 'swallowed' | 'ghost';

/** An attempt that nobody answers is given up by the device's machine after this time. */
const attemptPatienceMs = 60_000;

/** All connections of the world. Frames of one connection stay in order or the connection ends; between connections nothing is promised. */
export class Network implements LinkHost, TransferHost {
  readonly clock: VirtualClock;
  private readonly chance: Chance;
  private readonly log: Trace;
  private readonly counts: Counts;
  private readonly weather: Weather;
  private readonly open = new Set<Link>();
  private readonly moving = new Set<MediaTransfer>();
  private readonly newestAtServer = new Map<string, number>();
  private readonly unreachable = new Set<string>();
  private readonly attempts = new Map<string, Attempt>();
  private made = 0;
  /** The server that listens, if one runs. */
  listener: ((socket: Socket, device: string) => SocketEvents) | undefined;
  /** Where it takes and gives media. */
  desk: MediaDesk | undefined;

  constructor(clock: VirtualClock, chance: Chance, log: Trace, counts: Counts, weather: Weather) {
    this.clock = clock;
    this.chance = chance;
    this.log = log;
    this.counts = counts;
    this.weather = weather;
  }

  latencyMs = (): number => this.chance.between(...this.weather.latencyMs);
  trace(line: string): void {
    this.log.write(`${Math.round(this.clock.monotonic())} ${line}`);
  }

  transport(device: string): TransportPort {
    return {
      name: 'simulated',
      connect: (_url, events) => {
        const link = new Link(this, device, ++this.made, events);
        this.open.add(link);
        this.clock.after(this.latencyMs(), () => this.attempt(link));
        return link.connection;
      },
    };
  }

  /** Requests of a device for media. */
  http(device: string): HttpPort {
    return {
      request: (asked) =>
        new Promise<HttpAnswer>((resolve, reject) => {
          const transfer = new MediaTransfer(this, device, ++this.made, asked, (end) =>
            'answer' in end ? resolve(end.answer) : reject(end.error),
          );
          this.moving.add(transfer);
          this.clock.after(this.latencyMs(), () => {
            if (this.desk && !this.unreachable.has(device)) void transfer.perform(this.desk);
            else transfer.breakOff({ clientLearnsMs: this.latencyMs(), serverLearnsMs: 0 });
          });
        }),
    };
  }

  /** Requests for media that somebody waits for. */
  transfers(device?: string): MediaTransfer[] {
    return [...this.moving].filter((transfer) => !device || transfer.device === device);
  }

  private attempt(link: Link): void {
    const fate = this.attempts.get(link.device);
    this.attempts.delete(link.device);
    const listener = this.listener;
    if (!link.hasClient || !listener || this.unreachable.has(link.device) || fate === 'refused') {
      link.closeClient(1006, this.latencyMs());
      return;
    }
    if (fate === 'swallowed') {
      link.silence('both');
      link.closeClient(1006, attemptPatienceMs);
      return;
    }
    link.accepted((socket) => listener(socket, link.device));
    // The server believes in a connection of which the device never hears.
    if (fate === 'ghost') link.breakOff({ keepsMs: 0, lateMs: 0, clientLearnsMs: 5, serverLearnsMs: 40_000 });
  }

  arrivedAtServer(link: Link): void {
    const newest = this.newestAtServer.get(link.device) ?? 0;
    if (link.number < newest) this.counts.add('fault: frame after one of a newer connection');
    this.newestAtServer.set(link.device, Math.max(newest, link.number));
  }

  ended(one: Link | MediaTransfer): void {
    if (one instanceof Link) this.open.delete(one);
    else this.moving.delete(one);
  }

  /** Connections that both sides believe in. */
  links(device?: string): Link[] {
    return [...this.open].filter((link) => link.hasClient && link.hasServer && (!device || link.device === device));
  }

  /** Every connection, those included of which one side has not heard the end. */
  all(device?: string): Link[] {
    return [...this.open].filter((link) => !device || link.device === device);
  }

  /** Whether some connection is dead and not everybody has noticed. */
  get hasSilent(): boolean {
    return [...this.open].some((link) => link.up.isCut || link.down.isCut);
  }

  /** Whether anything but what was swallowed is on its way. */
  get isQuiet(): boolean {
    return [...this.open].every((link) => link.up.inFlight === 0 && link.down.inFlight === 0);
  }

  setReachable(device: string, isReachable: boolean): void {
    if (isReachable) this.unreachable.delete(device);
    else this.unreachable.add(device);
  }

  isReachable(device: string): boolean {
    return !this.unreachable.has(device);
  }

  prepareAttempt(device: string, fate: Attempt): void {
    this.attempts.set(device, fate);
  }

  /** Nothing more goes wrong from now on; what was broken stays broken until somebody notices. */
  heal(): void {
    this.unreachable.clear();
    this.attempts.clear();
  }

  serverDied(tells: boolean): void {
    this.listener = undefined;
    this.desk = undefined;
    for (const transfer of this.transfers()) transfer.serverDied();
    for (const link of this.all()) if (link.wasAccepted) link.serverDied(tells, this.latencyMs());
  }

  deviceDied(device: string, tells: boolean): void {
    for (const transfer of this.transfers(device)) transfer.clientDied();
    for (const link of this.all(device)) link.clientDied(tells, this.latencyMs());
  }
}
