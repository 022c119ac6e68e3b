import * as v from 'valibot';
import { hasBytes, wellFormed } from './ids.js';
import * as json from './json.js';
import type { limits } from './limits.js';

/** What media is for, said at its upload: bounds hang on it, and what may show it. */
export const mediaKinds = ['image', 'voice', 'video', 'file', 'thumbnail', 'avatar'] as const;
export type MediaKind = (typeof mediaKinds)[number];
export const mediaKindSchema = v.picklist(mediaKinds);

/** Made by the uploading device, unique in the application: a retry makes no second one. */
export const mediaIdPattern = /^[A-Za-z0-9_-]{16,64}$/;
export const mediaIdSchema = v.pipe(v.string(), v.regex(mediaIdPattern));
/** SHA-256 of the bytes, as hex. */
export const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** `type/subtype` in lower case, without parameters. */
export const mimeSchema = v.pipe(v.string(), v.regex(/^[a-z]{1,32}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,94}$/));

/** Media as a message refers to it: the same as the answer to its upload. */
export const mediaRefSchema = json.looseObject({
  mediaId: mediaIdSchema,
  bytes: v.pipe(json.integer, v.minValue(1)),
  mime: mimeSchema,
  sha256: sha256Schema,
});
export type MediaRef = v.InferOutput<typeof mediaRefSchema>;

/** In pixels; 0 is unknown. */
const extent = v.pipe(json.integer, v.minValue(0));
/** In seconds. */
const duration = v.pipe(
  json.number,
  v.check((seconds) => seconds > 0, 'above 0'),
);

export const imageContentSchema = json.looseObject({
  type: v.literal('image'),
  media: mediaRefSchema,
  thumbnail: v.optional(mediaRefSchema),
  width: extent,
  height: extent,
  /** A thumbhash: something to show while nothing else is there. */
  preview: v.optional(v.pipe(v.string(), v.maxLength(100), v.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'base64'))),
});
export const voiceContentSchema = json.looseObject({
  type: v.literal('voice'),
  media: mediaRefSchema,
  duration,
  /** How loud it is from beginning to end, 0 to 100 each: what is drawn before the bytes are there. */
  waveform: v.optional(v.pipe(v.array(v.pipe(json.integer, v.minValue(0), v.maxValue(100))), v.maxLength(100))),
});
export const videoContentSchema = json.looseObject({
  type: v.literal('video'),
  media: mediaRefSchema,
  thumbnail: v.optional(mediaRefSchema),
  duration,
  width: v.optional(extent),
  height: v.optional(extent),
});
/** A name and no path: it leads nowhere on the disk of whoever keeps the file under it. */
export const fileNameSchema = v.pipe(
  v.string(),
  wellFormed,
  v.check((name) => hasBytes(name, 1, 255), '1 to 255 bytes'),
  v.regex(/^(?!\.{1,2}$)[^/\\\p{Cc}]+$/u, 'a name without / \\ and control characters'),
);
export const isFileName = (name: unknown): name is string => v.is(fileNameSchema, name);

export const fileContentSchema = json.looseObject({
  type: v.literal('file'),
  media: mediaRefSchema,
  fileName: fileNameSchema,
});

export interface ShownMedia {
  readonly media: MediaRef;
  /** As which it may have been uploaded. */
  readonly kinds: readonly MediaKind[];
  readonly bound: 'imageBytes' | 'voiceBytes' | 'fileBytes' | 'thumbnailBytes';
}

const originals = {
  image: { kinds: ['image'], bound: 'imageBytes' },
  voice: { kinds: ['voice'], bound: 'voiceBytes' },
  video: { kinds: ['video'], bound: 'fileBytes' },
  file: { kinds: ['file'], bound: 'fileBytes' },
} as const;

/** Every media that a content shows; nothing for content that shows none. The content has been checked. */
export function mediaOf(content: { readonly type: string; readonly [field: string]: unknown }): ShownMedia[] {
  if (!Object.hasOwn(originals, content.type)) return [];
  const original = originals[content.type as keyof typeof originals];
  const shown: ShownMedia[] = [{ media: content['media'] as MediaRef, ...original }];
  const thumbnail = content['thumbnail'] as MediaRef | undefined;
  const isPicture = content.type === 'image' || content.type === 'video';
  // A small image may be its own thumbnail.
  if (thumbnail && isPicture) shown.push({ media: thumbnail, kinds: ['thumbnail', 'image'], bound: 'thumbnailBytes' });
  return shown;
}

export type MediaBounds = { readonly [K in ShownMedia['bound']]: (typeof limits)[K] | number };

/** Which media of a content is larger than it may be, as a sentence. */
export function mediaFault(content: Parameters<typeof mediaOf>[0], bounds: MediaBounds): string | undefined {
  for (const { media, bound } of mediaOf(content))
    if (media.bytes > bounds[bound])
      return `${bound === 'thumbnailBytes' ? 'A thumbnail' : 'This'} may have ${bounds[bound]} bytes.`;
  return undefined;
}
