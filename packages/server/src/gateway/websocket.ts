import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Clock, closeCodes, limits, subprotocol } from '@palaver/protocol';
import { WebSocket, WebSocketServer } from 'ws';
import type { Config } from '../config.js';
import type { Core, Socket } from '../core-ports.js';
import { isAllowedOrigin } from './allowed-origin.js';
import { createClientAddress, limitedAs } from './client-address.js';

export const socketPath = '/socket';
/** How long a peer may take to answer a close, before the connection is cut. */
const closing: object = { closeTimeout: 3_000 };

export interface WebSocketGateway {
  /** Takes an HTTP upgrade, or refuses it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Takes no more, and resolves when the last connection is gone. */
  finish(): Promise<void>;
  /** Cuts every connection at once, without a word. */
  cut(): void;
}

/** Makes sockets of the core out of WebSockets. It knows frames as texts, and nothing of what they say. */
export function createWebSocketGateway(
  accept: Core['accept'],
  clock: Clock,
  config: Pick<Config, 'allowedOrigins' | 'publicUrl' | 'trustProxy'>,
): WebSocketGateway {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    perMessageDeflate: false,
    WebSocket: WireSocket,
    ...closing,
    // A browser fails a connection whose protocol was not taken up: a client of another version gets its own back, to read the close code.
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : ([...offered][0] ?? false)),
  });
  const addressOf = createClientAddress(config.trustProxy);
  const writes = gatherWrites(clock);
  const encode = rememberLast((text) => Buffer.from(text));

  const connect = (webSocket: WebSocket, stream: Duplex, address: string) => {
    let isClosing = false;
    const socket: Socket = {
      address,
      send(text) {
        if (webSocket.readyState !== WebSocket.OPEN) return;
        writes.gather(stream);
        webSocket.send(encode(text), asText, ignore);
      },
      bufferedBytes: () => webSocket.bufferedAmount,
      close(code, reason) {
        isClosing = true;
        webSocket.close(code, reason);
      },
    };
    if (webSocket.protocol !== subprotocol) {
      webSocket.on('error', ignore);
      webSocket.close(closeCodes.version.code, 'version');
      return;
    }
    const events = accept(socket);
    webSocket.on('message', (data, isBinary) => {
      if (isClosing) return;
      if (isBinary) events.fault('malformed');
      else events.message(data.toString());
    });
    // Without this listener one oversized frame would end the process.
    webSocket.on('error', (error: Error & { code?: string }) => {
      if (isClosing) return;
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') events.fault('tooLarge');
      else if (error.code?.startsWith('WS_ERR_')) events.fault('malformed');
    });
    webSocket.on('close', () => {
      isClosing = true;
      events.closed();
    });
  };

  return {
    upgrade(request, stream, head) {
      if (request.url?.split('?')[0] !== socketPath) return refuse(stream, 404, 'Not Found');
      if (!isAllowedOrigin(request, config)) return refuse(stream, 403, 'Forbidden');
      server.handleUpgrade(request, stream, head, (webSocket) =>
        connect(webSocket, stream, limitedAs(addressOf(request))),
      );
    },
    finish: () => new Promise((resolve) => server.close(() => resolve())),
    cut() {
      for (const webSocket of server.clients) webSocket.terminate();
    },
  };
}

/** Says `closeCodes` of the protocol where ws would say its own codes for what a client did wrong. */
class WireSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    if (code === 1009) super.close(closeCodes.tooLarge.code, 'tooLarge');
    else if (code === 1002 || code === 1007 || code === 1008) super.close(closeCodes.malformed.code, 'malformed');
    else super.close(code, reason);
  }
}

/** All that is written to a connection within one tick leaves as one packet where it can. */
function gatherWrites(clock: Clock) {
  const corked = new Set<Duplex>();
  const release = () => {
    for (const stream of corked) stream.uncork();
    corked.clear();
  };
  return {
    gather(stream: Duplex) {
      if (corked.has(stream)) return;
      if (corked.size === 0) clock.soon(release);
      corked.add(stream);
      stream.cork();
    },
  };
}

/** The same text goes to many receivers one after the other: it is encoded once. */
function rememberLast(encode: (text: string) => Buffer): (text: string) => Buffer {
  let lastText: string | undefined;
  let lastBytes: Buffer | undefined;
  return (text) => {
    if (lastBytes === undefined || text !== lastText) {
      lastText = text;
      lastBytes = encode(text);
    }
    return lastBytes;
  };
}

function refuse(stream: Duplex, status: number, words: string): void {
  stream.on('error', ignore);
  stream.end(`HTTP/1.1 ${status} ${words}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => stream.destroy());
}

const asText = { binary: false };
const ignore = () => {};
