import type { Clock } from '@palaver/protocol';
import { AccountRecords } from './account-records.js';
import { copyRecord } from './copy-record.js';
import type { LocalDatabase, LocalStorePort } from './local-store.js';

/** What outlives the process of a simulated device. */
export interface SimulatedDisk {
  /** The store as the running process has it. After a crash the old one answers nothing any more; ask for a new one. */
  store(): LocalStorePort;
  /** How many writes have been asked for and not resolved: what a crash may lose. */
  pendingWrites(): number;
  /** The process ends: of the pending writes the `kept` oldest turn out to be kept whole, the rest are lost whole. */
  crash(kept: number): void;
}

export interface SimulatedDiskOptions {
  readonly clock: Clock;
  /** How long the next write takes, in virtual ms. Default: 0, one turn of the clock. */
  readonly writeMs?: () => number;
}

interface Write {
  readonly apply: () => void;
  readonly settle: () => void;
}

/**
 * A disk in memory whose writes take virtual time and die with the process, for the simulation. Writes are kept one after
 * the other in the order in which they were asked for; reads see what is kept.
 */
export function simulatedDisk({ clock, writeMs = () => 0 }: SimulatedDiskOptions): SimulatedDisk {
  const items = new Map<string, string>();
  const accounts = new Map<string, AccountRecords>();
  let life = 0;
  let pending: Write[] = [];

  const recordsOf = (account: string) => {
    const records = accounts.get(account) ?? new AccountRecords();
    accounts.set(account, records);
    return records;
  };

  const keepOldest = (ofLife: number) => {
    clock.after(writeMs(), () => {
      if (ofLife !== life) return;
      const oldest = pending.shift();
      if (pending.length > 0) keepOldest(ofLife);
      oldest?.settle();
    });
  };

  /** Resolves once kept. In a life that has ended, never. */
  const written = <T>(ofLife: number, apply: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (ofLife !== life) return;
      const settle = () => {
        try {
          resolve(apply());
        } catch (error) {
          reject(error);
        }
      };
      pending.push({ apply, settle });
      if (pending.length === 1) keepOldest(ofLife);
    });

  const read = <T>(ofLife: number, answer: () => T): Promise<T> =>
    ofLife === life ? Promise.resolve(answer()) : new Promise(() => {});

  const database = (account: string, ofLife: number): LocalDatabase => ({
    load: () => read(ofLife, () => recordsOf(account).load()),
    value: (key) => read(ofLife, () => recordsOf(account).value(key)),
    messages: (conversation, range) => read(ofLife, () => recordsOf(account).messages(conversation, range)),
    message: (conversation, id) => read(ofLife, () => recordsOf(account).message(conversation, id)),
    messageBeginning: (...of) => read(ofLife, () => recordsOf(account).messageBeginning(...of)),
    blob: (...key) => read(ofLife, () => recordsOf(account).blob(...key)),
    write(changes, fence) {
      const own = copyRecord(changes);
      return written(ofLife, () => recordsOf(account).apply(own, fence));
    },
    raiseFence: () => written(ofLife, () => recordsOf(account).raiseFence()),
    close: async () => {},
  });

  const store = (ofLife: number): LocalStorePort => ({
    name: 'simulated',
    getItem: (key) => read(ofLife, () => items.get(key)),
    setItem: (key, value) =>
      written(ofLife, () => {
        if (value === undefined) items.delete(key);
        else items.set(key, value);
      }),
    open: (account) => read(ofLife, () => database(account, ofLife)),
    erase: (account) => written(ofLife, () => void accounts.delete(account)),
  });

  return {
    store: () => store(life),
    pendingWrites: () => pending.length,
    crash(kept) {
      life += 1;
      const survivors = pending.slice(0, kept);
      pending = [];
      for (const write of survivors) {
        try {
          write.apply();
        } catch {
          // A write that the fence refuses has nothing to keep.
        }
      }
    },
  };
}
