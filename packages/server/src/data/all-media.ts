import type { MediaFact, StoreFile } from '../store/sqlite/snapshot.js';

/** All complete media of a store's file, by their hashes, a page in memory at a time. */
export function* allMedia(store: StoreFile): Iterable<MediaFact> {
  for (let after = ''; ; ) {
    const page = store.media(after, 1_000);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.sha256;
  }
}
