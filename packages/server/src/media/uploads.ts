import {
  type Clock,
  ImError,
  limits,
  ok,
  type Random,
  type Refusal,
  type Result,
  refusal,
  refused,
  uuidv7,
} from '@palaver/protocol';
import { boundsOf } from '../domain/bounds.js';
import { dayMs, decidePicture, decideUpload, hasToBeSeen, mimeOf, type Upload } from '../domain/media.js';
import type { MediaKey, MediaRow } from '../store/media-rows.js';
import { isSameMedia } from '../store/media-rows.js';
import type { ApplicationRow, UserRow } from '../store/people-rows.js';
import { type Store, StoreFullError } from '../store/store.js';
import { incoming } from './incoming.js';
import type { KeyedLocks } from './keyed-locks.js';
import type { MediaStore } from './media-store.js';

export interface UploadDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly files: MediaStore;
  /** What a picture's first bytes show it to be. */
  readonly pictureType: (head: Uint8Array) => Promise<string | undefined>;
  /** Of how many pixels they say to be. */
  readonly picturePixels: (head: Uint8Array) => number | undefined;
  /** By hash: between a file's coming and its row, and between a row's going and its file, nothing else happens to it. */
  readonly locks: KeyedLocks;
}
/** Who sends them. */
export interface Uploader {
  readonly user: UserRow;
  readonly application: ApplicationRow;
}
type Bytes = AsyncIterable<Uint8Array>;

/** Name of the bytes of an upload that goes on over several requests. */
export const resumableName = (key: MediaKey): string => `up-${key}`;
/** Cameras write much before they say how large a picture is. */
const headBytes = 256 * 1024;

/** Media on their way in: in one go, or in pieces over any number of requests and restarts (B8). */
export class Uploads {
  /** Names of those in one go that are under way: what is not among them was left behind by a crash. */
  readonly underWay = new Set<string>();
  private readonly deps: UploadDeps;

  constructor(deps: UploadDeps) {
    this.deps = deps;
  }

  /** All bytes at once. The same again is answered as what stands. */
  async put(by: Uploader, upload: Upload, bytes: Bytes, stop: AbortSignal): Promise<Result<Stored, Refusal>> {
    const standing = await this.allow(by, upload);
    if (!standing.ok) return standing;
    if (standing.value?.state === 'complete') return ok({ media: standing.value, isNew: false });
    const { files, store, clock, random } = this.deps;
    const name = `put-${uuidv7(clock, random)}`;
    this.underWay.add(name);
    try {
      return await orRefused(async () => {
        await files.begin(name);
        const size = await files.append(name, this.bounded(bytes, upload.bytes, stop));
        if (size !== upload.bytes) return refused(refusal('INVALID', 'Fewer bytes came than were announced.'));
        return this.makeFile(name, upload, async (mime) => {
          const media = await store.createMedia(rowOf(by, { ...upload, mime }, 'complete', clock.now()));
          const isOurs = media.state === 'complete' && isSameMedia(media, rowOf(by, upload, 'complete', 0));
          return isOurs ? ok({ media, isNew: true }) : refused(refusal('ID_REUSED'));
        });
      });
    } finally {
      await files.discard(name);
      this.underWay.delete(name);
    }
  }

  /** Begins an upload in pieces, or finds the one that was begun. */
  async begin(by: Uploader, upload: Upload): Promise<Result<MediaRow, Refusal>> {
    const standing = await this.allow(by, upload);
    if (!standing.ok) return standing;
    return orRefused(async () => {
      const offered = rowOf(by, upload, 'open', this.deps.clock.now());
      const media = standing.value ?? (await this.deps.store.createMedia(offered));
      if (!isSameMedia(media, offered)) return refused(refusal('ID_REUSED'));
      if (media.state === 'open') await this.gathered(media);
      return ok(media);
    });
  }

  /** How far an upload is; one of which all bytes are there becomes complete. */
  async progress(by: Uploader, id: string): Promise<Result<Progress, Refusal>> {
    const media = await this.own(by, id);
    if (!media) return refused(refusal('NOT_FOUND', 'There is no such upload.'));
    return orRefused(() => this.settle(media));
  }

  /** The next bytes of an upload in pieces, from where it is. */
  async append(by: Uploader, id: string, bytes: Bytes, stop: AbortSignal): Promise<Result<Progress, Refusal>> {
    const media = await this.own(by, id);
    if (media?.state !== 'open') return refused(refusal('NOT_FOUND', 'There is no such upload.'));
    return orRefused(async () => {
      const { files } = this.deps;
      const left = media.bytes - (await this.gathered(media));
      await files.append(resumableName(media.key), this.bounded(bytes, left, stop));
      return this.settle(media);
    });
  }

  /** Gives an upload up that is not complete. */
  async abandon(by: Uploader, id: string): Promise<Result<void, Refusal>> {
    const media = await this.own(by, id);
    if (media?.state !== 'open') return refused(refusal('NOT_FOUND', 'There is no such upload.'));
    await this.deps.store.forgetMedia(media.key);
    await this.deps.files.discard(resumableName(media.key));
    return ok(undefined);
  }

  /** Takes a file away that no media has any more. */
  removeUnused(sha256: string): Promise<void> {
    const { locks, store, files } = this.deps;
    return locks.run(sha256, async () => {
      if ((await store.mediaHashes([sha256])).length === 0) await files.remove(sha256);
    });
  }

  /** What stands under the id already, where it is the same; undefined where nothing does and so many bytes may come. */
  private async allow(by: Uploader, upload: Upload): Promise<Result<MediaRow | undefined, Refusal>> {
    const { store, clock } = this.deps;
    const standing = await store.media(by.application.id, upload.id);
    if (standing && standing.state !== 'dropped') {
      const isSame = isSameMedia(standing, rowOf(by, upload, 'open', 0));
      return isSame ? ok(standing) : refused(refusal('ID_REUSED', 'This media id already stands for something else.'));
    }
    const used = await store.mediaBytesSince(by.user.id, clock.now() - dayMs);
    const decided = decideUpload(upload, boundsOf(by.application), used);
    return decided.ok ? ok(undefined) : decided;
  }

  private async own({ user, application }: Uploader, id: string): Promise<MediaRow | undefined> {
    const media = await this.deps.store.media(application.id, id);
    return media?.uploader === user.id && media.state !== 'dropped' ? media : undefined;
  }

  /** How many bytes of an open upload are there. One whose bytes are lost begins again. */
  private async gathered({ key }: MediaRow): Promise<number> {
    const { files } = this.deps;
    const size = await files.size(resumableName(key));
    if (size === undefined) await files.begin(resumableName(key));
    return size ?? 0;
  }

  private async settle(media: MediaRow): Promise<Result<Progress, Refusal>> {
    if (media.state !== 'open') return ok({ media, size: media.bytes });
    const size = await this.gathered(media);
    if (size < media.bytes) return ok({ media, size });
    const { store } = this.deps;
    const done = await this.makeFile(resumableName(media.key), media, async (mime) => {
      await store.completeMedia(media.key, mime);
      return ok<Progress>({ media: { ...media, mime, state: 'complete' }, size });
    });
    // What was sent is not what was announced: it can only begin anew.
    if (!done.ok) await store.forgetMedia(media.key);
    return done;
  }

  /** The file first, flushed; only then the row that says so (D21). */
  private makeFile<T>(
    name: string,
    upload: Pick<Upload, 'kind' | 'mime' | 'sha256'>,
    record: (mime: string) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    const { files, store, locks } = this.deps;
    const { sha256 } = upload;
    return locks.run(sha256, async () => {
      if ((await files.complete(name, sha256)) === 'differs')
        return refused(refusal('INVALID', 'The bytes do not have the hash that was announced.'));
      try {
        const mime = await this.mime(upload);
        return mime.ok ? await record(mime.value) : mime;
      } finally {
        if ((await store.mediaHashes([sha256])).length === 0) await files.remove(sha256);
      }
    });
  }

  private async mime(upload: Pick<Upload, 'kind' | 'mime' | 'sha256'>): Promise<Result<string, Refusal>> {
    if (!hasToBeSeen(upload)) return ok(upload.mime);
    const parts: Uint8Array[] = [];
    for await (const part of this.deps.files.read(upload.sha256, 0, headBytes - 1)) parts.push(part);
    const head = joined(parts);
    const shown = decidePicture(upload, this.deps.picturePixels(head));
    return shown.ok ? ok(mimeOf(upload, await this.deps.pictureType(head))) : shown;
  }

  private bounded(bytes: Bytes, most: number, stop: AbortSignal): Bytes {
    return incoming(bytes, { clock: this.deps.clock, idleMs: limits.transferIdleMs, most, stop });
  }
}

export interface Stored {
  readonly media: MediaRow;
  readonly isNew: boolean;
}
export interface Progress {
  readonly media: MediaRow;
  readonly size: number;
}

const rowOf = ({ user, application }: Uploader, upload: Upload, state: 'open' | 'complete', createdAt: number) => ({
  ...upload,
  application: application.id,
  uploader: user.id,
  state,
  createdAt,
});

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A disk without room, and a client that does what it may not, are answers. */
async function orRefused<T>(run: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof StoreFullError) return refused(refusal('SERVER_FULL'));
    if (error instanceof ImError) return refused(refusal(error.code, error.message, error.retryAfterMs));
    throw error;
  }
}
