import { type Cancel, type Clock, type Log, limits } from '@palaver/protocol';
import { errorText } from '../error-text.js';
import type { MediaKey, MediaRow } from '../store/media-rows.js';
import type { Store } from '../store/store.js';
import type { MediaStore } from './media-store.js';
import { resumableName, type Uploads } from './uploads.js';

interface SweepDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly files: MediaStore;
  readonly uploads: Uploads;
}

const rowsAtOnce = 200;

/**
 * Clears away what nobody will ask for: uploads that were not finished, media that no message shows, files that a crash or
 * a full disk left without a row. The first run looks at every file, later ones at what has changed.
 */
export function createMediaSweep(deps: SweepDeps): (stop?: AbortSignal) => Promise<void> {
  let hasLooked = false;
  let running: Promise<void> | undefined;
  const run = async (stop: AbortSignal | undefined) => {
    const goesOn = () => !stop?.aborted;
    try {
      await sweepRows(deps, goesOn);
      await sweepUploads(deps, goesOn);
      if (!hasLooked) await sweepFiles(deps, goesOn);
      hasLooked = goesOn();
    } catch (error) {
      deps.log.warn('media not swept', { error: errorText(error) });
    }
  };
  return (stop) => {
    running ??= run(stop).finally(() => {
      running = undefined;
    });
    return running;
  };
}
type GoesOn = () => boolean;

async function sweepRows({ clock, store, files, uploads }: SweepDeps, goesOn: GoesOn): Promise<void> {
  const now = clock.now();
  const times = { now, openBefore: now - limits.uploadMs, before: now - limits.unshownMediaMs, limit: rowsAtOnce };
  let gone: MediaRow[];
  do {
    gone = await store.sweepMedia(times);
    for (const { key, state, sha256 } of gone) {
      if (state === 'open') await files.discard(resumableName(key));
      else await uploads.removeUnused(sha256);
    }
  } while (gone.length > 0 && goesOn());
}

async function sweepUploads({ store, files, uploads }: SweepDeps, goesOn: GoesOn): Promise<void> {
  for await (const names of files.uploads()) {
    if (!goesOn()) return;
    const keys = names.flatMap(keyOf);
    const open = new Set((await store.openMedia(keys)).map(resumableName));
    for (const name of names) if (!open.has(name) && !uploads.underWay.has(name)) await files.discard(name);
  }
}

const keyOf = (name: string): MediaKey[] => {
  const key = Number(/^up-(\d{1,15})$/.exec(name)?.[1] ?? Number.NaN);
  return Number.isNaN(key) ? [] : [key];
};

async function sweepFiles({ store, files, uploads }: SweepDeps, goesOn: GoesOn): Promise<void> {
  for await (const hashes of files.files()) {
    if (!goesOn()) return;
    const known = new Set(await store.mediaHashes(hashes));
    for (const hash of hashes) if (!known.has(hash)) await uploads.removeUnused(hash);
  }
}

/** From now on, and once an hour, until the answer is called; which resolves when nothing is done any more. */
export function startSweeping(clock: Clock, sweep: (stop: AbortSignal) => Promise<void>): () => Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  let cancel: Cancel = () => {};
  const run = async (): Promise<void> => {
    await sweep(signal);
    if (signal.aborted) return;
    cancel = clock.after(everyMs, () => {
      running = run();
    });
  };
  let running = run();
  return () => {
    controller.abort();
    cancel();
    return running;
  };
}
const everyMs = 3_600_000;
