import { type ConversationState, type Entry, protocolVersion, subprotocol } from '@palaver/protocol';
import { Broken } from '../check.js';
import type { Person } from './person.js';
import { until } from './until.js';

/** A frame as it came, looked into without a schema that could hide a fault. */
export interface Frame {
  readonly t: string;
  readonly r?: number;
  readonly code?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly ended?: string;
  readonly token?: string;
  readonly c?: number;
  readonly seq?: number;
  readonly at?: number;
  readonly sid?: string;
  readonly cursor?: string;
  readonly entry?: Entry;
  readonly entries?: readonly Entry[];
  readonly state?: ConversationState;
  readonly conversations?: readonly ConversationState[];
  readonly [key: string]: unknown;
}

/** What of a WebSocket is needed: browsers have it, and `ws` for Node. */
export type SocketMaker = new (url: string, protocols?: string[]) => WebSocket;

/** A connection that speaks in frames, and need not be polite. */
export class RawDevice {
  readonly frames: Frame[] = [];
  closeCode: number | undefined;
  readonly #socket: WebSocket;
  #asked = 0;

  static async connect(make: SocketMaker, url: string, protocols = [subprotocol]): Promise<RawDevice> {
    const device = new RawDevice(new make(`${url.replace(/^http/, 'ws')}/socket`, protocols));
    await until('a socket opens', () => device.isOpen || device.closeCode !== undefined);
    return device;
  }

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.frames.push(JSON.parse(String(data)) as Frame));
    socket.addEventListener('close', ({ code }) => {
      this.closeCode = code;
    });
    socket.addEventListener('error', () => {});
  }

  get isOpen(): boolean {
    return this.#socket.readyState === 1 && this.closeCode === undefined;
  }
  write(data: string | ArrayBuffer): void {
    this.#socket.send(data);
  }
  /** Asks without waiting; answers the request's number. */
  ask(t: string, request: object = {}): number {
    const r = ++this.#asked;
    this.write(JSON.stringify({ t, r, ...request }));
    return r;
  }
  /** Asks, and answers with the frame that answers: `ok` or `error`. */
  async request(t: string, request: object = {}): Promise<Frame> {
    return this.answer(this.ask(t, request));
  }
  answer(r: number): Promise<Frame> {
    return until(`an answer to request ${r}`, () => {
      const found = this.frames.find((frame) => frame.r === r && (frame.t === 'ok' || frame.t === 'error'));
      if (!found && this.closeCode !== undefined) throw new Broken(`the connection was closed with ${this.closeCode}`);
      return found;
    });
  }
  /** Asks, and wants it done. */
  async ok(t: string, request: object = {}): Promise<Frame> {
    const answer = await this.request(t, request);
    if (answer.t !== 'ok') throw new Broken(`${t} was refused with ${answer.code}: ${answer.message}`);
    return answer;
  }
  /** Asks, and answers the code of the refusal. */
  async refusal(t: string, request: object = {}): Promise<string> {
    const answer = await this.request(t, request);
    if (answer.t !== 'error') throw new Broken(`${t} was not refused: ${JSON.stringify(answer).slice(0, 200)}`);
    return answer.code ?? '';
  }
  pushes(t: string): Frame[] {
    return this.frames.filter((frame) => frame.t === t);
  }
  pushed(t: string, isMeant: (frame: Frame) => boolean = () => true): Promise<Frame> {
    return until(`a push '${t}'`, () => this.pushes(t).find(isMeant));
  }
  login(person: Person, more: object = {}): Promise<Frame> {
    return this.ok('login', loginFrame(person, more));
  }
  closed(): Promise<number> {
    return until('the connection closes', () => this.closeCode ?? 0);
  }
  close(): void {
    this.#socket.close();
  }
}

export const loginFrame = ({ username, password, appKey }: Person, more: object = {}) => ({
  version: protocolVersion,
  appKey,
  platform: 'linux',
  credentials: { kind: 'password', username, password },
  ...more,
});

/** A message id as a device makes it. */
export const messageId = (): string => crypto.randomUUID();
export const textMessage = (text: string, more: object = {}) => ({
  id: messageId(),
  content: { type: 'text', text },
  ...more,
});
