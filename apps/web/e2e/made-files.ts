import type { Stage } from './stage.js';

export interface MadeFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A photograph as a camera makes it: large, its left half red, its right half blue, with grain that no coding makes small. */
export async function photo(stage: Stage, name: string, width: number, height: number): Promise<MadeFile> {
  const { page, context } = await stage.visit();
  const base64 = await page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w, h);
      const draw = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      draw.fillStyle = '#c22';
      draw.fillRect(0, 0, w / 2, h);
      draw.fillStyle = '#22c';
      draw.fillRect(w / 2, 0, w / 2, h);
      const grain = draw.getImageData(0, 0, w, h);
      for (let at = 0, seed = 7; at < grain.data.length; at += 4) {
        seed = (Math.imul(seed, 1103515245) + 12345) | 0;
        grain.data[at + 1] = (grain.data[at + 1] ?? 0) + ((seed >>> 24) & 31);
      }
      draw.putImageData(grain, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    [width, height] as const,
  );
  await context.close();
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') };
}

/** As a camera writes it that was held upright: to be turned a quarter to the right. */
export function heldUpright(file: MadeFile): MadeFile {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  // Orientation, one short: 6.
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(6, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return { ...file, buffer: Buffer.concat([file.buffer.subarray(0, 2), head, body, file.buffer.subarray(2)]) };
}

/** A video of a ball that goes from left to right, recorded by the browser, which does not note how long it is. */
export async function video(stage: Stage, name: string): Promise<MadeFile> {
  const { page, context } = await stage.visit();
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 180;
    const draw = canvas.getContext('2d') as CanvasRenderingContext2D;
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.start();
    for (let frame = 0; frame < 40; frame++) {
      draw.fillStyle = '#2c4d52';
      draw.fillRect(0, 0, 320, 180);
      draw.fillStyle = '#f2b98c';
      draw.beginPath();
      draw.arc(20 + frame * 7, 90, 24, 0, 7);
      draw.fill();
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  });
  await context.close();
  return { name, mimeType: 'video/webm', buffer: Buffer.from(base64, 'base64') };
}
