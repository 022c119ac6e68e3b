import type { Change, LocalDatabase, LocalStorePort } from '../store/local-store.js';
import { memoryStore } from '../store/memory-store.js';

/** A store in memory that fails when the test says so. */
export class FaultyStore implements LocalStorePort {
  readonly name = 'faulty';
  private readonly kept = memoryStore() as LocalStorePort;
  readonly getItem: LocalStorePort['getItem'] = (key) => this.kept.getItem(key);
  readonly setItem: LocalStorePort['setItem'] = (key, value) => this.kept.setItem(key, value);
  readonly erase: LocalStorePort['erase'] = (account) => this.kept.erase(account);
  failsWriting: (changes: readonly Change[]) => boolean = () => false;
  failsReading: () => boolean = () => false;
  openCount = 0;

  async open(account: string): Promise<LocalDatabase> {
    const database = await this.kept.open(account);
    this.openCount += 1;
    return {
      ...database,
      value: (key) => this.reading(() => database.value(key)),
      load: () => this.reading(() => database.load()),
      messages: (...range) => this.reading(() => database.messages(...range)),
      write: async (changes, fence) => {
        if (this.failsWriting(changes)) throw new Error('no space');
        await database.write(changes, fence);
      },
      close: async () => {
        this.openCount -= 1;
        await database.close();
      },
    };
  }

  private async reading<T>(read: () => Promise<T>): Promise<T> {
    if (this.failsReading()) throw new Error('unreadable');
    return read();
  }
}
