/** Marks of the formats in which pictures, voices and videos usually come: bytes at a place. */
const marks: readonly (readonly [mime: string, at: number, bytes: string])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/avif', 4, 'ftypavif'],
  ['image/heic', 4, 'ftypheic'],
  ['audio/wav', 8, 'WAVE'],
  ['audio/mp4', 4, 'ftypM4A'],
  ['video/quicktime', 4, 'ftypqt'],
  ['video/mp4', 4, 'ftyp'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/mpeg', 0, '\xff\xfb'],
  ['audio/aac', 0, '\xff\xf1'],
  ['audio/amr', 0, '#!AMR'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/flac', 0, 'fLaC'],
  ['video/webm', 0, '\x1a\x45\xdf\xa3'],
];
/** How much of the beginning tells. */
export const markBytes = 16;

/** The type that the first bytes show; undefined where they show none of these. */
export function typeOfBytes(head: Uint8Array): string | undefined {
  const text = String.fromCharCode(...head.subarray(0, markBytes));
  return marks.find(([, at, bytes]) => text.startsWith(bytes, at))?.[0];
}

/** As references have it: lower case, without parameters; undefined where it is none. */
export function plainType(mime: string): string | undefined {
  const type = mime.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return /^[a-z]{1,32}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,94}$/.test(type) ? type : undefined;
}
