import { ImError, limits } from '@palaver/protocol';
import type { Media, MediaSource } from '../api.js';

/** Where the bytes of a content are that was made here, until they are stored with a message. */
export interface Sources {
  readonly media: Source;
  readonly thumbnail?: Source;
}
/** Bytes that nobody can change any more, or the name of where they are. */
export type Source = { readonly data: Blob | string; readonly mime: string };

const sources = new WeakMap<object, Sources>();

/** The content takes its bytes along, unseen. */
export function withSources<C extends object>(content: C, of: Sources): C {
  sources.set(content, of);
  return content;
}

export const sourcesOf = (content: object): Sources | undefined => sources.get(content);

/** Throws INVALID where there is nothing, TOO_LARGE where there is too much of it. */
export function sourceOf(given: MediaSource, bound: keyof typeof limits): Source {
  if (given instanceof Uint8Array) return checked(new Blob([given.slice()]), bound);
  if (given instanceof Blob) return checked(given, bound);
  const { uri, mime = '' } = (given ?? {}) as { uri?: unknown; mime?: unknown };
  if (typeof uri !== 'string' || uri === '' || typeof mime !== 'string')
    throw new ImError('INVALID', 'Data is a Blob, bytes, or has a uri.');
  return { data: uri, mime };
}

function checked(data: Blob, bound: keyof typeof limits): Source {
  checkBytes(data.size, bound);
  return { data, mime: data.type };
}

export function checkBytes(bytes: number, bound: keyof typeof limits): void {
  if (bytes === 0) throw new ImError('INVALID', 'The data is empty.');
  if (bytes > limits[bound]) throw new ImError('TOO_LARGE', `This may have ${limits[bound]} bytes.`);
}

/** As far as anybody knows before the bytes were looked at. */
export const mediaOfSource = ({ data, mime }: Source): Media => ({
  bytes: typeof data === 'string' ? 0 : data.size,
  mime: mime || unknownType,
});

export const unknownType = 'application/octet-stream';
