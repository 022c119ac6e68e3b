import type { MediaRow, NewMedia } from './store.js';

/** Whether what is offered under an id is what stands under it. The type is left out: it is what the bytes turned out to be. */
export const isSameMedia = (one: MediaRow, other: NewMedia): boolean =>
  one.uploader === other.uploader &&
  one.kind === other.kind &&
  one.bytes === other.bytes &&
  one.sha256 === other.sha256;
