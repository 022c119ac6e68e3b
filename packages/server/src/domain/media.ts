import {
  type Limits,
  type MediaKind,
  ok,
  type Refusal,
  type Result,
  refusal,
  refused,
  serverLimits,
} from '@palaver/protocol';
import type { MediaRow } from '../store/media-rows.js';

/** What a device says of the bytes that it is about to send. */
export interface Upload {
  readonly id: string;
  readonly kind: MediaKind;
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: string;
}

const largest = {
  image: 'imageBytes',
  thumbnail: 'thumbnailBytes',
  avatar: 'imageBytes',
  voice: 'voiceBytes',
  video: 'fileBytes',
  file: 'fileBytes',
} as const satisfies Record<MediaKind, keyof Limits>;

/** Whether so many bytes may come, before the first of them has. `usedBytes`: what its user sent in the last day. */
export function decideUpload(upload: Upload, bounds: Limits, usedBytes: number): Result<void, Refusal> {
  const most = bounds[largest[upload.kind]];
  if (upload.bytes < 1) return refused(refusal('INVALID', 'There are no bytes.'));
  if (upload.bytes > most) return refused(refusal('TOO_LARGE', `This kind may have ${most} bytes.`));
  if (usedBytes + upload.bytes > bounds.mediaBytesPerDay)
    return refused(refusal('RATE_LIMITED', `A user may send ${bounds.mediaBytesPerDay} bytes a day.`, hourMs));
  return ok(undefined);
}
const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Whether a picture may be shown: a few bytes may say to be so many pixels that whoever looks at them has no memory left. */
export function decidePicture({ kind }: Pick<Upload, 'kind'>, pixels: number | undefined): Result<void, Refusal> {
  const most = serverLimits.picturePixels;
  if (!isPictureKind(kind) || pixels === undefined || pixels <= most) return ok(undefined);
  return refused(refusal('TOO_LARGE', `A picture may have ${most} pixels.`));
}

export const unknownMime = 'application/octet-stream';
const pictures = new Set([
  ...['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'],
  ...['image/apng', 'image/tiff', 'image/heic', 'image/heif', 'image/jxl'],
]);

/** `type/subtype` as it stands in a header, without parameters; what is none is unknown. */
export function asMime(given: string): string {
  const [type = ''] = given.toLowerCase().split(';');
  return /^[a-z]{1,32}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,94}$/.test(type.trim()) ? type.trim() : unknownMime;
}

/** A picture is one that its bytes show to be: nothing else, HTML and SVG above all, passes as `image/…`. */
export function mimeOf({ kind, mime }: Pick<Upload, 'kind' | 'mime'>, found: string | undefined): string {
  if (!isPictureKind(kind) && !mime.startsWith('image/')) return mime;
  return found !== undefined && pictures.has(found) ? found : unknownMime;
}
/** Whether the bytes must be looked at. */
export const hasToBeSeen = ({ kind, mime }: Pick<Upload, 'kind' | 'mime'>): boolean =>
  isPictureKind(kind) || mime.startsWith('image/');
const isPictureKind = (kind: MediaKind) => kind === 'image' || kind === 'thumbnail' || kind === 'avatar';

/** The type under which media is given out: what a browser would run or lay out is only bytes. */
export const servedMime = (mime: string): string =>
  pictures.has(mime) || /^(audio|video)\//.test(mime) ? mime : unknownMime;

/** Whether a message may show this media as what it says it shows. */
export const fits = (
  row: MediaRow,
  ref: { readonly bytes: number; readonly mime: string; readonly sha256: string },
  kinds: readonly MediaKind[],
): boolean =>
  row.state === 'complete' &&
  kinds.includes(row.kind) &&
  row.bytes === ref.bytes &&
  row.mime === ref.mime &&
  row.sha256 === ref.sha256;
