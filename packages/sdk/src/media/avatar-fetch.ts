import { ImError } from '@palaver/protocol';
import type { Replica } from '../store/replica.js';
import type { Turns } from '../sync/turns.js';
import type { FilesPort } from '../transport/files.js';
import type { MediaServer } from './media-server.js';

/** Pictures of people and groups, kept with the conversation as the blob of no message (S12). */
export class AvatarFetch {
  private readonly deps: { turns: Turns; replica: Replica; server: MediaServer; files: FilesPort };
  private readonly underWay = new Map<string, Promise<Blob>>();

  constructor(deps: AvatarFetch['deps']) {
    this.deps = deps;
  }

  /** Undefined where the peer has none. */
  async get(conversation: string): Promise<Blob | undefined> {
    const { replica } = this.deps;
    const mediaId = replica.get(conversation)?.peer.avatarMediaId;
    if (mediaId === undefined) return undefined;
    const held = await replica.database.blob(conversation, '', mediaId);
    if (held) return held;
    const key = `${conversation} ${mediaId}`;
    const known = this.underWay.get(key);
    if (known) return known;
    const fetching = this.fetch(conversation, mediaId).finally(() => this.underWay.delete(key));
    this.underWay.set(key, fetching);
    return fetching;
  }

  /** As the server has them, stored nowhere. */
  async bytes(mediaId: string): Promise<Blob> {
    const blob = (await this.attempt(mediaId)) ?? (await this.attempt(mediaId));
    if (!blob) throw new ImError('DOWNLOAD_FAILED', 'What came is not what was sent.');
    return blob;
  }

  private async fetch(conversation: string, mediaId: string): Promise<Blob> {
    const blob = await this.bytes(mediaId);
    await this.deps.turns.change((turn) => {
      const known = turn.get(conversation);
      if (known?.peer.avatarMediaId !== mediaId) return;
      // The picture before it goes.
      turn.removeBlob(conversation, '');
      turn.putBlob({ conversation, message: '', name: mediaId, blob });
      turn.put({ ...known, avatar: mediaId });
    });
    return blob;
  }

  /** Undefined where the hash is not the one that the server tells. */
  private async attempt(mediaId: string): Promise<Blob | undefined> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const { signal } = new AbortController();
    const onBytes = (bytes: Uint8Array<ArrayBuffer>) => void parts.push(bytes);
    const { sha256, mime } = await this.deps.server.download(mediaId, 0, { signal, onBegin: () => {}, onBytes });
    const blob = new Blob(parts, { type: mime });
    return sha256 === (await this.deps.files.sha256(blob)) ? blob : undefined;
  }
}
