import { createHash } from 'node:crypto';
import { ImError } from '@palaver/protocol';
import type { HttpAnswer, HttpPort, HttpRequest } from '../transport/http.js';

interface KeptMedia {
  bytes: Uint8Array<ArrayBuffer>;
  readonly size: number;
  readonly mime: string;
  readonly sha256: string;
  readonly kind: string;
}

/** The media half of a server in a test's hands: plain uploads, tus, and downloads with ranges, as SPEC.md has them. */
export class FakeMedia implements HttpPort {
  readonly kept = new Map<string, KeptMedia>();
  /** What was asked, as "PUT image" or "GET 1000-". */
  readonly asked: string[] = [];
  /** Looked at before each request: an error is what its sender gets, an answer takes the place of the real one. */
  intercept: (asked: HttpRequest, name: string) => Promise<HttpAnswer | undefined> | HttpAnswer | ImError | undefined =
    () => undefined;
  /** Of the next transfer only so many bytes arrive before the connection is gone. */
  cutAfter: number | undefined;
  /** Waited for between the parts of a transfer, of which there are four. */
  between: () => Promise<void> = turn;
  /** What is given out in place of what is kept. */
  forge: ((bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) | undefined;

  add(mediaId: string, bytes: Uint8Array<ArrayBuffer>, mime: string, kind = 'image') {
    const media = { bytes, size: bytes.length, mime, sha256: sha256(bytes), kind };
    this.kept.set(mediaId, media);
    return { mediaId, bytes: bytes.length, mime, sha256: media.sha256 };
  }

  isComplete(mediaId: string): boolean {
    const media = this.kept.get(mediaId);
    return media !== undefined && media.bytes.length === media.size;
  }

  async request(asked: HttpRequest): Promise<HttpAnswer> {
    const name = nameOf(asked);
    this.asked.push(name);
    const instead = await this.intercept(asked, name);
    if (asked.signal.aborted) throw new ImError('CANCELLED');
    if (ImError.is(instead)) throw instead;
    if (instead) return instead;
    if (!asked.headers['authorization']) return answer(401, { code: 'UNAUTHENTICATED' });
    const path = new URL(asked.url).pathname.split('/').slice(2);
    return path[0] === 'uploads' ? this.tus(asked, path[1]) : this.plain(asked, path[0] ?? '');
  }

  private async plain(asked: HttpRequest, mediaId: string): Promise<HttpAnswer> {
    if (asked.method === 'GET') return this.give(asked, mediaId);
    const { headers } = asked;
    const bytes = await this.take(asked);
    const known = this.kept.get(mediaId);
    if (known) return answer(200, described(mediaId, known));
    this.add(mediaId, bytes, headers['content-type'] ?? '', headers['palaver-kind']);
    const media = this.kept.get(mediaId) as KeptMedia;
    if (media.sha256 !== headers['palaver-sha256']) return answer(400, { code: 'INVALID', detail: 'another hash' });
    return answer(201, described(mediaId, media));
  }

  private async tus(asked: HttpRequest, mediaId: string | undefined): Promise<HttpAnswer> {
    const { method, headers } = asked;
    if (mediaId === undefined) {
      const metadata = new Map(
        (headers['upload-metadata'] ?? '').split(',').map((pair) => {
          const [key = '', value = ''] = pair.split(' ');
          return [key, Buffer.from(value, 'base64').toString()] as const;
        }),
      );
      const id = metadata.get('id') ?? '';
      const size = Number(headers['upload-length']);
      const said = {
        mime: metadata.get('mime') ?? '',
        sha256: metadata.get('sha256') ?? '',
        kind: metadata.get('kind') ?? '',
      };
      this.kept.set(id, { bytes: new Uint8Array(), size, ...said });
      return answer(201, undefined, { location: `${asked.url}/${id}` });
    }
    const media = this.kept.get(mediaId);
    if (!media) return answer(404, { code: 'NOT_FOUND' });
    const state = () => ({ 'upload-offset': String(media.bytes.length), 'upload-length': String(media.size) });
    if (method === 'HEAD') return answer(200, undefined, state());
    if (method === 'DELETE') {
      this.kept.delete(mediaId);
      return answer(204);
    }
    if (Number(headers['upload-offset']) !== media.bytes.length) return answer(409, { code: 'BUSY' });
    await this.take(asked, (bytes) => {
      media.bytes = new Uint8Array(Buffer.concat([media.bytes, bytes]));
    });
    return this.isComplete(mediaId) ? answer(200, described(mediaId, media), state()) : answer(204, undefined, state());
  }

  private async take(
    asked: HttpRequest,
    arrived: (bytes: Uint8Array) => void = () => {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    const { body, signal, onSent } = asked;
    const bytes = new Uint8Array(body instanceof Blob ? await body.arrayBuffer() : new ArrayBuffer(0));
    if (body && !(body instanceof Blob)) throw new Error(`this plays no files: ${body.size} bytes`);
    const count = Math.min(bytes.length, this.cutAfter ?? bytes.length);
    for (let sent = 0; sent < count; ) {
      const next = Math.min(count, sent + Math.ceil(bytes.length / 4));
      arrived(bytes.subarray(sent, next));
      sent = next;
      onSent?.(sent);
      await this.between();
      if (signal.aborted) throw new ImError('CANCELLED');
    }
    this.cut();
    return bytes;
  }

  private async give({ headers, signal, onBegin, onBytes }: HttpRequest, mediaId: string): Promise<HttpAnswer> {
    const media = this.kept.get(mediaId);
    if (!media || !this.isComplete(mediaId)) return answer(404, { code: 'NOT_FOUND' });
    const from = Number(/bytes=(\d+)-/.exec(headers['range'] ?? '')?.[1] ?? 0);
    const given = (this.forge?.(media.bytes) ?? media.bytes).subarray(from);
    const status = headers['range'] ? 206 : 200;
    await onBegin?.({ status });
    const count = Math.min(given.length, this.cutAfter ?? given.length);
    for (let sent = 0; sent < count; ) {
      const next = Math.min(count, sent + Math.ceil(media.size / 4));
      await onBytes?.(given.slice(sent, next));
      sent = next;
      await this.between();
      if (signal.aborted) throw new ImError('CANCELLED');
    }
    this.cut();
    return answer(status, undefined, { etag: `"${media.sha256}"`, 'palaver-mime': media.mime });
  }

  private cut(): void {
    if (this.cutAfter === undefined) return;
    this.cutAfter = undefined;
    throw new ImError('OFFLINE');
  }
}

export function answer(status: number, body?: object, headers: Record<string, string> = {}): HttpAnswer {
  return { status, text: body ? JSON.stringify(body) : '', header: (name) => headers[name.toLowerCase()] };
}

const described = (mediaId: string, { size, mime, sha256 }: KeptMedia) => ({ mediaId, bytes: size, mime, sha256 });

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function nameOf({ method, url, headers }: HttpRequest): string {
  if (method === 'PUT') return `PUT ${headers['palaver-kind']}`;
  if (url.includes('/uploads')) return `${method} upload`;
  return `${method} ${(headers['range'] ?? 'bytes=0-').replace('bytes=', '')}`;
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
