import { ImError } from '@palaver/protocol';
import type { StoredFile } from '../conversation/records.js';
import { type HttpAnswer, type HttpRequest, type Piece, slicePiece } from '../transport/http.js';
import { mustSucceed, type UploadHooks } from './media-server.js';

const version = { 'tus-resumable': '1.0.0' };

/** Sends a large file by the tus protocol, from where the server has it. Answers what the server says of it; nothing where it was complete before. */
export async function uploadInParts(
  file: StoredFile,
  piece: Piece,
  { signal, onProgress }: UploadHooks,
  server: { endpoint: string; address: string; request(asked: HttpRequest): Promise<HttpAnswer> },
): Promise<string> {
  const ask = (
    method: string,
    url: string,
    headers: HttpRequest['headers'],
    body?: Pick<HttpRequest, 'body' | 'onSent'>,
  ) => server.request({ method, url, headers: { ...version, ...headers }, signal, ...body });
  const known = await ask('HEAD', server.address, {});
  const isNew = known.status === 404 || known.status === 410;
  if (isNew) await ask('POST', server.endpoint, begin(file)).then(mustSucceed);
  let from = isNew ? 0 : offsetIn(mustSucceed(known), piece);
  let text = '';
  while (from < piece.size) {
    const before = from;
    const headers = { 'upload-offset': `${from}`, 'content-type': 'application/offset+octet-stream' };
    const body = slicePiece(piece, from, piece.size);
    const onSent = (bytes: number) => onProgress(before + bytes);
    const answer = mustSucceed(await ask('PATCH', server.address, headers, { body, onSent }));
    from = offsetIn(answer, piece);
    if (from <= before) throw new ImError('UPLOAD_FAILED', 'The server took nothing of the file.');
    text = answer.text;
  }
  return text;
}

function begin({ mediaId: id, kind, mime, sha256, bytes }: StoredFile): HttpRequest['headers'] {
  const metadata = Object.entries({ id, kind, mime, sha256 }).map(([key, value]) => `${key} ${btoa(value)}`);
  return { 'upload-length': `${bytes}`, 'upload-metadata': metadata.join(',') };
}

/** How much of it the server has. */
function offsetIn({ header }: HttpAnswer, { size }: Piece): number {
  const offset = Number(header('upload-offset') ?? Number.NaN);
  if (!Number.isSafeInteger(offset) || offset < 0 || offset > size)
    throw new ImError('UPLOAD_FAILED', 'The server does not say how much of the file it has.');
  return offset;
}
