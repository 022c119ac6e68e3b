import { ImError, limits, type MediaKind, type WireContent } from '@palaver/protocol';
import type { Content, MediaSource } from '../api.js';
import type { FilesPort, Look } from '../transport/files.js';
import { isFilePart, type Piece, slicePiece } from '../transport/http.js';
import type { MadeFile } from './media-kit.js';
import { markBytes, plainType, typeOfBytes } from './mime.js';
import { checkBytes, type Source, type Sources, sourceOf, unknownType } from './sources.js';
import { mediaRefOf } from './wire-media.js';

export interface Making {
  readonly files: FilesPort;
  readonly newId: () => string;
}

const bounds = {
  image: 'imageBytes',
  avatar: 'imageBytes',
  thumbnail: 'thumbnailBytes',
  voice: 'voiceBytes',
  video: 'fileBytes',
  file: 'fileBytes',
} as const satisfies Record<MediaKind, keyof typeof limits>;

/** Looks at the bytes of a content: what is said of them on the wire, and what is to be uploaded. Rejects UPLOAD_FAILED, INVALID, TOO_LARGE. */
export async function makeMedia(
  content: Content,
  sources: Sources,
  making: Making,
): Promise<{ content: WireContent; made: readonly MadeFile[] }> {
  if (content.type === 'image') checkSides(content);
  const { media: _, ...said } = content as Content & { media?: unknown };
  const opened = await open(sources.media, making.files);
  checkBytes(opened.piece.size, bounds[content.type as MediaKind]);
  const look = await lookAt(content.type, opened.piece, making.files);
  const original = await makeFile(content.type as MediaKind, opened, making);
  const given = sources.thumbnail && (await open(sources.thumbnail, making.files));
  const picture = given ?? (look?.thumbnail && { piece: look.thumbnail, mime: look.thumbnail.type });
  if (given) checkBytes(given.piece.size, 'thumbnailBytes');
  const thumbnail = picture && (await makeFile('thumbnail', picture, making));
  return {
    content: {
      ...said,
      ...extent(content, look),
      media: mediaRefOf(original.file),
      ...(thumbnail && { thumbnail: mediaRefOf(thumbnail.file) }),
    } as WireContent,
    made: [...(thumbnail ? [thumbnail] : []), original],
  };
}

/** A picture of somebody, made small where it can be. */
export async function makeAvatar(image: MediaSource, making: Making): Promise<MadeFile> {
  const opened = await open(sourceOf(image, bounds.avatar), making.files);
  checkBytes(opened.piece.size, bounds.avatar);
  const { thumbnail } = await making.files.lookAt(await making.files.read(opened.piece));
  return makeFile('avatar', thumbnail ? { piece: thumbnail, mime: thumbnail.type } : opened, making);
}

type Opened = { readonly piece: Piece; readonly mime: string };

async function open({ data, mime }: Source, files: FilesPort): Promise<Opened> {
  const opened = typeof data === 'string' ? await files.open(data) : { piece: data, mime: data.type };
  return { piece: opened.piece, mime: mime || opened.mime };
}

async function lookAt(type: string, piece: Piece, files: FilesPort): Promise<Look | undefined> {
  if (type === 'image') return files.lookAt(await files.read(piece));
  if (type === 'video' && !isFilePart(piece)) return files.lookInto(piece);
  return undefined;
}

function checkSides({ width, height }: { readonly width: number; readonly height: number }): void {
  if (![width, height].every((side) => Number.isSafeInteger(side) && side >= 0))
    throw new ImError('INVALID', 'Width and height are whole numbers.');
}

/** What the caller says of a picture's sides holds. */
function extent(content: Content, look: Look | undefined): object {
  if (content.type === 'image') {
    const { width, height } = content.width > 0 && content.height > 0 ? content : (look ?? content);
    return { width, height, ...(look?.preview && { preview: look.preview }) };
  }
  return content.type === 'video' && look && look.width > 0 ? { width: look.width, height: look.height } : {};
}

/** What is small is copied, so that it stays as it is; a large file of the machine is read when it is uploaded. */
async function makeFile(kind: MediaKind, { piece, mime }: Opened, { files, newId }: Making): Promise<MadeFile> {
  const bytes = piece.size;
  const isCopied = !isFilePart(piece) || bytes <= limits.plainUploadBytes;
  const kept = isCopied ? await files.read(piece) : piece;
  const head = await files.read(slicePiece(kept, 0, Math.min(bytes, markBytes)));
  const type = plainType(mime) ?? typeOfBytes(new Uint8Array(await head.arrayBuffer())) ?? unknownType;
  const file = { mediaId: newId(), kind, bytes, mime: type, sha256: await files.sha256(kept), isUploaded: false };
  if (isFilePart(kept)) return { file: { ...file, path: kept.path } };
  return { file, blob: kept.type === type ? kept : kept.slice(0, bytes, type) };
}
