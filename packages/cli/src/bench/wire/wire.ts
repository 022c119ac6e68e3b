import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { subprotocol } from '@palaver/protocol';
import { clientFrame } from './frame.js';
import { FrameReader, type OnText } from './reader.js';

export type Answer = Record<string, unknown>;

/** A number that no answer is waited for. */
export const unasked = 0;
const ping = clientFrame(JSON.stringify({ t: 'ping', r: unasked }));
const pingMs = 10_000;

/** All wires are read into one buffer, one after the other: a load of thousands must not cost as many buffers. */
const shared = Buffer.allocUnsafeSlow(1024 * 1024);

/**
 * A WebSocket with as little around it as can be: what drives the load must cost less than what it measures. Frames are
 * read as bytes by `onText` where it is set, else as the answers and pushes that a set-up wants.
 */
export class Wire {
  onText: OnText | undefined;
  onEnd: (reason: string) => void;
  private readonly socket: Socket;
  private readonly waiting = new Map<number, (text: string) => void>();
  private asked = 0;
  private reader: FrameReader | undefined;
  private greeting = '';
  private isClosing = false;
  private readonly pinging = setInterval(() => this.write(ping), pingMs);

  static open(url: string, onEnd: (reason: string) => void): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const wire = new Wire(
        url,
        (reason) => reject(new Error(`No connection: ${reason}.`)),
        () => {
          wire.onEnd = onEnd;
          resolve(wire);
        },
      );
    });
  }

  private constructor(url: string, onEnd: (reason: string) => void, onOpen: () => void) {
    this.onEnd = onEnd;
    const { hostname, port, protocol } = new URL(url);
    if (protocol !== 'http:') throw new Error('The load speaks to http addresses only.');
    this.socket = connect({
      host: hostname,
      port: Number(port || 80),
      noDelay: true,
      onread: { buffer: shared, callback: (length) => this.read(shared.subarray(0, length), onOpen) },
    });
    this.socket.on('error', (error) => this.end(error.message));
    this.socket.on('close', () => this.end('closed'));
    this.socket.write(
      `GET /socket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Protocol: ${subprotocol}\r\n\r\n`,
    );
  }

  /** Bytes that are a frame already. */
  write(frame: Buffer): void {
    this.socket.write(frame);
  }

  /** Several frames as one write. */
  gather(run: () => void): void {
    this.socket.cork();
    run();
    this.socket.uncork();
  }

  /** Asks, and answers with the response; rejects where it is refused. Below the numbers that loads use. */
  async ask(t: string, request: object = {}): Promise<Answer> {
    const answer = JSON.parse(await this.askText(t, request)) as Answer;
    if (answer['t'] !== 'ok') throw new Error(`${t} was refused: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The same, unread. */
  askText(t: string, request: object): Promise<string> {
    const r = ++this.asked;
    this.write(clientFrame(JSON.stringify({ t, r, ...request })));
    return new Promise((resolve) => this.waiting.set(r, resolve));
  }

  close(): void {
    this.isClosing = true;
    clearInterval(this.pinging);
    this.socket.destroy();
  }

  private end(reason: string): void {
    if (this.isClosing) return;
    this.close();
    this.onEnd(reason);
  }

  private read(chunk: Buffer, onOpen: () => void): boolean {
    if (this.reader) this.reader.read(chunk);
    else this.greet(chunk, onOpen);
    return true;
  }

  private greet(chunk: Buffer, onOpen: () => void): void {
    this.greeting += chunk.toString('latin1');
    const end = this.greeting.indexOf('\r\n\r\n');
    if (end < 0) return;
    if (!this.greeting.startsWith('HTTP/1.1 101')) {
      this.end(this.greeting.slice(0, 40));
      return;
    }
    const rest = Buffer.from(this.greeting.slice(end + 4), 'latin1');
    this.reader = new FrameReader(
      (bytes, from, to) => (this.onText ? this.onText(bytes, from, to) : this.heard(bytes.toString('utf8', from, to))),
      (reason) => this.end(reason),
    );
    onOpen();
    if (rest.length > 0) this.reader.read(rest);
  }

  /** An answer to what was asked here; a push is passed over. */
  private heard(text: string): void {
    const r = Number(/^\{"t":"(?:ok|error)","r":(\d+)/.exec(text)?.[1]);
    this.waiting.get(r)?.(text);
    this.waiting.delete(r);
  }
}
