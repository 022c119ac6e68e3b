import type { Clock, VirtualClock } from '@palaver/protocol';
import {
  createMemoryStore,
  type MemorySnapshot,
  type MemoryStore,
  restoreMemoryStore,
  type Store,
  StoreFullError,
} from '@palaver/server/testing';
import type { Chance } from './chance.js';
import type { ProcessClock } from './process-clock.js';

export interface DiskSpeed {
  readonly flushMs: readonly [least: number, most: number];
  /** How long a read takes beside the writer; 0 is at once. */
  readonly readMs: readonly [least: number, most: number];
}

/** What the server's disk does with the next commits. */
type Condition = 'well' | 'full' | 'failing';

/** The server's disk: outlives its processes, takes time, gets full, fails, and can be put back as it was at a backup. */
export class ServerDisk {
  private readonly chance: Chance;
  private readonly speed: DiskSpeed;
  private readonly seam: (store: MemoryStore) => MemoryStore;
  private readonly options;
  private backup: MemorySnapshot | undefined;
  condition: Condition = 'well';
  /** The plain store: what the disk holds now. */
  store: MemoryStore;

  constructor(
    clock: VirtualClock,
    chance: Chance,
    speed: DiskSpeed,
    seam: (store: MemoryStore, clock: Clock) => MemoryStore = (store) => store,
  ) {
    this.seam = (store) => seam(store, clock);
    this.chance = chance;
    this.speed = speed;
    this.options = { clock, flushMs: () => chance.between(...speed.flushMs), random: chance.fork('epoch').random };
    this.store = this.seam(createMemoryStore(this.options));
  }

  /** The store as a process of the server has it. */
  mount(clock: ProcessClock): Store {
    const { store } = this;
    const late = <T>(answer: Promise<T>): Promise<T> => {
      const ms = this.chance.between(...this.speed.readMs);
      if (ms < 1) return answer;
      return new Promise((resolve, reject) => {
        answer.then((value) => clock.after(ms, () => resolve(value)), reject);
      });
    };
    return {
      ...store,
      commit: (batch) => {
        // Looking writes nothing: a full disk still answers.
        const isWriting = batch.some(({ op }) => op !== 'lookup');
        if (this.condition === 'full' && isWriting)
          return late(Promise.reject(new StoreFullError('no space left on the disk')));
        if (this.condition === 'failing') return late(Promise.reject(new Error('the flush failed')));
        return store.commit(batch);
      },
      conversation: (c) => late(store.conversation(c)),
      findSingle: (one, other) => late(store.findSingle(one, other)),
      entries: (c, from, to, limit) => late(store.entries(c, from, to, limit)),
      intervals: (c, user) => late(store.intervals(c, user)),
      states: (user, query) => late(store.states(user, query)),
      state: (user, c) => late(store.state(user, c)),
      users: (ids) => late(store.users(ids)),
    };
  }

  crash(kept: number): void {
    this.store = this.store.crash(kept);
    this.condition = 'well';
  }

  get hasBackup(): boolean {
    return this.backup !== undefined;
  }

  backUp(): void {
    this.backup = this.store.snapshot();
  }

  /** Puts the backup in place of what is there, as another history. The server must not run. */
  restore(): void {
    if (!this.backup) throw new Error('there is no backup');
    this.store = this.seam(restoreMemoryStore(this.backup, this.options));
  }
}
