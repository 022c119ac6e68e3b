// Here at once, as the parts that are loaded later are in a test.
import type { Client, LocalStore } from '../api.js';
import { createClientWith } from '../create-client.js';
import type { MediaKit } from '../media/media-kit.js';
import * as work from '../media/media-work.js';
import { nodeFiles } from '../node/files.js';
import type { LocalStorePort } from '../store/local-store.js';
import { memoryStore } from '../store/memory-store.js';
import type { FilesPort } from '../transport/files.js';
import { FakeMedia } from './fake-media.js';
import { Stage } from './stage.js';

/** A stage whose devices move media, over a server of a test's. Bytes take real turns, so the clock waits for them. */
export class MediaStage extends Stage {
  readonly media = new FakeMedia();
  files: FilesPort = nodeFiles;

  override device(store: LocalStore = memoryStore()): Client {
    return createClientWith(
      { url: 'http://server.example' },
      {
        ...this.parts(store as LocalStorePort),
        media: async (): Promise<MediaKit> => ({ http: this.media, files: this.files, work }),
      },
    );
  }

  /** Bytes and files take real time: what is next on the clock comes when a two-hundredth of its span has passed. */
  protected override async drained(): Promise<void> {
    for (let turns = 0; turns < 25; turns++) await new Promise<void>((resolve) => setImmediate(resolve));
    const spanMs = (this.clock.next() ?? 0) - this.clock.monotonic();
    if (spanMs >= 200) await new Promise<void>((resolve) => setTimeout(resolve, spanMs / 200));
  }

  /** Lets time pass until it is so. */
  async when(isSo: () => boolean): Promise<void> {
    for (let turns = 0; turns < 1_000 && !isSo(); turns++) await this.pass(10);
    if (!isSo()) throw new Error('this never came to be');
  }
}
