import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ImError } from '@palaver/protocol';
import { frameOf, pictureOf } from './browser-pictures.js';
import type { FilesPort } from './files.js';
import { isFilePart, type Piece } from './http.js';

/** What a browser knows of files and pictures. */
export const browserFiles: FilesPort = {
  async open(uri) {
    try {
      const answer = await fetch(uri);
      if (!answer.ok) throw new Error(`The answer was ${answer.status}.`);
      const piece = await answer.blob();
      return { piece, mime: piece.type };
    } catch (cause) {
      throw new ImError('UPLOAD_FAILED', `${uri.slice(0, 200)} cannot be read.`, { cause });
    }
  },
  read: async (piece) => blobOf(piece),
  sha256: (piece) => hashOf(blobOf(piece)),
  lookAt: pictureOf,
  lookInto: frameOf,
  addressOf: async (blob) => URL.createObjectURL(blob),
  forget: (address) => URL.revokeObjectURL(address),
};

function blobOf(piece: Piece): Blob {
  if (isFilePart(piece)) throw new ImError('UPLOAD_FAILED', 'A page has no files of the machine.');
  return piece;
}

/** Beyond this the whole is not taken into memory at once. */
const mostAtOnce = 64 * 1024 * 1024;

/** By the browser where it can: a page without TLS has no hash of its own, and what it has wants all bytes at once. */
async function hashOf(blob: Blob): Promise<string> {
  try {
    const { subtle } = crypto as { subtle?: SubtleCrypto };
    if (!subtle || blob.size > mostAtOnce) return await hashInPieces(blob);
    return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', await blob.arrayBuffer())));
  } catch (cause) {
    // A file that the user picked and that has changed or vanished since.
    throw new ImError('UPLOAD_FAILED', 'The file can no longer be read.', { cause });
  }
}

export async function hashInPieces(blob: Blob): Promise<string> {
  const hash = sha256.create();
  const reader = blob.stream().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) hash.update(next.value);
  return bytesToHex(hash.digest());
}
