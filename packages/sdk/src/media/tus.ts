import { ImError } from '@palaver/protocol';
import type { FileReader, HttpStack, HttpRequest as TusRequest } from 'tus-js-client';
import type { StoredFile } from '../conversation/records.js';
import { type HttpAnswer, type HttpRequest, type Piece, slicePiece } from '../transport/http.js';
import { refusalOf, type UploadHooks } from './media-server.js';

/** Sends a large file by the tus protocol, from where the server has it, over the client's own HTTP port. Answers what the server says of it. */
export async function uploadInParts(
  file: StoredFile,
  piece: Piece,
  { signal, onProgress }: UploadHooks,
  server: { endpoint: string; address: string; request(asked: HttpRequest): Promise<HttpAnswer> },
): Promise<string> {
  const { Upload } = await import('tus-js-client');
  const { mediaId: id, kind, mime, sha256 } = file;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new ImError('CANCELLED'));
    const stack = httpStack(server.request, signal);
    const upload = new Upload(piece as Blob, {
      endpoint: server.endpoint,
      uploadUrl: server.address,
      metadata: { id, kind, mime, sha256 },
      // The uploader tries again by its own clock, and knows from the media id where to go on.
      retryDelays: null,
      storeFingerprintForResuming: false,
      fileReader,
      httpStack: stack,
      onProgress,
      onSuccess: ({ lastResponse }) => resolve(lastResponse.getBody()),
      onError: (error) =>
        reject(
          signal.aborted ? new ImError('CANCELLED') : (stack.fault ?? new ImError('UPLOAD_FAILED', error.message)),
        ),
    });
    signal.addEventListener('abort', () => {
      void upload.abort().catch(() => {});
      reject(new ImError('CANCELLED'));
    });
    upload.start();
  });
}

const fileReader: FileReader = {
  async openFile(piece: Piece) {
    const size = piece.size;
    return {
      size,
      slice: async (from: number, to: number) => ({
        value: slicePiece(piece, from, Math.min(to, size)),
        done: to >= size,
      }),
      close() {},
    };
  },
};

/** The last refusal, or why no answer came: tus itself only knows a sentence. */
function httpStack(
  ask: (asked: HttpRequest) => Promise<HttpAnswer>,
  signal: AbortSignal,
): HttpStack & { fault?: ImError } {
  const stack: HttpStack & { fault?: ImError } = {
    getName: () => 'palaver',
    createRequest(method, url): TusRequest {
      const headers: Record<string, string> = {};
      let onSent: HttpRequest['onSent'];
      return {
        getMethod: () => method,
        getURL: () => url,
        setHeader(name, value) {
          headers[name.toLowerCase()] = value;
        },
        getHeader: (name) => headers[name.toLowerCase()],
        setProgressHandler(handler) {
          onSent = handler;
        },
        abort: async () => {},
        getUnderlyingObject: () => undefined,
        async send(body?: Piece) {
          delete stack.fault;
          try {
            const answer = await ask({ method, url, headers, body, signal, onSent });
            if (answer.status >= 400) stack.fault = refusalOf(answer);
            return {
              getStatus: () => answer.status,
              getHeader: (name) => answer.header(name),
              getBody: () => answer.text,
              getUnderlyingObject: () => undefined,
            };
          } catch (error) {
            if (ImError.is(error)) stack.fault = error;
            throw error;
          }
        },
      };
    },
  };
  return stack;
}
