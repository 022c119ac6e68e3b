import type { Clock } from '@palaver/protocol';
import type { MediaStore } from '../media/media-store.js';
import type { Store } from '../store/store.js';
import type { Counts } from './counts.js';

/** The store, whose commits are counted and timed. */
export const withCounts = (store: Store, clock: Pick<Clock, 'monotonic'>, counts: Counts): Store => ({
  ...store,
  async commit(batch) {
    const began = clock.monotonic();
    const commit = await store.commit(batch);
    counts.flushes.observe((clock.monotonic() - began) / 1000);
    counts.commits += 1;
    counts.operations += batch.length;
    for (const [at, outcome] of commit.outcomes.entries()) {
      const operation = batch[at];
      if (outcome.kind === 'appended' && operation?.op === 'append' && operation.entry.kind === 'message')
        counts.messages += 1;
      else if (outcome.kind === 'expired') counts.expired += outcome.count;
    }
    return commit;
  },
});

/** The bytes that users bring, counted as they come. */
export const withCountedUploads = (files: MediaStore, { media }: Pick<Counts, 'media'>): MediaStore =>
  Object.assign(Object.create(files) as MediaStore, {
    append: (upload: string, bytes: AsyncIterable<Uint8Array>) =>
      files.append(upload, counted(bytes, media, 'received')),
  });

/** The bytes that are given out, counted as they go. */
export const countedReads =
  (read: MediaStore['read'], { media }: Pick<Counts, 'media'>): MediaStore['read'] =>
  (...range) =>
    counted(read(...range), media, 'sent');

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  media: Counts['media'],
  direction: keyof Counts['media'],
): AsyncIterable<Uint8Array> {
  for await (const part of bytes) {
    media[direction] += part.length;
    yield part;
  }
}
