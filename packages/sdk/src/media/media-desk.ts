import { ImError } from '@palaver/protocol';
import { isUploading, type StoredFile, type StoredMessage } from '../conversation/records.js';
import { later } from '../later.js';
import type { Wanted } from './automatic.js';
import type { DownloadAsked, MadeFile, MediaKit } from './media-kit.js';
import type { MediaRoom, MediaRoomDeps } from './media-room.js';
import { isWanted } from './wire-media.js';

export interface MediaDeskDeps extends Omit<MediaRoomDeps, 'isOnline'> {
  /** Undefined where the client has no way to move media. */
  readonly kit: (() => Promise<MediaKit>) | undefined;
}

/** What moves media is loaded when some is to be moved; until then this is all of it. */
export class MediaDesk {
  private readonly deps: MediaDeskDeps;
  private here: MediaRoom | undefined;
  private hasDownloads = false;
  private isOnline = false;
  private isStopped = false;

  constructor(deps: MediaDeskDeps) {
    this.deps = deps;
  }

  /** The connection may be used from now on. */
  begin(): void {
    this.isOnline = true;
    if (this.here) this.here.begin();
    else if (this.deps.sender.uploads().length > 0 || this.deps.replica.value('downloads')) this.attempt(() => {});
  }

  lost(): void {
    this.isOnline = false;
    this.here?.lost();
  }

  stop(): void {
    this.isStopped = true;
    this.isOnline = false;
    this.here?.stop();
  }

  /** A message came into the outbox that waits for its media. */
  uploading(id: string): void {
    this.attempt((room) => room.uploader.add(id));
  }

  /** A message waits no more; what was being uploaded for it is given up. */
  ended(message: StoredMessage): void {
    if (isUploading(message)) this.here?.drop(message.id, message.files as StoredFile[]);
  }

  /** Messages that arrived or are looked at, oldest first. */
  want(messages: readonly StoredMessage[]): void {
    const wanted = messages.filter(isWanted).map(({ conversation, id }) => ({ conversation, message: id }));
    if (wanted.length > 0) this.wantAll(wanted);
  }

  wantAll(wanted: readonly Wanted[]): void {
    if (this.deps.kit) this.attempt((room) => room.automatic.want(wanted));
  }

  async download(asked: DownloadAsked): Promise<Blob> {
    this.hasDownloads = true;
    return (await this.room()).downloader.download(asked);
  }

  async cancelDownload(ticket: string): Promise<void> {
    if (this.hasDownloads) (await this.room()).downloader.cancel(ticket);
  }

  async avatar(conversation: string): Promise<Blob | undefined> {
    const { peer } = this.deps.replica.get(conversation) ?? {};
    return peer?.avatarMediaId === undefined ? undefined : (await this.room()).avatars.get(conversation);
  }

  async picture(mediaId: string): Promise<Blob> {
    return (await this.room()).avatars.bytes(mediaId);
  }

  async upload(made: MadeFile): Promise<string> {
    return (await this.room()).upload(made);
  }

  /** What cannot be loaded now is tried with the next connection. */
  private attempt(run: (room: MediaRoom) => void): void {
    if (this.here) run(this.here);
    else void this.room().then(run, () => {});
  }

  private readonly room = later(async () => {
    const { kit: load, ...deps } = this.deps;
    const kit = await loadedKit(load);
    if (this.isStopped) throw new ImError('CANCELLED', 'The session was closed.');
    const room = new kit.work.MediaRoom({ ...deps, isOnline: () => this.isOnline }, kit);
    this.here = room;
    if (this.isOnline) room.begin();
    return room;
  });
}

/** Rejects UPLOAD_FAILED where there is none. */
export async function loadedKit(load: MediaDeskDeps['kit']): Promise<MediaKit> {
  if (!load) throw new ImError('UPLOAD_FAILED', 'This client moves no media.');
  return load();
}
