import type { ImError, VirtualClock } from '@palaver/protocol';
import type { Client, ConnectionStatus, Events, Platform } from '@palaver/sdk';
import {
  type ClientPorts,
  createClient,
  type LocalStorePort,
  simulatedDisk,
  type TransportPort,
} from '@palaver/sdk/testing';
import type { Chance } from './chance.js';
import { mediaKit } from './media-kit.js';
import type { Network } from './network.js';
import { ProcessClock } from './process-clock.js';

export interface DeviceSpec {
  readonly name: string;
  readonly user: string;
  readonly platform: Platform;
  /** Default: the server's default application. */
  readonly appKey?: string;
  /** False: asks for no messages that the user's other devices already have. */
  readonly roaming?: boolean;
  /** How long the next write to the device's disk takes, in ms. */
  readonly writeMs?: () => number;
}

/** Where a part of the device may be replaced by a broken one. */
export interface DeviceSeams {
  readonly localStore?: (store: LocalStorePort) => LocalStorePort;
  readonly transport?: (transport: TransportPort) => TransportPort;
  readonly client?: (client: Client) => Client;
}

/** What a device tells whoever watches it: its public events, and what became of its process. */
export type Sight = {
  [K in keyof Events]: { readonly type: K; readonly event: Events[K] };
}[keyof Events];
export interface DeviceWatcher {
  saw(device: Device, sight: Sight): void;
  started(device: Device): void;
  crashed(device: Device): void;
  faulted(device: Device, error: unknown): void;
}

const watched = [
  ...(['message.new', 'message.sent', 'message.failed', 'message.retracted', 'message.receipts'] as const),
  ...(['sync.offline', 'sync.roaming', 'command'] as const),
  ...(['conversation.changed', 'unread.changed', 'status.changed', 'session.ended'] as const),
];

/** A person's device: a disk that stays, and a process that comes and goes with a real client in it. */
export class Device {
  readonly name: string;
  readonly user: string;
  readonly platform: Platform;
  readonly disk;
  private readonly spec: DeviceSpec;
  private readonly world: { readonly clock: VirtualClock; readonly network: Network };
  private readonly chance: Chance;
  private readonly seams: DeviceSeams;
  private readonly watchers: readonly DeviceWatcher[];
  private process: { readonly client: Client; readonly clock: ProcessClock } | undefined;
  /** Its page is not looked at; see `setHidden`. */
  isHidden = false;
  private readonly returns = new Set<() => void>();
  private wallOffset = 0;
  /** Counts its processes, from 1. */
  life = 0;

  constructor(
    spec: DeviceSpec,
    world: { readonly clock: VirtualClock; readonly network: Network },
    chance: Chance,
    watchers: readonly DeviceWatcher[],
    seams: DeviceSeams = {},
  ) {
    this.spec = spec;
    this.name = spec.name;
    this.user = spec.user;
    this.platform = spec.platform;
    this.world = world;
    this.chance = chance;
    this.watchers = watchers;
    this.seams = seams;
    this.disk = simulatedDisk({ clock: world.clock, writeMs: spec.writeMs ?? (() => 0) });
  }

  get isRunning(): boolean {
    return this.process !== undefined;
  }

  get client(): Client {
    if (!this.process) throw new Error(`${this.name} does not run`);
    return this.process.client;
  }

  get status(): ConnectionStatus | 'off' {
    return this.process ? this.process.client.status.get() : 'off';
  }

  get appKey(): string {
    return this.spec.appKey ?? 'default';
  }

  get isRoaming(): boolean {
    return this.spec.roaming ?? true;
  }

  start(): void {
    if (this.process) throw new Error(`${this.name} runs already`);
    this.life += 1;
    const clock = new ProcessClock(this.world.clock, this.wallOffset);
    const { localStore, transport, client: seam } = this.seams;
    const plainStore = this.disk.store();
    const plainTransport = this.world.network.transport(this.name);
    const kit = mediaKit(this.world.network.http(this.name));
    const made = createClient(
      {
        url: 'http://palaver.test',
        ...(this.spec.appKey !== undefined && { appKey: this.spec.appKey }),
        platform: this.platform,
        deviceName: this.name,
        roaming: this.isRoaming,
        store: localStore ? localStore(plainStore) : plainStore,
        transport: transport ? transport(plainTransport) : plainTransport,
        onError: (error) => {
          for (const watcher of this.watchers) watcher.faulted(this, error);
        },
      },
      {
        clock,
        random: this.chance.fork(`life ${this.life}`).random,
        presence: this.presence(),
        media: async () => kit,
      },
    );
    const client = seam ? seam(made) : made;
    this.process = { client, clock };
    for (const watcher of this.watchers) watcher.started(this);
    this.watch(client);
  }

  private watch(client: Client): void {
    const life = this.life;
    for (const type of watched) {
      client.on(type, (event) => {
        if (this.life !== life || !this.process) return;
        for (const watcher of this.watchers) watcher.saw(this, { type, event } as Sight);
      });
    }
  }

  private presence(): ClientPorts['presence'] {
    this.returns.clear();
    return {
      isHidden: () => this.isHidden,
      onReturn: (listener) => {
        this.returns.add(listener);
        return () => this.returns.delete(listener);
      },
    };
  }

  setHidden(isHidden: boolean): void {
    const returns = this.isHidden && !isHidden;
    this.isHidden = isHidden;
    if (returns) for (const listener of [...this.returns]) listener();
  }

  /** The system tells that the network came back. */
  networkReturned(): void {
    for (const listener of [...this.returns]) listener();
  }

  jumpClock(ms: number): void {
    this.wallOffset += ms;
    this.process?.clock.jump(ms);
  }

  /** The process ends in the middle of whatever it does; of its unresolved writes the `kept` oldest are on the disk. */
  crash(kept: number, tellsServer: boolean): void {
    const process = this.process;
    if (!process) return;
    this.process = undefined;
    process.clock.end();
    this.disk.crash(kept);
    this.world.network.deviceDied(this.name, tellsServer);
    for (const watcher of this.watchers) watcher.crashed(this);
  }
}

/** For traces: what an error is called. */
export const errorName = (error: unknown): string =>
  (error as ImError | undefined)?.code ?? (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
