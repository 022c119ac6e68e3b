import { createHash } from 'node:crypto';
import { type Clock, type Log, silentLog, type VirtualClock } from '@palaver/protocol';
import {
  type ApplicationSettings,
  type Commit,
  type Core,
  type CoreDeps,
  createCore,
  createMemoryIndex,
  createMemoryMediaStore,
  createSearch,
  type MediaStore,
  type MemoryStore,
  type Operation,
  type Socket,
  type Store,
} from '@palaver/server/testing';
import type { Chance } from './chance.js';
import { sha256Of } from './media-kit.js';
import type { Network } from './network.js';
import { ProcessClock } from './process-clock.js';
import type { ServerDisk } from './server-disk.js';

/** Where a part of the server may be replaced by a broken one. */
export interface ServerSeams {
  /** What the disk itself holds. */
  readonly disk?: (store: MemoryStore, clock: Clock) => MemoryStore;
  readonly store?: (store: Store) => Store;
  readonly socket?: (socket: Socket, device: string) => Socket;
  readonly media?: (files: MediaStore) => MediaStore;
}

export interface ServerWatcher {
  committing(batch: readonly Operation[]): void;
  /** A commit resolved, before the server learns of it. */
  committed(batch: readonly Operation[], commit: Commit): void;
  serverStarted(): void;
  serverCrashed(): void;
}

/** The server's machine: a disk that stays, and a process that comes and goes with the real core in it. */
export class Server {
  readonly disk: ServerDisk;
  readonly mediaFiles: MediaStore;
  private readonly world: { readonly clock: VirtualClock; readonly network: Network };
  private readonly chance: Chance;
  private readonly watchers: readonly ServerWatcher[];
  private readonly seams: ServerSeams;
  private readonly log: Log;
  private process: { readonly core: Core; readonly clock: ProcessClock } | undefined;
  private wallOffset = 0;
  private life = 0;
  isStopping = false;
  /** Set when the core said that it cannot go on. */
  fatal: unknown;

  constructor(
    disk: ServerDisk,
    world: { readonly clock: VirtualClock; readonly network: Network },
    chance: Chance,
    watchers: readonly ServerWatcher[],
    seams: ServerSeams = {},
    log: Log = silentLog,
  ) {
    this.disk = disk;
    this.world = world;
    this.chance = chance;
    this.watchers = watchers;
    this.seams = seams;
    this.log = log;
    const files = createMemoryMediaStore((parts) => sha256Of(Buffer.concat(parts)));
    const kept: MediaStore = {
      ...files,
      // A backup has its files, too.
      remove: async (sha256) => (disk.hasBackup ? undefined : files.remove(sha256)),
    };
    this.mediaFiles = seams.media ? seams.media(kept) : kept;
  }

  get isRunning(): boolean {
    return this.process !== undefined;
  }

  get core(): Core {
    if (!this.process) throw new Error('the server does not run');
    return this.process.core;
  }

  start(): void {
    if (this.process) throw new Error('the server runs already');
    this.life += 1;
    this.fatal = undefined;
    const clock = new ProcessClock(this.world.clock, this.wallOffset);
    const core = createCore({
      clock,
      random: this.chance.fork(`life ${this.life}`).random,
      log: this.log,
      store: this.tapped(this.disk.mount(clock)),
      // Beside the disk's own time: what chance decides stays as it is without it.
      search: createSearch({ source: this.disk.store, index: createMemoryIndex(), clock, log: this.log }),
      passwords: slowPasswords(clock),
      tokens: { verify: async () => ({ ok: false, error: { code: 'UNAUTHENTICATED' } }) },
      mediaFiles: this.mediaFiles,
      pictureType: async () => undefined,
      picturePixels: () => undefined,
      digest: (text) => createHash('sha256').update(text).digest('base64url'),
      onFatal: (error) => {
        this.fatal = error;
      },
    });
    this.process = { core, clock };
    const { socket: seam } = this.seams;
    this.world.network.listener = (socket, device) => core.accept(seam ? seam(socket, device) : socket);
    this.world.network.desk = core.media;
    for (const watcher of this.watchers) watcher.serverStarted();
  }

  /** The store as the checker reads it: what a broken one shows is what counts. */
  truth(): Store {
    const { store: seam } = this.seams;
    return seam ? seam(this.disk.store) : this.disk.store;
  }

  private tapped(disk: Store): Store {
    const { store: seam } = this.seams;
    const store = seam ? seam(disk) : disk;
    return {
      ...store,
      commit: async (batch) => {
        for (const watcher of this.watchers) watcher.committing(batch);
        const commit = await store.commit(batch);
        for (const watcher of this.watchers) watcher.committed(batch, commit);
        return commit;
      },
    };
  }

  jumpClock(ms: number): void {
    this.wallOffset += ms;
    this.process?.clock.jump(ms);
  }

  /** SIGKILL, or (untold) the machine's power. Of the commits in flight the `kept` oldest are on the disk, each whole. */
  crash(kept: number, tells: boolean): void {
    if (!this.process) return;
    this.process.clock.end();
    this.process = undefined;
    this.isStopping = false;
    this.disk.crash(kept);
    this.world.network.serverDied(tells);
    for (const watcher of this.watchers) watcher.serverCrashed();
  }

  /** SIGTERM: finishes what was begun, then ends. */
  async stop(): Promise<void> {
    const process = this.process;
    if (!process) return;
    this.world.network.listener = undefined;
    this.world.network.desk = undefined;
    this.isStopping = true;
    await process.core.drain();
    if (this.process === process) this.crash(Number.POSITIVE_INFINITY, true);
  }

  async createApplication(settings: Partial<ApplicationSettings>, key = 'default'): Promise<void> {
    const made = await this.core.admin.createApplication({ key, name: 'Simulation', settings });
    if (!made.ok) throw new Error(`no application: ${made.error.code}`);
  }
}

/** Hashing takes a while in a thread of its own, so that logins finish in an order of their own. */
const slowPasswords = (clock: ProcessClock): CoreDeps['passwords'] => ({
  hash: (password) => new Promise((resolve) => clock.after(3, () => resolve(`plain ${password}`))),
  verify: (verifier, password) =>
    new Promise((resolve) => clock.after(3, () => resolve(verifier === `plain ${password}`))),
});
