import { createHash } from 'node:crypto';
import { ImError } from '@palaver/protocol';
import { type FilesPort, type HttpPort, isFilePart, type MediaKit, mediaWork, type Piece } from '@palaver/sdk/testing';

/** What a simulated device moves media with: requests over the simulated network, and files that are in its memory. */
export const mediaKit = (http: HttpPort): MediaKit => ({ http, files, work: mediaWork });

const nothingSeen = { width: 0, height: 0 };

const files: FilesPort = {
  open: async () => {
    throw new ImError('UPLOAD_FAILED', 'This machine has no files.');
  },
  read: async (piece) => held(piece),
  sha256: async (piece) => sha256Of(await bytesOf(held(piece))),
  lookAt: async () => nothingSeen,
  lookInto: async () => nothingSeen,
  addressOf: async () => 'blob:simulated',
  forget: () => {},
};

function held(piece: Piece): Blob {
  if (isFilePart(piece)) throw new ImError('UPLOAD_FAILED', 'This machine has no files.');
  return piece;
}

export const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
