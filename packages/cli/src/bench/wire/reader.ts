/** Where a frame's text lies: valid until the call returns. */
export type OnText = (bytes: Buffer, from: number, to: number) => void;

/** Cuts a server's bytes into frames. Between reads it keeps only what is not complete. */
export class FrameReader {
  private rest: Buffer | undefined;
  private readonly onText: OnText;
  private readonly onEnd: (reason: string) => void;

  constructor(onText: OnText, onEnd: (reason: string) => void) {
    this.onText = onText;
    this.onEnd = onEnd;
  }

  read(chunk: Buffer): void {
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    const used = this.frames(bytes);
    if (used === bytes.length) this.rest = undefined;
    else this.rest = Buffer.from(bytes.subarray(used));
  }

  /** Answers up to where the bytes were complete frames. */
  private frames(bytes: Buffer): number {
    let at = 0;
    while (bytes.length - at >= 2) {
      let length = (bytes[at + 1] as number) & 0x7f;
      let header = 2;
      if (length === 126) {
        if (bytes.length - at < 4) break;
        length = bytes.readUInt16BE(at + 2);
        header = 4;
      } else if (length === 127) {
        if (bytes.length - at < 10) break;
        length = bytes.readUInt32BE(at + 6);
        header = 10;
      }
      const from = at + header;
      if (from + length > bytes.length) break;
      const kind = bytes[at];
      if (kind === 0x81) this.onText(bytes, from, from + length);
      else this.onEnd(kind === 0x88 ? `closed with ${bytes.readUInt16BE(from)}` : `a frame of kind ${kind}`);
      at = from + length;
    }
    return at;
  }
}
