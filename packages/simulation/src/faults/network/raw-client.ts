import { once } from 'node:events';
import { protocolVersion, subprotocol } from '@palaver/protocol';
import { WebSocket } from 'ws';

/** A frame as it came. */
export interface Frame {
  readonly t: string;
  readonly r?: number;
  readonly code?: string;
  readonly ended?: string;
  readonly token?: string;
  readonly [field: string]: unknown;
}

/** A connection that speaks in frames, and need not be polite. */
export class RawClient {
  readonly pushes: Frame[] = [];
  /** Undefined while it stands. */
  closeCode: number | undefined;
  readonly socket: WebSocket;
  private readonly waiting = new Map<number, (frame: Frame) => void>();
  private asked = 0;

  private constructor(socket: WebSocket, keepsPushes: boolean) {
    this.socket = socket;
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame;
      const answered = frame.r === undefined ? undefined : this.waiting.get(frame.r);
      if (frame.r !== undefined) this.waiting.delete(frame.r);
      if (answered) answered(frame);
      else if (keepsPushes) this.pushes.push(frame);
    });
    socket.on('error', () => {});
    socket.on('close', (code) => {
      this.closeCode = code;
      for (const answered of this.waiting.values()) answered({ t: 'error', code: `closed ${code}` });
    });
  }

  /** Rejects where no connection comes about. `keepsPushes`: what the server tells by itself. */
  static async connect(url: string, keepsPushes = true): Promise<RawClient> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket`, subprotocol, { perMessageDeflate: false });
    const client = new RawClient(socket, keepsPushes);
    await once(socket, 'open');
    return client;
  }

  write(text: string): void {
    this.socket.send(text);
  }

  /** Asks, and answers with the frame that answers; with an `error` where the connection ends before. */
  ask(operation: string, request: object = {}): Promise<Frame> {
    return this.askAs(operation, JSON.stringify(request).slice(1, -1));
  }

  /** The same with fields that were written by hand. */
  askAs(operation: string, fields: string): Promise<Frame> {
    const r = ++this.asked;
    const answer = new Promise<Frame>((resolve) => this.waiting.set(r, resolve));
    const text = `{"t":"${operation}","r":${r}${fields === '' ? '' : ','}${fields}}`;
    if (this.closeCode === undefined) this.write(text);
    else this.waiting.get(r)?.({ t: 'error', code: `closed ${this.closeCode}` });
    return answer;
  }

  login(credentials: object, more: object = {}): Promise<Frame> {
    return this.ask('login', { version: protocolVersion, platform: 'node', credentials, ...more });
  }

  close(): void {
    this.socket.terminate();
  }
}
