import { type ErrorCode, errorCodes, ImError, limits } from '@palaver/protocol';
import type { StoredFile } from '../conversation/records.js';
import { type HttpAnswer, type HttpPort, type HttpRequest, isSuccess, type Piece } from '../transport/http.js';
import { uploadInParts } from './tus.js';

export interface UploadHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number) => void;
}

/** The server's addresses for media, asked in the name of the session. Errors are the server's, or those of the port. */
export class MediaServer {
  private readonly deps: { http: HttpPort; url: string; token: () => string | undefined };

  constructor(deps: MediaServer['deps']) {
    this.deps = deps;
  }

  /** All bytes of it, from wherever an upload before this one ended. Answers the type that the server takes it for. */
  async upload(file: StoredFile, piece: Piece, hooks: UploadHooks): Promise<string> {
    if (piece.size !== file.bytes) throw new ImError('UPLOAD_FAILED', 'The file is not what it was.');
    if (file.bytes <= limits.plainUploadBytes) return this.put(file, piece, hooks);
    const answer = await uploadInParts(file, piece, hooks, {
      endpoint: this.address('uploads'),
      address: this.address(`uploads/${file.mediaId}`),
      request: (asked) => this.ask(asked),
    });
    // It was complete before: only a download tells what was taken for what.
    return typeIn(answer) ?? this.typeOf(file, hooks.signal);
  }

  /** Gives up what is there of an upload that was not completed. */
  async discard({ mediaId, bytes }: StoredFile): Promise<void> {
    if (bytes <= limits.plainUploadBytes) return;
    const { signal } = new AbortController();
    const headers = { 'tus-resumable': '1.0.0' };
    await this.ask({ method: 'DELETE', url: this.address(`uploads/${mediaId}`), headers, signal });
  }

  /** The bytes from a place on; `isWhole` where the server begins at the first one all the same. */
  async download(
    mediaId: string,
    from: number,
    hooks: {
      signal: AbortSignal;
      onBegin: (begun: { isWhole: boolean }) => void | Promise<void>;
      onBytes: HttpRequest['onBytes'];
    },
  ): Promise<{ sha256: string | undefined; mime: string }> {
    const { signal, onBytes } = hooks;
    const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
    const answer = await this.ask({
      method: 'GET',
      url: this.address(mediaId),
      headers,
      signal,
      onBytes,
      onBegin: ({ status }) => hooks.onBegin({ isWhole: status !== 206 }),
    });
    mustSucceed(answer);
    return {
      sha256: answer.header('etag')?.replace(/^W\//, '').replaceAll('"', ''),
      mime: answer.header('palaver-mime') ?? '',
    };
  }

  private async put(file: StoredFile, body: Piece, { signal, onProgress }: UploadHooks): Promise<string> {
    const { mediaId, mime, kind, sha256 } = file;
    const headers = { 'content-type': mime, 'palaver-kind': kind, 'palaver-sha256': sha256 };
    const url = this.address(mediaId);
    const answer = await this.ask({ method: 'PUT', url, headers, body, signal, onSent: onProgress });
    mustSucceed(answer);
    return typeIn(answer.text) ?? mime;
  }

  private async typeOf({ mediaId, mime }: StoredFile, signal: AbortSignal): Promise<string> {
    const headers = { range: 'bytes=0-0' };
    const answer = await this.ask({ method: 'GET', url: this.address(mediaId), headers, signal });
    mustSucceed(answer);
    return answer.header('palaver-mime') ?? mime;
  }

  private address(path: string): string {
    return `${this.deps.url}/media/${path}`;
  }

  private ask(asked: HttpRequest): Promise<HttpAnswer> {
    const token = this.deps.token();
    // Without a session there is nobody to ask for: whoever logs in next goes on.
    if (token === undefined) return Promise.reject(new ImError('OFFLINE'));
    return this.deps.http.request({ ...asked, headers: { ...asked.headers, authorization: `Bearer ${token}` } });
  }
}

/** What the server takes an upload for: it looks at pictures, and goes by what it sees. */
function typeIn(answer: string): string | undefined {
  const { mime } = asObject(answer);
  return typeof mime === 'string' ? mime : undefined;
}

export function mustSucceed(answer: HttpAnswer): HttpAnswer {
  if (!isSuccess(answer.status)) throw refusalOf(answer);
  return answer;
}

/** A problem as the server describes it; what is no answer of ours, as of a proxy on the way, is tried again or not by its number. */
function refusalOf({ status, text, header }: Pick<HttpAnswer, 'status' | 'text' | 'header'>): ImError {
  const { code, detail, requestId, retryAfterMs } = asObject(text);
  const seconds = Number(header('retry-after'));
  const known = errorCodes.includes(code as ErrorCode) ? (code as ErrorCode) : codeOf(status);
  return new ImError(known, typeof detail === 'string' ? detail : undefined, {
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : seconds > 0 ? seconds * 1000 : undefined,
    requestId: typeof requestId === 'string' ? requestId : undefined,
  });
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 404) return 'NOT_FOUND';
  if (status === 413) return 'TOO_LARGE';
  if (status === 408 || status === 409 || status === 423 || status === 429 || status >= 500) return 'BUSY';
  return 'INVALID';
}

function asObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
