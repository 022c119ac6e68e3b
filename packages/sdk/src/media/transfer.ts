import { errors, ImError, type MediaRef } from '@palaver/protocol';
import type { FilesPort } from '../transport/files.js';
import type { MediaServer } from './media-server.js';

/** What is held of a download that is not complete, so that it goes on there after an interruption or a restart. */
export interface Pieces {
  read(number: number): Promise<Blob | undefined>;
  keep(number: number, piece: Blob): Promise<void>;
  clear(count: number): Promise<void>;
}

export interface TransferDeps {
  readonly server: MediaServer;
  readonly files: FilesPort;
  readonly pieces: Pieces;
  /** Waits before the next attempt. Rejects where there is no connection, or nobody wants it any more. */
  readonly pause: (failures: number, error: ImError) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

const pieceBytes = 1024 * 1024;
const mostFailures = 4;

/** All bytes, equal by length and hash; what is not is asked for once more, from the beginning (D21). */
export async function fetchMedia(media: MediaRef, deps: TransferDeps): Promise<Blob> {
  for (let attempt = 1; ; attempt++) {
    const pieces = await fetchPieces(media, deps);
    const blob = new Blob(pieces, { type: media.mime });
    if (blob.size === media.bytes && (await deps.files.sha256(blob)) === media.sha256) return blob;
    await deps.pieces.clear(pieces.length);
    if (attempt === 2) throw new ImError('DOWNLOAD_FAILED', 'What came is not what was sent.');
  }
}

async function fetchPieces(media: MediaRef, deps: TransferDeps): Promise<Blob[]> {
  const { server, pause, signal, onProgress } = deps;
  const gathered = await Gathered.from(deps.pieces);
  for (let failures = 0; gathered.bytes < media.bytes; ) {
    const before = gathered.bytes;
    try {
      await server.download(media.mediaId, before, {
        signal,
        onBegin: ({ isWhole }) => (isWhole ? gathered.restart() : undefined),
        async onBytes(bytes) {
          await gathered.add(bytes);
          onProgress(Math.min(1, gathered.bytes / media.bytes));
        },
      });
      // An answer that ends early without a fault would be asked for without end.
      if (gathered.bytes === before) throw new ImError('DOWNLOAD_FAILED', 'No bytes came.');
    } catch (error) {
      await gathered.flush();
      if (gathered.bytes > before) failures = 0;
      failures += 1;
      if (signal.aborted || !isTemporary(error) || failures === mostFailures) throw error;
      await pause(failures, error);
    }
  }
  await gathered.flush();
  return gathered.pieces;
}

const isTemporary = (error: unknown): error is ImError =>
  ImError.is(error) && errors[error.code].disposition === 'retry';

/** Bytes as they come, kept piece by piece. */
class Gathered {
  readonly pieces: Blob[] = [];
  private readonly kept: Pieces;
  private loose: Uint8Array<ArrayBuffer>[] = [];
  private looseBytes = 0;
  bytes = 0;

  private constructor(kept: Pieces) {
    this.kept = kept;
  }

  static async from(kept: Pieces): Promise<Gathered> {
    const gathered = new Gathered(kept);
    for (let piece = await kept.read(0); piece; piece = await kept.read(gathered.pieces.length)) {
      gathered.pieces.push(piece);
      gathered.bytes += piece.size;
    }
    return gathered;
  }

  async add(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.loose.push(bytes);
    this.looseBytes += bytes.length;
    this.bytes += bytes.length;
    if (this.looseBytes >= pieceBytes) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.looseBytes === 0) return;
    const piece = new Blob(this.loose);
    this.loose = [];
    this.looseBytes = 0;
    this.pieces.push(piece);
    await this.kept.keep(this.pieces.length - 1, piece);
  }

  async restart(): Promise<void> {
    const count = this.pieces.splice(0).length;
    this.loose = [];
    this.looseBytes = 0;
    this.bytes = 0;
    if (count > 0) await this.kept.clear(count);
  }
}
