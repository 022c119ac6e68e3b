import { fileTypeFromBuffer } from 'file-type';

/** What a picture's first bytes show it to be; undefined where they show nothing that is known. */
export async function pictureType(head: Uint8Array): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(head))?.mime;
  } catch {
    // A head that breaks off in the middle of a structure.
    return undefined;
  }
}
