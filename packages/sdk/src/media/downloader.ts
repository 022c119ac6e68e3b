import { type Clock, ImError, type MediaRef, type Random } from '@palaver/protocol';
import type { StoredMessage } from '../conversation/records.js';
import type { Presence } from '../ports.js';
import type { Committed, Replica } from '../store/replica.js';
import { reconnectDelayMs } from '../sync/reconnect-policy.js';
import type { Turns } from '../sync/turns.js';
import type { FilesPort } from '../transport/files.js';
import type { DownloadAsked } from './media-kit.js';
import type { MediaServer } from './media-server.js';
import { fetchMedia, type Pieces } from './transfer.js';
import { automaticMedia, mediaIn } from './wire-media.js';

export interface DownloaderDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly presence: Presence;
  readonly turns: Turns;
  readonly replica: Replica;
  readonly server: MediaServer;
  readonly files: FilesPort;
  readonly isOnline: () => boolean;
  readonly onProgress: (tickets: readonly string[], fraction: number) => void;
  readonly onError: (error: unknown) => void;
}

/** One download under way, for all who asked for it: it ends with the last of them. */
type Transfer = {
  readonly message: StoredMessage;
  readonly media: MediaRef;
  readonly abort: AbortController;
  readonly tickets: Set<string>;
  readonly done: Promise<Blob>;
  told: number;
};

const leastStep = 0.01;

/** Media of messages, from the local store or the server; what came is kept with its message (S35, S36, B8). */
export class Downloader {
  private readonly deps: DownloaderDeps;
  private readonly transfers = new Map<string, Transfer>();
  /** Who waits, and how he is told that he does not any more. */
  private readonly waiting = new Map<string, (error: ImError) => void>();

  constructor(deps: DownloaderDeps) {
    this.deps = deps;
  }

  download(asked: DownloadAsked): Promise<Blob> {
    return new Promise((resolve, reject) => {
      this.waiting.set(asked.ticket, reject);
      this.find(asked)
        .then(resolve, reject)
        .finally(() => this.waiting.delete(asked.ticket));
    });
  }

  /** The others who wait for the same are not touched. */
  cancel(ticket: string): void {
    this.waiting.get(ticket)?.(new ImError('CANCELLED'));
    this.waiting.delete(ticket);
    for (const [key, transfer] of this.transfers) {
      if (!transfer.tickets.delete(ticket) || transfer.tickets.size > 0) continue;
      this.transfers.delete(key);
      transfer.abort.abort();
    }
  }

  /** What was removed here is not fetched any more. */
  forget({ changes }: Pick<Committed, 'changes'>): void {
    for (const change of changes) {
      if (!('remove' in change) || this.transfers.size === 0) continue;
      for (const transfer of [...this.transfers.values()]) if (isGone(transfer.message, change)) this.end(transfer);
    }
  }

  stop(): void {
    for (const transfer of [...this.transfers.values()]) this.end(transfer);
  }

  private end({ tickets }: Transfer): void {
    for (const ticket of [...tickets]) this.cancel(ticket);
  }

  private async find({ conversation, message: id, variant, ticket }: DownloadAsked): Promise<Blob> {
    const message = await this.stored(conversation, id);
    const media = message && mediaIn(message, variant === 'original' ? 'media' : 'thumbnail');
    if (!message || !media) throw new ImError('NOT_FOUND', 'This message has no such media.');
    const held = await this.held(message, media);
    if (held) return held;
    if (!this.waiting.has(ticket)) throw new ImError('CANCELLED');
    const key = `${conversation} ${id} ${media.mediaId}`;
    const transfer = this.transfers.get(key) ?? this.begin(key, message, media);
    transfer.tickets.add(ticket);
    return transfer.done;
  }

  private async stored(conversation: string, id: string): Promise<StoredMessage | undefined> {
    return (await this.deps.replica.database.message(conversation, id)) as StoredMessage | undefined;
  }

  private async held({ conversation, id, files }: StoredMessage, media: MediaRef): Promise<Blob | undefined> {
    const blob = await this.deps.replica.database.blob(conversation, id, media.mediaId);
    const path = files?.find((file) => file.mediaId === media.mediaId)?.path;
    if (blob || path === undefined) return blob;
    // Sent from here out of a large file, which may be another one by now.
    const own = await this.deps.files.read({ path, from: 0, size: media.bytes }).catch(() => undefined);
    const isSame = own?.size === media.bytes && (await this.deps.files.sha256(own)) === media.sha256;
    return isSame ? own?.slice(0, own.size, media.mime) : undefined;
  }

  private begin(key: string, message: StoredMessage, media: MediaRef): Transfer {
    const abort = new AbortController();
    const done = this.perform(message, media, abort.signal, (fraction) => this.tell(key, fraction)).finally(() => {
      if (this.transfers.get(key) === transfer) this.transfers.delete(key);
    });
    // Whoever waited may have gone.
    done.catch(() => {});
    const transfer: Transfer = { message, media, abort, tickets: new Set(), done, told: 0 };
    this.transfers.set(key, transfer);
    return transfer;
  }

  private async perform(
    message: StoredMessage,
    media: MediaRef,
    signal: AbortSignal,
    onProgress: (fraction: number) => void,
  ): Promise<Blob> {
    const { server, files, isOnline } = this.deps;
    const pieces = this.piecesOf(message, media, signal);
    const pause = (failures: number, error: ImError) => this.pause(failures, error, signal);
    try {
      if (!isOnline()) throw new ImError('OFFLINE');
      const blob = await fetchMedia(media, { server, files, pieces, pause, signal, onProgress });
      onProgress(1);
      await this.keep(message, media, blob, signal).catch((error: unknown) => {
        if (ImError.is(error, 'CANCELLED')) throw error;
        // It is here all the same, and comes again when it is asked for again.
        this.deps.onError(error);
      });
      return blob;
    } catch (error) {
      if (signal.aborted) throw new ImError('CANCELLED');
      throw isOnline() ? asDownloadFault(error) : error;
    }
  }

  private pause(failures: number, error: ImError, signal: AbortSignal): Promise<void> {
    const { clock, random, presence, isOnline } = this.deps;
    return new Promise((resolve, reject) => {
      if (signal.aborted || !isOnline()) return reject(error);
      const { retryAfterMs } = error;
      const circumstances = {
        attempt: failures,
        spentMs: 0,
        isHidden: presence.isHidden(),
        fraction: random.fraction(),
      };
      const cancel = clock.after(reconnectDelayMs({ ...circumstances, retryAfterMs }), resolve);
      signal.addEventListener('abort', () => {
        cancel();
        reject(error);
      });
    });
  }

  private piecesOf({ conversation, id }: StoredMessage, { mediaId }: MediaRef, signal: AbortSignal): Pieces {
    const { replica, turns } = this.deps;
    const nameOf = (number: number) => pieceName(mediaId, number);
    return {
      read: (number) => replica.database.blob(conversation, id, nameOf(number)),
      keep: (number, blob) =>
        turns.change((turn) => {
          if (!signal.aborted) turn.putBlob({ conversation, message: id, name: nameOf(number), blob });
        }),
      clear: (count) =>
        turns.change((turn) => {
          for (let number = 0; number < count; number++) turn.removeBlob(conversation, id, nameOf(number));
        }),
    };
  }

  /** In the place of its pieces. A message that is gone meanwhile gets none. */
  private keep({ conversation, id }: StoredMessage, media: MediaRef, blob: Blob, signal: AbortSignal): Promise<void> {
    const { replica, turns } = this.deps;
    return turns.alone(async () => {
      const message = await this.stored(conversation, id);
      if (!message || signal.aborted) throw new ImError('CANCELLED');
      let count = 0;
      while (await replica.database.blob(conversation, id, pieceName(media.mediaId, count))) count += 1;
      await turns.commit((turn) => {
        turn.putBlob({ conversation, message: id, name: media.mediaId, blob });
        for (let number = 0; number < count; number++)
          turn.removeBlob(conversation, id, pieceName(media.mediaId, number));
        if (automaticMedia(message)?.mediaId === media.mediaId) turn.replaceMessage({ ...message, fetched: 'held' });
      });
    });
  }

  private tell(key: string, fraction: number): void {
    const transfer = this.transfers.get(key);
    if (!transfer || (fraction - transfer.told < leastStep && !(fraction === 1 && transfer.told < 1))) return;
    transfer.told = fraction;
    this.deps.onProgress([...transfer.tickets], fraction);
  }
}

const pieceName = (mediaId: string, number: number) => `${mediaId}#${number}`;

function isGone(message: StoredMessage, change: Extract<Committed['changes'][number], { remove: string }>): boolean {
  if (change.remove === 'conversation') return change.id === message.conversation;
  if (change.remove === 'message') return change.conversation === message.conversation && change.id === message.id;
  if (change.remove !== 'blob' || change.name !== undefined) return false;
  return change.conversation === message.conversation && change.message === message.id;
}

const asDownloadFault = (error: unknown): unknown =>
  ImError.is(error) && (error.code === 'DOWNLOAD_FAILED' || error.code === 'CANCELLED' || error.code === 'STORE')
    ? error
    : new ImError('DOWNLOAD_FAILED', ImError.is(error) ? error.message : undefined, { cause: error });
