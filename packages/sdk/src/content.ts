import {
  byteLength,
  ImError,
  isFileName,
  limits,
  optionsFault,
  schemaFault,
  type WireMessage,
} from '@palaver/protocol';
import type {
  CustomKinds,
  FileContent,
  ImageContent,
  LocationContent,
  MediaSource,
  TextContent,
  VideoContent,
  VoiceContent,
} from './api.js';
import { mediaOfSource, sourceOf, withSources } from './media/sources.js';
import { plain } from './plain.js';

/** Makes content, the first of two steps: the message comes with `createMessage` or `send`. [S14] Each throws ImError INVALID on what the seed calls invalid, and TOO_LARGE beyond a limit. */
export const content = {
  /** Plain text, not empty, at most 4,000 characters. [S15] */
  text(text: string): TextContent {
    return checked({ type: 'text', text });
  },

  /** A picture of at most 20 MiB. What is given is the large image; a thumbnail is made where the runtime can. Sides in pixels, looked up where they are not given. [S16] */
  image(data: MediaSource, size?: { width: number; height: number }): ImageContent {
    const media = sourceOf(data, 'imageBytes');
    const { width, height } = size ?? { width: 0, height: 0 };
    return withSources({ type: 'image', media: mediaOfSource(media), width, height }, { media });
  },

  /** A recording of at most 10 MiB; its duration in seconds, above 0; its waveform at most 100 whole numbers from 0 to 100. [S17] */
  voice(data: MediaSource, options: { duration: number; waveform?: readonly number[] }): VoiceContent {
    const media = sourceOf(data, 'voiceBytes');
    const voice = { type: 'voice' as const, media: mediaOfSource(media), duration: durationOf(options) };
    return withSources(options.waveform ? { ...voice, waveform: options.waveform } : voice, { media });
  },

  /** A video of at most 500 MiB; its duration in seconds, above 0. A thumbnail of at most 64 KiB is made where none is given and the runtime can. [S18] */
  video(data: MediaSource, options: { duration: number; thumbnail?: MediaSource }): VideoContent {
    const media = sourceOf(data, 'fileBytes');
    const duration = durationOf(options);
    const thumbnail = options.thumbnail && sourceOf(options.thumbnail, 'thumbnailBytes');
    const content = { type: 'video' as const, media: mediaOfSource(media), duration };
    if (!thumbnail) return withSources(content, { media });
    return withSources({ ...content, thumbnail: mediaOfSource(thumbnail) }, { media, thumbnail });
  },

  /** Any bytes, at most 500 MiB, and a name for them of 1 to 255 bytes that is no path. [S20] */
  file(data: MediaSource, options: { fileName: string }): FileContent {
    const media = sourceOf(data, 'fileBytes');
    const fileName: unknown = options?.fileName;
    if (!isFileName(fileName)) throw new ImError('INVALID', 'A file has a name of 1 to 255 bytes.');
    return withSources({ type: 'file', media: mediaOfSource(media), fileName }, { media });
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

function durationOf(options: { duration: number } | undefined): number {
  const duration: unknown = options?.duration;
  if (typeof duration !== 'number' || !Number.isFinite(duration) || duration <= 0)
    throw new ImError('INVALID', 'A duration is above 0 seconds.');
  return duration;
}

function checked<C extends { readonly type: string }>(content: C): C {
  checkMessage(plain({ id: 'not-a-message-yet', content } as unknown as WireMessage));
  return content;
}

/** What a frame holds besides the message. */
const envelopeBytes = 512;

/** Strings and finite numbers, wherever they are kept. Throws INVALID. */
export function checkExtras(extras: unknown): void {
  const isPlain = typeof extras === 'object' && extras !== null && !Array.isArray(extras);
  const isKept = (value: unknown) => typeof value === 'string' || Number.isFinite(value);
  if (!isPlain || !Object.values(extras).every(isKept))
    throw new ImError('INVALID', 'Extras are strings and finite numbers.');
}

/**
 * Throws what no server would take, so that it is never stored; a frame over the limit would end the connection. What an
 * application may set for itself is the server's to check: its refusal shows as a message that failed.
 */
export function checkMessage(message: WireMessage): void {
  const invalid = schemaFault(message) ?? optionsFault(message);
  if (invalid !== undefined) throw new ImError('INVALID', invalid);
  if (byteLength(JSON.stringify(message)) > limits.frameBytes - envelopeBytes)
    throw new ImError('TOO_LARGE', `A message may have ${limits.frameBytes - envelopeBytes} bytes in all.`);
}
