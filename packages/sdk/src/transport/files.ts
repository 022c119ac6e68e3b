import type { Piece } from './http.js';

/** What the runtime knows of files and pictures. */
export interface FilesPort {
  /** What an address names: in Node a file, which stays where it is; in browsers what a request for it answers. Rejects UPLOAD_FAILED. */
  open(uri: string): Promise<{ readonly piece: Piece; readonly mime: string }>;
  /** The bytes themselves. Rejects UPLOAD_FAILED. */
  read(piece: Piece): Promise<Blob>;
  /** In hexadecimal digits. */
  sha256(piece: Piece): Promise<string>;
  /** What can be seen of a picture; sides are 0 where nobody can tell. */
  lookAt(picture: Blob): Promise<Look>;
  /** The same of a video's first moments. */
  lookInto(video: Blob): Promise<Look>;
  /** An address under which a page shows it. */
  addressOf(blob: Blob): Promise<string>;
  /** Nobody shows it any more. */
  forget(address: string): void;
}

export interface Look {
  readonly width: number;
  readonly height: number;
  /** Of at most `limits.thumbnailBytes`, where one can be made here. */
  readonly thumbnail?: Blob;
  /** A thumbhash, in base64. */
  readonly preview?: string;
}
