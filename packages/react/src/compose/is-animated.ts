/** So far into a file what says that it moves stands. */
const markBytes = 64 * 1024;

/** Whether a picture moves, by its first bytes: such a one is never made smaller, as that would stop it. */
export async function isAnimated(file: Blob): Promise<boolean> {
  if (file.type === 'image/gif') return true;
  const head = new Uint8Array(await file.slice(0, markBytes).arrayBuffer());
  if (file.type === 'image/png') return holds(head, 'acTL');
  if (file.type === 'image/avif') return holds(head.subarray(0, 64), 'avis');
  // The second bit of an extended WebP's flags.
  return file.type === 'image/webp' && holds(head.subarray(0, 16), 'VP8X') && ((head[20] ?? 0) & 2) !== 0;
}

function holds(bytes: Uint8Array, mark: string): boolean {
  const codes = [...mark].map((character) => character.charCodeAt(0));
  for (let at = bytes.indexOf(codes[0] as number); at >= 0; at = bytes.indexOf(codes[0] as number, at + 1))
    if (codes.every((code, n) => bytes[at + n] === code)) return true;
  return false;
}
