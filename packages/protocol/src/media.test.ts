import { describe, expect, it } from 'vitest';
import { limits } from './limits.js';
import { mediaOf } from './media.js';
import { messageFault, schemaFault, type WireMessage } from './message.js';

const media = { mediaId: 'm-0123456789abcdef', bytes: 1_000, mime: 'image/png', sha256: 'ab'.repeat(32) };
const image = { type: 'image', media, width: 640, height: 480 };
const voice = { type: 'voice', media, duration: 1.5 };
const video = { type: 'video', media, duration: 3 };
const file = { type: 'file', media, fileName: 'a letter.pdf' };
const message = (content: object): WireMessage => ({ id: 'x'.repeat(16), content }) as unknown as WireMessage;
const fault = (content: object) => schemaFault(message(content));

describe('[P40] content with media', () => {
  it('is taken with all that it may say', () => {
    const thumbnail = { ...media, bytes: 9 };
    for (const content of [
      image,
      { ...image, width: 0, height: 0, thumbnail, preview: '1QcSHQRnh493V4dIh4eXh1h4kJUI' },
      voice,
      video,
      { ...video, thumbnail, width: 1920, height: 1080, fromTheFuture: [1] },
      file,
      { ...file, fileName: '信'.repeat(85) },
      { ...file, media: { ...media, mime: 'application/vnd.oasis.opendocument.text', more: 1 } },
    ])
      expect(fault(content), JSON.stringify(content)).toBeUndefined();
  });

  it('[Media] is refused where something of it is strange', () => {
    const strange = [null, undefined, true, -1, 0.5, 1e308, {}, [], '', '\u0000', '\ud800', 'x'.repeat(500)];
    for (const value of strange) {
      const told = String(value);
      for (const field of ['mediaId', 'bytes', 'mime', 'sha256'])
        expect(fault({ ...image, media: { ...media, [field]: value } }), `${field} ${told}`).toBeDefined();
      expect(fault({ ...image, media: value }), `media ${told}`).toBeDefined();
      expect(fault({ ...image, width: value }), `width ${told}`).toBeDefined();
      if (typeof value !== 'number' || value < 0) {
        expect(fault({ ...voice, duration: value }), `duration ${told}`).toBeDefined();
        expect(fault({ ...video, duration: value }), `duration ${told}`).toBeDefined();
      }
      if (value !== undefined) {
        expect(fault({ ...image, thumbnail: value }), `thumbnail ${told}`).toBeDefined();
        expect(fault({ ...image, preview: value }), `preview ${told}`).toBeDefined();
        expect(fault({ ...video, height: value }), `height ${told}`).toBeDefined();
      }
      expect(fault({ ...file, fileName: value }), `fileName ${told}`).toBeDefined();
    }
    expect(fault({ ...voice, duration: 0 })).toBeDefined();
    expect(fault({ ...image, media: { ...media, bytes: 0 } })).toBeDefined();
    expect(fault({ ...image, media: { ...media, sha256: 'AB'.repeat(32) } })).toBeDefined();
    expect(fault({ ...image, media: { ...media, mime: 'image/png; charset=x' } })).toBeDefined();
    for (const fileName of ['../../etc/passwd', 'a/b', 'a\\b', '..', '.', 'a\u0000.png', 'a\nb', '信'.repeat(86)])
      expect(fault({ ...file, fileName }), fileName).toBeDefined();
  });

  it('is TOO_LARGE over the bound of its kind', () => {
    const large = (content: object) => messageFault(message(content))?.code;
    const of = (bytes: number) => ({ ...media, bytes });
    expect(large({ ...image, media: of(limits.imageBytes) })).toBeUndefined();
    expect(large({ ...image, media: of(limits.imageBytes + 1) })).toBe('TOO_LARGE');
    expect(large({ ...voice, media: of(limits.voiceBytes + 1) })).toBe('TOO_LARGE');
    expect(large({ ...video, media: of(limits.fileBytes + 1) })).toBe('TOO_LARGE');
    expect(large({ ...file, media: of(limits.fileBytes + 1) })).toBe('TOO_LARGE');
    expect(large({ ...image, thumbnail: of(limits.thumbnailBytes) })).toBeUndefined();
    expect(large({ ...video, thumbnail: of(limits.thumbnailBytes + 1) })).toBe('TOO_LARGE');
  });

  it('tells every media that it shows', () => {
    const thumbnail = { ...media, mediaId: 'm-thumbnail-012345' };
    expect(mediaOf({ ...image, thumbnail }).map((shown) => [shown.media.mediaId, shown.kinds])).toEqual([
      [media.mediaId, ['image']],
      [thumbnail.mediaId, ['thumbnail', 'image']],
    ]);
    expect(mediaOf(file)).toHaveLength(1);
    expect(mediaOf({ type: 'sticker', media, thumbnail })).toEqual([]);
    expect(mediaOf({ type: 'toString', media })).toEqual([]);
  });
});
