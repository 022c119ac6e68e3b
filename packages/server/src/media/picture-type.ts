import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';

/** What a picture's first bytes show it to be; undefined where they show nothing that is known. */
export async function pictureType(head: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.mime;
  } catch {
    // A head that breaks off in the middle of a structure.
    return undefined;
  }
}

/** Width by height, as a picture's first bytes say: what a browser would make room for. */
export function picturePixels(head: Uint8Array): number | undefined {
  try {
    const { width, height, images = [] } = imageSize(head);
    return Math.max(width * height, ...images.map((image) => image.width * image.height));
  } catch {
    return undefined;
  }
}
