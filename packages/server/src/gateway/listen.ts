import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config.js';
import { StartError } from '../start-error.js';
import type { HttpListener } from './http.js';
import type { WebSocketGateway } from './websocket.js';

export interface Listening {
  /** Where this machine reaches it. */
  readonly url: string;
  /** Lets `drain` end the WebSockets, takes no more, waits until all are gone, cuts what is left. */
  close(drain: () => Promise<unknown>): Promise<void>;
  /** Cuts everything at once. */
  cut(): void;
}

/** One port for HTTP and WebSockets. Throws a StartError where it cannot be had. */
export async function listen(
  config: Pick<Config, 'host' | 'port'>,
  onRequest: HttpListener,
  webSockets: WebSocketGateway,
): Promise<Listening> {
  // A client that sends its headers drop by drop holds a place for ten seconds, not for a minute. Bodies have their own
  // bounds: a large upload may take its time as long as it goes on.
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 0, connectionsCheckingInterval: 5_000 });
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/media/')) boundBody(request);
    onRequest(request, response);
  });
  server.on('upgrade', (request, socket, head) => webSockets.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(startError(error, config)));
    server.listen(config.port, config.host, resolve);
  });
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  const cut = () => {
    server.close();
    webSockets.cut();
    server.closeAllConnections();
  };
  return {
    url: addressOf(server.address() as AddressInfo),
    cut,
    async close(drain) {
      // Until all is drained the port answers: whoever asks whether the server is ready learns that it is not.
      await drain();
      server.close();
      server.closeIdleConnections();
      await webSockets.finish();
      const overdue = setTimeout(() => server.closeAllConnections(), answeringMs);
      await closed;
      clearTimeout(overdue);
    },
  };
}

/** How long answers that were begun may take to leave, when the server closes. */
const answeringMs = 2_000;
const bodyMs = 30_000;

/** A body has half a minute to come. */
function boundBody(request: IncomingMessage): void {
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, bodyMs);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}

function addressOf({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function startError(error: NodeJS.ErrnoException, { host, port }: Pick<Config, 'host' | 'port'>): StartError {
  const sentence = (() => {
    switch (error.code) {
      case 'EADDRINUSE':
        return `Port ${port} on ${host} is taken. Stop the program that listens there, or choose another port (0 takes any free one).`;
      case 'EACCES':
        return `Port ${port} may not be used by this user. Choose one above 1023.`;
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
      case 'EAI_AGAIN':
        return `${host} is no address of this machine. Use 127.0.0.1 for this machine alone, or 0.0.0.0 to be reached from others.`;
      default:
        return `The server cannot listen on ${host}, port ${port}: ${error.message}`;
    }
  })();
  return new StartError('port', sentence, error);
}
