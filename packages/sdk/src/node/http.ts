import { createReadStream } from 'node:fs';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ImError } from '@palaver/protocol';
import {
  type HttpAnswer,
  type HttpPort,
  type HttpRequest,
  isFilePart,
  isSuccess,
  type Piece,
} from '../transport/http.js';

/** Node's own HTTP: a body leaves as it is read, and is never whole in memory. */
export const nodeHttp: HttpPort = {
  async request(asked) {
    const { signal } = asked;
    if (signal.aborted) throw new ImError('CANCELLED');
    try {
      return await exchange(asked);
    } catch (cause) {
      if (signal.aborted) throw new ImError('CANCELLED');
      throw ImError.is(cause) ? cause : new ImError('OFFLINE', undefined, { cause });
    }
  },
};

async function exchange(asked: HttpRequest): Promise<HttpAnswer> {
  const { method, url, headers, body, signal, onSent } = asked;
  const make = url.startsWith('https:') ? secureRequest : plainRequest;
  const length = body
    ? { 'content-length': body.size }
    : method === 'GET' || method === 'HEAD'
      ? {}
      : { 'content-length': 0 };
  const request = make(url, { method, headers: { ...headers, ...length }, signal });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
  });
  answered.catch(() => {});
  if (body) {
    const sent = pipeline(counted(body, onSent), request);
    // A server that refuses need not read to the end: its answer tells more than the broken pipe.
    await Promise.race([sent.catch((error: unknown) => unreadable(error)), answered]);
  } else request.end();
  return read(await answered, asked);
}

async function read(response: IncomingMessage, { onBegin, onBytes }: HttpRequest): Promise<HttpAnswer> {
  const status = response.statusCode ?? 0;
  const header = (name: string) => {
    const value = response.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  if (onBytes && isSuccess(status)) {
    await onBegin?.({ status });
    for await (const part of response) await onBytes(part as Uint8Array<ArrayBuffer>);
    return { status, header, text: '' };
  }
  let text = '';
  response.setEncoding('utf8');
  for await (const part of response) text += part;
  return { status, header, text };
}

async function* counted(body: Piece, onSent: HttpRequest['onSent']): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const part of streamOf(body)) {
    yield part;
    // The next one is asked for when there is room for it: what went before has left.
    sent += part.length;
    onSent?.(sent);
  }
  if (sent !== body.size) throw new ImError('UPLOAD_FAILED', 'The file is not what it was.');
}

const streamOf = (body: Piece): AsyncIterable<Uint8Array> =>
  isFilePart(body)
    ? createReadStream(body.path, { start: body.from, end: body.from + body.size - 1 })
    : Readable.fromWeb(body.stream() as Parameters<typeof Readable.fromWeb>[0]);

/** What went wrong with the file, and not with the connection. */
function unreadable(error: unknown): void {
  if (ImError.is(error)) throw error;
  const { syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'open' || syscall === 'read')
    throw new ImError('UPLOAD_FAILED', 'The file can no longer be read.', { cause: error });
}
