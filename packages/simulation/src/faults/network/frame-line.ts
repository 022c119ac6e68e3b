import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** A connection through the line, as who meddles with frames sees it. */
export interface Passage {
  /** To the other side of who sent the frame, as it is or as one likes. */
  readonly toServer: (text: string) => void;
  readonly toClient: (text: string) => void;
  /** Breaks the connection in the middle, without a word. */
  readonly breakOff: () => void;
}

/** Gets each frame in the place of who was to get it, and hands on what it likes. */
export interface Meddler {
  fromClient(text: string, passage: Passage): void;
  fromServer(text: string, passage: Passage): void;
}

export const honest: Meddler = {
  fromClient: (text, { toServer }) => toServer(text),
  fromServer: (text, { toClient }) => toClient(text),
};

/** A way to the server that knows frames. */
export class FrameLine {
  private readonly http: Server;
  private readonly open = new Set<{ readonly breakOff: () => void }>();
  /** Who meddles from now on; with connections that stand already, too. */
  meddler: Meddler;

  private constructor(http: Server, meddler: Meddler) {
    this.http = http;
    this.meddler = meddler;
  }

  static async open(serverUrl: string, meddler: Meddler): Promise<FrameLine> {
    const http = createServer();
    const line = new FrameLine(http, meddler);
    const sockets = new WebSocketServer({
      server: http,
      perMessageDeflate: false,
      handleProtocols: ([first]) => first ?? false,
    });
    sockets.on('connection', (near, request) => {
      const far = new WebSocket(`${serverUrl.replace(/^http/, 'ws')}${request.url}`, near.protocol, {
        perMessageDeflate: false,
      });
      line.join(near, far);
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  private join(near: WebSocket, far: WebSocket): void {
    const early: string[] = [];
    const passage: Passage = {
      toServer(text) {
        if (far.readyState === WebSocket.OPEN) far.send(text);
        else if (far.readyState === WebSocket.CONNECTING) early.push(text);
      },
      toClient(text) {
        if (near.readyState === WebSocket.OPEN) near.send(text);
      },
      breakOff() {
        near.terminate();
        far.terminate();
      },
    };
    this.open.add(passage);
    far.on('open', () => {
      for (const text of early.splice(0)) far.send(text);
    });
    near.on('message', (data: RawData) => this.meddler.fromClient(String(data), passage));
    far.on('message', (data: RawData) => this.meddler.fromServer(String(data), passage));
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.on('error', () => {});
      socket.on('close', (code) => {
        this.open.delete(passage);
        // 1006 and the like are no codes that one may say.
        if (code >= 3_000) other.close(code);
        else other.terminate();
      });
    }
  }

  breakAll(): void {
    for (const passage of this.open) passage.breakOff();
  }

  close(): void {
    this.http.close();
    this.breakAll();
  }
}
