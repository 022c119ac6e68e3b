/** The port to the server's media: one HTTP request at a time, with its progress. */
export interface HttpPort {
  /**
   * Resolves with whatever the server answered. Rejects with ImError: OFFLINE where no whole answer came, CANCELLED where
   * `signal` ended it, UPLOAD_FAILED where what is to be sent cannot be read.
   */
  request(asked: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Piece | undefined;
  readonly signal: AbortSignal;
  /** How many bytes of the body have left so far. */
  readonly onSent?: ((bytes: number) => void) | undefined;
  /** The head of an answer that is a success, before its body. */
  readonly onBegin?: ((begun: { readonly status: number }) => void | Promise<void>) | undefined;
  /** Takes the body of an answer that is a success as it comes, as fast as it is taken; `text` is empty then. */
  readonly onBytes?: ((bytes: Uint8Array<ArrayBuffer>) => void | Promise<void>) | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  header(name: string): string | undefined;
}

/** `size` bytes of a file of the machine, which is read only when they are needed. */
export interface FilePart {
  readonly path: string;
  readonly from: number;
  readonly size: number;
}
export type Piece = Blob | FilePart;

export const isFilePart = (piece: Piece): piece is FilePart => 'path' in piece;

export const slicePiece = (piece: Piece, from: number, to: number): Piece =>
  isFilePart(piece)
    ? { path: piece.path, from: piece.from + from, size: Math.min(to, piece.size) - from }
    : piece.slice(from, to);

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;
