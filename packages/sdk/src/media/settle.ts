import type { WireMessage } from '@palaver/protocol';
import type { StoredFile, StoredMessage } from '../conversation/records.js';
import { mediaIn, type Slot } from './wire-media.js';

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
    const media = mediaIn(message, slot);
    if (media?.mediaId === mediaId) content[slot] = { ...media, mime };
  }
  return { ...settled, body: { kind: 'message', message: { ...wire, content } as WireMessage } };
}
