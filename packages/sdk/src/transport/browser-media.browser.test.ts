import { ImError, limits } from '@palaver/protocol';
import { thumbHashToApproximateAspectRatio } from 'thumbhash';
import { describe, expect, it } from 'vitest';
import { hashInPieces } from './browser-files.js';
import { kit } from './browser-kit.js';
import { loadMediaKit } from './browser-media.js';

const { files, http } = kit;
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error) => (ImError.is(error) ? error.code : String(error)),
  );

/** A picture of which no stretch is like another: the hardest to make small. */
async function picture(width: number, height: number, isNoise = true): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const image = context.createImageData(width, height);
  for (let at = 0, n = 1; at < image.data.length; at++) {
    n = (Math.imul(n, 1664525) + 1013904223) >>> 0;
    image.data[at] = at % 4 === 3 ? 255 : isNoise ? n >>> 24 : 100;
  }
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

async function video(): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = 320;
  canvas.height = 240;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm' });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  recorder.start();
  for (let frame = 0; frame < 20; frame++) {
    context.fillStyle = `hsl(${frame * 18} 80% 50%)`;
    context.fillRect(0, 0, 320, 240);
    await new Promise(requestAnimationFrame);
  }
  recorder.stop();
  await stopped;
  return new Blob(parts, { type: 'video/webm' });
}

describe('pictures in a browser', () => {
  it.each([
    [1600, 800, 480, 240],
    [300, 700, 206, 480],
    [40, 30, 40, 30],
  ])('[S16] of %i × %i have their sides and a thumbnail of at most 64 KiB', async (width, height, w, h) => {
    const look = await files.lookAt(await picture(width, height));
    expect(look).toMatchObject({ width, height });
    const thumbnail = look.thumbnail as Blob;
    expect(thumbnail.type).toBe('image/jpeg');
    expect(thumbnail.size).toBeLessThanOrEqual(limits.thumbnailBytes);
    const small = await createImageBitmap(thumbnail);
    expect([small.width, small.height]).toEqual([w, h]);
    const preview = Uint8Array.from(atob(look.preview ?? ''), (letter) => letter.charCodeAt(0));
    expect(look.preview?.length).toBeLessThanOrEqual(100);
    expect(thumbHashToApproximateAspectRatio(preview)).toBeCloseTo(width / height, 0);
  });

  it('that are none are sent without', async () => {
    for (const blob of [new Blob(['no picture']), new Blob(['<svg/>'], { type: 'image/svg+xml' })])
      expect(await files.lookAt(blob)).toEqual({ width: 0, height: 0 });
    expect(await files.lookInto(new Blob(['no video'], { type: 'video/mp4' }))).toEqual({ width: 0, height: 0 });
  });

  it('[S18] a video shows one of its first moments', async () => {
    const look = await files.lookInto(await video());
    expect(look).toMatchObject({ width: 320, height: 240 });
    expect(look.thumbnail?.size).toBeGreaterThan(0);
  });
});

describe('files in a browser', () => {
  it('are hashed at once or in pieces, with the same hash', async () => {
    const blob = await picture(500, 500);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(await files.sha256(blob)).toBe(hex);
    expect(await hashInPieces(blob)).toBe(hex);
  });

  it('are read from addresses, and shown under one of their own until nobody looks any more', async () => {
    const address = await files.addressOf(new Blob(['seen'], { type: 'text/plain' }));
    expect(await (await files.open(address)).piece).toHaveProperty('size', 4);
    files.forget(address);
    expect(await code(files.open(address))).toBe('UPLOAD_FAILED');
    expect(await files.open('data:image/png;base64,AAAA')).toMatchObject({ mime: 'image/png' });
  });
});

describe('requests of a browser', () => {
  const here = import.meta.url;
  const ask = { method: 'GET', headers: {}, url: here };

  it('hand over bytes as they come, and tell how far what they send is', async () => {
    expect((await loadMediaKit()).http).toBe(http);
    const { signal } = new AbortController();
    let bytes = 0;
    let began = 0;
    const got = await http.request({
      ...ask,
      signal,
      onBegin: ({ status }) => {
        began = status;
      },
      onBytes: ({ length }) => {
        bytes += length;
      },
    });
    expect([got.status, began, got.text]).toEqual([200, 200, '']);
    expect(bytes).toBeGreaterThan(0);
    expect(got.header('content-type')).toContain('javascript');
    const sent: number[] = [];
    const body = new Blob([new Uint8Array(300_000)]);
    const put = await http.request({ ...ask, method: 'PUT', signal, body, onSent: (count) => sent.push(count) });
    expect(put.status).toBeGreaterThanOrEqual(200);
    expect(sent.at(-1)).toBe(300_000);
  });

  it('end with OFFLINE where nobody answers, and with CANCELLED where they are called off', async () => {
    const { signal } = new AbortController();
    const nobody = { ...ask, url: 'http://127.0.0.1:1/' };
    expect(await code(http.request({ ...nobody, signal }))).toBe('OFFLINE');
    expect(await code(http.request({ ...nobody, signal, onBytes: () => {} }))).toBe('OFFLINE');
    for (const more of [{}, { onBytes: () => {} }]) {
      const aborted = AbortSignal.abort();
      expect(await code(http.request({ ...ask, ...more, signal: aborted }))).toBe('CANCELLED');
      const controller = new AbortController();
      const asked = http.request({ ...ask, ...more, signal: controller.signal });
      controller.abort();
      expect(await code(asked)).toBe('CANCELLED');
    }
  });
});
