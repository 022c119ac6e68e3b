import type { Clock, ImError, Random } from '@palaver/protocol';
import type { StoredFile, StoredMessage } from '../conversation/records.js';
import type { Told } from '../desk.js';
import type { Presence } from '../ports.js';
import type { Replica } from '../store/replica.js';
import type { Sender } from '../sync/sender.js';
import type { Turns } from '../sync/turns.js';
import { AutomaticDownloads } from './automatic.js';
import { AvatarFetch } from './avatar-fetch.js';
import { Downloader } from './downloader.js';
import type { MadeFile, MediaKit } from './media-kit.js';
import { MediaServer } from './media-server.js';
import { Uploader } from './uploader.js';

export interface MediaRoomDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly presence: Presence;
  readonly turns: Turns;
  readonly replica: Replica;
  readonly sender: Sender;
  /** The server's base address, and the session in whose name it is asked. */
  readonly url: string;
  readonly token: () => string | undefined;
  readonly isOnline: () => boolean;
  readonly tell: (told: Told) => void;
  readonly onError: (error: unknown) => void;
}

/** Everything that moves media for an account, in the tab that leads. Wiring. */
export class MediaRoom {
  readonly uploader: Uploader;
  readonly downloader: Downloader;
  readonly automatic: AutomaticDownloads;
  readonly avatars: AvatarFetch;
  private readonly server: MediaServer;
  private readonly leave = new AbortController();
  private readonly unwatch: () => void;

  constructor(deps: MediaRoomDeps, { http, files }: MediaKit) {
    const { turns, replica, tell } = deps;
    const server = new MediaServer({ http, url: deps.url, token: deps.token });
    this.server = server;
    this.uploader = new Uploader({
      ...deps,
      server,
      onProgress: (id, fraction) => tell({ type: 'uploading', id, fraction }),
    });
    const downloader = new Downloader({
      ...deps,
      server,
      files,
      onProgress: (tickets, fraction) => tell({ type: 'downloading', tickets, fraction }),
    });
    this.downloader = downloader;
    this.automatic = new AutomaticDownloads({
      turns,
      replica,
      downloader,
      onFailed: (message: StoredMessage, error: ImError) => tell({ type: 'download failed', message, error }),
    });
    this.avatars = new AvatarFetch({ turns, replica, server, files });
    this.unwatch = replica.watch((committed) => downloader.forget(committed));
  }

  begin(): void {
    this.uploader.begin();
    this.automatic.begin();
  }

  lost(): void {
    this.uploader.lost();
    this.automatic.lost();
  }

  /** A file that belongs to no message, as an avatar. */
  async upload({ file, blob }: MadeFile): Promise<string> {
    const piece = blob ?? { path: file.path ?? '', from: 0, size: file.bytes };
    await this.server.upload(file, piece, { signal: this.leave.signal, onProgress: () => {} });
    return file.mediaId;
  }

  drop(id: string, files: readonly StoredFile[]): void {
    this.uploader.drop(id, files);
  }

  stop(): void {
    this.unwatch();
    this.leave.abort();
    this.automatic.lost();
    this.uploader.stop();
    this.downloader.stop();
  }
}
