import type { WireMessage } from '@palaver/protocol';
import type { StoredFile, StoredMessage } from '../conversation/records.js';

// Where media stands in content as it is sent and stored.

/** What a message says of its media: enough to fetch it and to know that it is the right one. */
export interface WireMedia {
  readonly mediaId: string;
  readonly bytes: number;
  readonly mime: string;
  readonly sha256: string;
}

type Slot = 'media' | 'thumbnail';
const mediaTypes: readonly string[] = ['image', 'voice', 'video', 'file'];

export const hasMedia = (content: { readonly type: string }): boolean => mediaTypes.includes(content.type);

export const wireMediaOf = ({ mediaId, bytes, mime, sha256 }: WireMedia): WireMedia => ({ mediaId, bytes, mime, sha256 });

/** The media of a stored message; undefined where it has none, or none that this version understands. */
export function mediaOf({ body }: StoredMessage, slot: Slot): WireMedia | undefined {
  if (body.kind !== 'message' || !hasMedia(body.message.content)) return undefined;
  const media = (body.message.content as Record<string, unknown>)[slot];
  return isWireMedia(media) ? media : undefined;
}

export function isWireMedia(value: unknown): value is WireMedia {
  if (typeof value !== 'object' || value === null) return false;
  const { mediaId, bytes, mime, sha256 } = value as Record<string, unknown>;
  return [mediaId, mime, sha256].every((text) => typeof text === 'string') && Number.isSafeInteger(bytes);
}

/** What comes by itself: pictures of pictures, and voices. The rest waits until somebody wants it. */
export function automaticSlot(message: StoredMessage): Slot | undefined {
  const { body } = message;
  if (body.kind !== 'message') return undefined;
  const slot = body.message.content.type === 'voice' ? 'media' : 'thumbnail';
  return mediaOf(message, slot) && slot;
}

/** A file is complete on the server, which looked at it and says of what type it is. */
export function settleMedia(
  message: StoredMessage,
  { mediaId, mime }: { readonly mediaId: string; readonly mime: string },
): StoredMessage {
  const files = message.files?.map(
    (file): StoredFile => (file.mediaId === mediaId ? { ...file, mime, isUploaded: true } : file),
  );
  const settled = files ? { ...message, files } : message;
  if (message.body.kind !== 'message') return settled;
  const wire = message.body.message;
  const content: Record<string, unknown> = { ...wire.content };
  for (const slot of ['media', 'thumbnail'] satisfies Slot[]) {
    const media = mediaOf(message, slot);
    if (media?.mediaId === mediaId) content[slot] = { ...media, mime };
  }
  return { ...settled, body: { kind: 'message', message: { ...wire, content } as WireMessage } };
}
