import { limits } from '@palaver/protocol';
import { rgbaToThumbHash } from 'thumbhash';
import type { Look } from './files.js';

const longSide = 480;
const hashSide = 100;
const qualities = [0.8, 0.6, 0.4, 0.2];
/** A video that shows nothing by then is sent without a picture. */
const frameMs = 5_000;

const unseen: Look = { width: 0, height: 0 };

export async function pictureOf(picture: Blob): Promise<Look> {
  const bitmap = await createImageBitmap(picture).catch(() => undefined);
  if (!bitmap) return unseen;
  try {
    return await look(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/** From a moment a little after the beginning, which is often black. */
export async function frameOf(video: Blob): Promise<Look> {
  if (typeof document === 'undefined') return unseen;
  const element = document.createElement('video');
  const address = URL.createObjectURL(video);
  try {
    element.muted = true;
    element.preload = 'auto';
    element.src = address;
    await happened(element, 'loadeddata');
    // A recording that was never finished does not know how long it is.
    if (Number.isFinite(element.duration) && element.duration > 0.2) {
      element.currentTime = Math.min(1, element.duration / 10);
      await happened(element, 'seeked');
    }
    return await look(element, element.videoWidth, element.videoHeight);
  } catch {
    return unseen;
  } finally {
    element.removeAttribute('src');
    element.load();
    URL.revokeObjectURL(address);
  }
}

async function look(image: CanvasImageSource, width: number, height: number): Promise<Look> {
  if (width === 0 || height === 0) return unseen;
  const thumbnail = await thumbnailOf(draw(image, width, height, longSide, 'white'));
  return { width, height, ...(thumbnail && { thumbnail }), preview: previewOf(draw(image, width, height, hashSide)) };
}

function draw(image: CanvasImageSource, width: number, height: number, side: number, ground?: string): OffscreenCanvas {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = contextOf(canvas);
  if (ground) {
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function thumbnailOf(canvas: OffscreenCanvas): Promise<Blob | undefined> {
  for (const quality of qualities) {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    if (blob.size <= limits.thumbnailBytes) return blob;
  }
  return undefined;
}

function previewOf(canvas: OffscreenCanvas): string {
  const { width, height } = canvas;
  const { data } = contextOf(canvas).getImageData(0, 0, width, height);
  return btoa(String.fromCharCode(...rgbaToThumbHash(width, height, data)));
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws nothing.');
  return context;
}

function happened(element: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The video shows nothing.')), frameMs);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      settle();
    };
    element.addEventListener(event, () => end(resolve), { once: true });
    element.addEventListener('error', () => end(() => reject(new Error('The video cannot be read.'))), { once: true });
  });
}
