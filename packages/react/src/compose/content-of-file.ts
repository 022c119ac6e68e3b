import { type Content, content } from '@palaver/sdk';
import { durationOf } from './duration-of.js';
import { shrinkPicture } from './shrink-picture.js';

/** Kinds that every browser draws; other images go as files. */
const pictures = /^image\/(png|jpeg|gif|webp|avif)$/;

/** The message that a file makes. */
export interface MadeOfFile {
  readonly content: Content;
  /** A large picture's own bytes, where `content` holds a smaller copy. */
  readonly original?: Content;
  /** How much is sent. */
  readonly bytes: number;
}

/** A file as a picture, a video, or a file. Rejects what is empty or too large. */
export async function contentOfFile(file: File): Promise<MadeOfFile> {
  const bytes = file.size;
  if (pictures.test(file.type) && bytes > 0) {
    const smaller = await shrinkPicture(file).catch(() => undefined);
    if (!smaller) return { content: content.image(file), bytes };
    return { content: content.image(smaller), original: originalOf(file), bytes: smaller.size };
  }
  if (file.type.startsWith('video/')) {
    const duration = await durationOf(file);
    if (duration > 0) return { content: content.video(file, { duration }), bytes };
  }
  return { content: asFile(file), bytes };
}

const asFile = (file: File) => content.file(file, { fileName: file.name || 'file' });

/** Too large for a picture, it goes as a file. */
function originalOf(file: File): Content {
  try {
    return content.image(file);
  } catch {
    return asFile(file);
  }
}
