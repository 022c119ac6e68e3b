import { ImError, type MediaKind, type VirtualClock } from '@palaver/protocol';
import { type HttpAnswer, type HttpRequest, isFilePart } from '@palaver/sdk/testing';
import type { MediaDesk } from '@palaver/server/testing';

/** What a transfer tells the network that it belongs to. */
export interface TransferHost {
  readonly clock: VirtualClock;
  latencyMs(): number;
  trace(line: string): void;
  ended(transfer: MediaTransfer): void;
}

const pieces = 3;
/** A piece is longer than a frame, and takes so many times as long. */
const slowness = 5;
type Ending = (settle: { readonly answer: HttpAnswer } | { readonly error: ImError }) => void;

/** One HTTP request for media, from the device to the server and back: each piece takes its time, and the way may break anywhere. */
export class MediaTransfer {
  readonly device: string;
  readonly name: string;
  private readonly host: TransferHost;
  private readonly asked: HttpRequest;
  private client: Ending | undefined;
  private isThere = false;
  private isServerDead = false;
  private isCutThere = false;

  constructor(host: TransferHost, device: string, number: number, asked: HttpRequest, client: Ending) {
    this.host = host;
    this.device = device;
    this.asked = asked;
    this.client = client;
    this.name = `${device}~${number} ${asked.method}`;
    asked.signal.addEventListener('abort', () => {
      this.end({ error: new ImError('CANCELLED') });
      this.cutThere(host.latencyMs());
    });
  }

  /** The way is gone, and both sides learn of it at a time of their own. */
  breakOff(how: { clientLearnsMs: number; serverLearnsMs: number }): void {
    this.cutThere(how.serverLearnsMs);
    this.host.clock.after(how.clientLearnsMs, () => this.end({ error: new ImError('OFFLINE') }));
  }

  /** The server's process is gone: what it was doing, it does no more. */
  serverDied(): void {
    // What is still on its way comes to the process after it.
    if (!this.isThere) return;
    this.isServerDead = true;
    this.host.clock.after(this.host.latencyMs(), () => this.end({ error: new ImError('OFFLINE') }));
  }

  /** The device's process is gone: nobody waits. */
  clientDied(): void {
    this.client = undefined;
    this.cutThere(this.host.latencyMs());
    this.host.ended(this);
  }

  /** A server stands at the other end. */
  async perform(desk: MediaDesk): Promise<void> {
    this.isThere = true;
    try {
      const answer = await this.answer(desk);
      await this.pass();
      this.end({ answer });
    } catch (error) {
      // Nobody hears of it: the device learns of a broken way by itself.
      this.host.trace(`${this.name} broke there: ${error instanceof Error ? error.message : error}`);
    }
  }

  private async answer(desk: MediaDesk): Promise<HttpAnswer> {
    const { method, headers, url } = this.asked;
    const entered = await desk.enter((headers['authorization'] ?? '').replace('Bearer ', ''));
    if (!entered.ok) return refusedWith(entered.error);
    const { user, session } = entered.value;
    const transfer = desk.transfers.begin(user.id, session.id);
    if (!transfer.ok) return refusedWith(transfer.error);
    try {
      const id = url.split('/').at(-1) ?? '';
      if (method === 'GET') return await this.give(desk, entered.value, id);
      const upload = {
        id,
        kind: headers['palaver-kind'] as MediaKind,
        mime: headers['content-type'] ?? '',
        bytes: this.asked.body?.size ?? 0,
        sha256: headers['palaver-sha256'] ?? '',
      };
      const stored = await desk.uploads.put(entered.value, upload, this.body(), transfer.value.stop);
      if (!stored.ok) return refusedWith(stored.error);
      return answered(200, { mime: stored.value.media.mime });
    } finally {
      transfer.value.end();
    }
  }

  private async *body(): AsyncGenerator<Uint8Array> {
    const { body, onSent } = this.asked;
    if (!body || isFilePart(body)) return;
    const bytes = new Uint8Array(await body.arrayBuffer());
    for (const [from, to] of parts(bytes.length)) {
      await this.pass();
      if (this.client) onSent?.(to);
      yield bytes.subarray(from, to);
    }
  }

  private async give(
    desk: MediaDesk,
    who: Parameters<MediaDesk['access']['find']>[0],
    id: string,
  ): Promise<HttpAnswer> {
    const found = await desk.access.find(who, id);
    if (!found.ok) return refusedWith(found.error);
    const { sha256, bytes, mime } = found.value;
    const range = /^bytes=(\d+)-/.exec(this.asked.headers['range'] ?? '');
    const from = Number(range?.[1] ?? 0);
    const status = range ? 206 : 200;
    await this.pass();
    if (this.client) await this.asked.onBegin?.({ status });
    for await (const part of desk.read(sha256, from, bytes - 1)) {
      await this.pass();
      if (this.client) await this.asked.onBytes?.(part.slice());
    }
    return answered(status, {}, { etag: `"${sha256}"`, 'palaver-mime': mime });
  }

  /** The next piece is there, or never will be. Of a dead process nothing goes on. */
  private pass(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.host.clock.after(slowness * this.host.latencyMs(), () => {
        if (this.isServerDead) return;
        if (this.isCutThere) reject(new Error('the connection broke'));
        else resolve();
      });
    });
  }

  private cutThere(afterMs: number): void {
    this.host.clock.after(afterMs, () => {
      this.isCutThere = true;
    });
  }

  private end(settle: Parameters<Ending>[0]): void {
    const { client } = this;
    if (!client) return;
    this.client = undefined;
    this.host.trace(`${this.name} ${'answer' in settle ? settle.answer.status : settle.error.code}`);
    this.host.ended(this);
    client(settle);
  }
}

function* parts(length: number): Generator<[from: number, to: number]> {
  const size = Math.max(1, Math.ceil(length / pieces));
  for (let from = 0; from < length; from += size) yield [from, Math.min(length, from + size)];
}

const refusedWith = (error: { readonly code: string; readonly retryAfterMs?: number | undefined }): HttpAnswer =>
  answered(400, error);

const answered = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status,
  text: JSON.stringify(body),
  header: (name) => headers[name.toLowerCase()],
});
