import { isAnimated } from './is-animated.js';

/** A photograph is sent with at most so long a side, unless its sender wants it as it is. */
export const longSide = 2560;
/** What has few bytes and short sides stays as it is. */
const smallBytes = 1_000_000;
const quality = 0.85;
/** A smaller copy is worth it from here on. */
const worthIt = 0.9;

/** A picture as large as a screen shows, upright, without what a camera wrote into it; undefined where it may stay as it is. */
export async function shrinkPicture(file: File): Promise<File | undefined> {
  if (await isAnimated(file)) return undefined;
  // Read, scaled and written by the browser beside the page's own work.
  const whole = await createImageBitmap(file).catch(() => undefined);
  if (!whole) return undefined;
  const scale = Math.min(1, longSide / Math.max(whole.width, whole.height));
  try {
    if (scale === 1 && file.size <= smallBytes) return undefined;
    const smaller = await redraw(whole, scale, file.type);
    return smaller && smaller.size < file.size * worthIt ? new File([smaller], file.name, smaller) : undefined;
  } finally {
    whole.close();
  }
}

async function redraw(whole: ImageBitmap, scale: number, type: string): Promise<Blob | undefined> {
  const [width, height] = [Math.round(whole.width * scale), Math.round(whole.height * scale)];
  const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, 0, 0, canvas.width, canvas.height);
  // What may be clear in places stays so.
  const wanted = type === 'image/jpeg' ? type : 'image/webp';
  const blob = await canvas.convertToBlob({ type: wanted, quality });
  // A browser that cannot write it writes something larger.
  return blob.type === wanted ? blob : undefined;
}
