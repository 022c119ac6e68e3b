import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ImError } from '@palaver/protocol';
import { imageSize } from 'image-size';
import type { FilesPort, Look } from '../transport/files.js';
import { isFilePart, type Piece } from '../transport/http.js';

/** Where the sides of a picture stand, at the latest: behind what a camera writes before them. */
const headBytes = 512 * 1024;
/** Pictures that lie on their side by what their camera wrote. */
const firstTurned = 5;

/** Files of the machine. Node has no pictures of its own: it reads their sides, and makes no thumbnails. */
export const nodeFiles: FilesPort = {
  async open(uri) {
    if (/^(data|blob|https?):/.test(uri)) return fetched(uri);
    const path = uri.startsWith('file:') ? fileURLToPath(uri) : uri;
    const found = await readable(uri, () => stat(path));
    if (!found.isFile()) throw new ImError('UPLOAD_FAILED', `${uri} is not a file.`);
    return { piece: { path, from: 0, size: found.size }, mime: '' };
  },
  async read(piece) {
    if (!isFilePart(piece)) return piece;
    const { path, from } = piece;
    return readable(path, async () => {
      const file = await open(path);
      try {
        const bytes = new Uint8Array(piece.size);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
        return new Blob([bytes.subarray(0, bytesRead)]);
      } finally {
        await file.close();
      }
    });
  },
  sha256: (piece) =>
    readable(isFilePart(piece) ? piece.path : 'The data', async () => {
      const hash = createHash('sha256');
      for await (const part of streamOf(piece)) hash.update(part);
      return hash.digest('hex');
    }),
  async lookAt(picture) {
    try {
      const {
        width,
        height,
        orientation = 1,
      } = imageSize(new Uint8Array(await picture.slice(0, headBytes).arrayBuffer()));
      return orientation < firstTurned ? { width, height } : { width: height, height: width };
    } catch {
      return unseen;
    }
  },
  lookInto: async () => unseen,
  async addressOf(blob) {
    return `data:${blob.type};base64,${Buffer.from(await blob.arrayBuffer()).toString('base64')}`;
  },
  forget() {},
};

const unseen: Look = { width: 0, height: 0 };

const streamOf = (piece: Piece): AsyncIterable<Uint8Array> =>
  isFilePart(piece)
    ? createReadStream(piece.path, { start: piece.from, end: piece.from + piece.size - 1 })
    : (piece.stream() as unknown as AsyncIterable<Uint8Array>);

async function fetched(uri: string): Promise<{ piece: Blob; mime: string }> {
  return readable(uri, async () => {
    const answer = await fetch(uri);
    if (!answer.ok) throw new Error(`The answer was ${answer.status}.`);
    const piece = await answer.blob();
    return { piece, mime: piece.type };
  });
}

async function readable<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (ImError.is(cause)) throw cause;
    throw new ImError('UPLOAD_FAILED', `${name.slice(0, 200)} cannot be read.`, { cause });
  }
}
