import { byteLength, ImError, limits, messageFault, schemaFault, type WireMessage } from '@palaver/protocol';
import type { CustomKinds, LocationContent, TextContent } from './api.js';

/** Makes content, the first of two steps: the message comes with `createMessage` or `send`. [S14] Each throws ImError INVALID on what the seed calls invalid, and TOO_LARGE beyond a limit. */
export const content = {
  /** Plain text, not empty, at most 4,000 characters. [S15] */
  text(text: string): TextContent {
    return checked({ type: 'text', text });
  },

  /** A place: degrees, latitude −90 to 90, longitude −180 to 180. [S19] */
  location(place: { latitude: number; longitude: number; scale: number; address: string }): LocationContent {
    const { latitude, longitude, scale, address } = place;
    return checked({ type: 'location', latitude, longitude, scale, address });
  },

  /** Data of one's own, at most 16 KiB as JSON; its kinds are typed through `Register`. [S20] */
  custom<K extends keyof CustomKinds & string, D extends CustomKinds[K]>(
    kind: K,
    data: D,
  ): { readonly type: 'custom'; readonly kind: K; readonly data: D } {
    return checked({ type: 'custom', kind, data });
  },
};

function checked<C extends { readonly type: string }>(content: C): C {
  checkMessage(plain({ id: 'not-a-message-yet', content } as unknown as WireMessage));
  return content;
}

/** What an application may set for itself is the server's to check: its refusal shows as a message that failed. */
const unbounded = {
  textCharacters: Number.POSITIVE_INFINITY,
  customBytes: Number.POSITIVE_INFINITY,
  extrasBytes: Number.POSITIVE_INFINITY,
  mentions: Number.POSITIVE_INFINITY,
  imageBytes: Number.POSITIVE_INFINITY,
  voiceBytes: Number.POSITIVE_INFINITY,
  fileBytes: Number.POSITIVE_INFINITY,
  thumbnailBytes: Number.POSITIVE_INFINITY,
};
/** What a frame holds besides the message. */
const envelopeBytes = 512;

/** Strings and finite numbers, wherever they are kept. Throws INVALID. */
export function checkExtras(extras: unknown): void {
  const isPlain = typeof extras === 'object' && extras !== null && !Array.isArray(extras);
  const isKept = (value: unknown) => typeof value === 'string' || Number.isFinite(value);
  if (!isPlain || !Object.values(extras).every(isKept))
    throw new ImError('INVALID', 'Extras are strings and finite numbers.');
}

/** Throws what no server would take, so that it is never stored; a frame over the limit would end the connection. */
export function checkMessage(message: WireMessage): void {
  const invalid = schemaFault(message);
  if (invalid !== undefined) throw new ImError('INVALID', invalid);
  const fault = messageFault(message, unbounded);
  if (fault) throw new ImError(fault.code, fault.message);
  if (byteLength(JSON.stringify(message)) > limits.frameBytes - envelopeBytes)
    throw new ImError('TOO_LARGE', `A message may have ${limits.frameBytes - envelopeBytes} bytes in all.`);
}

/** As JSON will carry it: what is kept, sent and sent again is then the same. */
export function plain<T>(value: T): T {
  try {
    return JSON.parse(JSON.stringify(value)) as T;
  } catch (cause) {
    throw new ImError('INVALID', 'This cannot be written as JSON.', { cause });
  }
}
