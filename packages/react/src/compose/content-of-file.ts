import { type Content, content } from '@palaver/sdk';

/** Kinds that every browser draws; other images go as files. */
const pictures = /^image\/(png|jpeg|gif|webp|avif)$/;

/** A file as the message it makes: a picture, a video, or a file. Rejects what is empty or too large. */
export async function contentOfFile(file: File): Promise<Content> {
  if (pictures.test(file.type)) return content.image(file);
  if (file.type.startsWith('video/')) {
    const duration = await durationOf(file);
    if (duration > 0) return content.video(file, { duration });
  }
  return content.file(file, { fileName: file.name || 'file' });
}

/** Seconds; 0 where this browser cannot tell. */
function durationOf(file: File): Promise<number> {
  const url = URL.createObjectURL(file);
  const video = document.createElement('video');
  video.preload = 'metadata';
  return new Promise<number>((resolve) => {
    video.onloadedmetadata = () => resolve(Number.isFinite(video.duration) ? video.duration : 0);
    video.onerror = () => resolve(0);
    video.src = url;
  }).finally(() => URL.revokeObjectURL(url));
}
