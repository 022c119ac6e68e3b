import type { MediaRef } from '@palaver/protocol';
import type { StoredFile, StoredMessage } from '../conversation/records.js';

// Where media stands in content as it is sent and stored.

export type Slot = 'media' | 'thumbnail';
const mediaTypes: readonly string[] = ['image', 'voice', 'video', 'file'];

export const mediaRefOf = ({ mediaId, bytes, mime, sha256 }: MediaRef | StoredFile): MediaRef => ({
  mediaId,
  bytes,
  mime,
  sha256,
});

export function isMediaRef(value: unknown): value is MediaRef {
  if (typeof value !== 'object' || value === null) return false;
  const { mediaId, bytes, mime, sha256 } = value as Record<string, unknown>;
  return [mediaId, mime, sha256].every((text) => typeof text === 'string') && Number.isSafeInteger(bytes);
}

/** What a stored message says of its media; undefined where it has none, or none that this version understands. */
export function mediaIn({ body }: Pick<StoredMessage, 'body'>, slot: Slot): MediaRef | undefined {
  if (body.kind !== 'message' || !mediaTypes.includes(body.message.content.type)) return undefined;
  const media = (body.message.content as Record<string, unknown>)[slot];
  return isMediaRef(media) ? media : undefined;
}

/** What comes by itself: pictures of pictures, and voices. The rest waits until somebody wants it. */
export function automaticMedia(message: StoredMessage): MediaRef | undefined {
  const isVoice = message.body.kind === 'message' && message.body.message.content.type === 'voice';
  return mediaIn(message, isVoice ? 'media' : 'thumbnail');
}

/** It is to come by itself, and is not here; what failed once comes when it is asked for. */
export const isWanted = (message: StoredMessage): boolean =>
  (message.status === 'received' || message.status === 'sent') &&
  message.fetched !== 'held' &&
  message.fetched !== 'failed' &&
  message.files === undefined &&
  automaticMedia(message) !== undefined;
