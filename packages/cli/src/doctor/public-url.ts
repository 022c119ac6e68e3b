import { randomBytes } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { subprotocol } from '@palaver/protocol';
import { type Check, fault, ok, warning } from './check.js';

const patienceMs = 5_000;

/** Where browsers reach the server: whether they do, and whether what stands between hands on WebSockets. */
export async function checkPublicUrl(publicUrl: string | undefined, isServing: boolean): Promise<Check> {
  if (publicUrl === undefined) return ok('url', 'none is set: browsers use the address that they reach it by');
  const { origin, pathname, protocol, hostname } = new URL(publicUrl);
  if (pathname !== '/')
    return warning('url', `of ${publicUrl} only ${origin} is used`, 'Give the server a host name of its own.');
  if (!isServing) return ok('url', `${origin}; it is tried while a server runs on the data`);
  const reached = await reach(origin);
  if (reached !== undefined)
    return fault('url', `${origin} does not reach the server: ${reached}`, 'Look at the proxy and at the name in DNS.');
  const upgraded = await upgrade(origin);
  if (upgraded !== undefined)
    return fault(
      'url',
      `${origin} answers, but opens no WebSocket at /socket: ${upgraded}`,
      upgraded === 'HTTP 403'
        ? `It lets in pages of its own public URL: palaver serve --public-url ${origin}.`
        : 'Let the proxy hand on Upgrade and Connection (docs/operating.md).',
    );
  if (protocol === 'http:' && !/^(localhost|127\.|\[::1\])/.test(hostname))
    return warning(
      'url',
      `${origin} answers and opens WebSockets, unencrypted`,
      'Put a proxy with TLS in front: browsers give microphones and notifications to https alone.',
    );
  return ok('url', `${origin} answers and opens WebSockets`);
}

async function reach(origin: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(patienceMs), redirect: 'manual' });
    return response.ok ? undefined : `HTTP ${response.status}`;
  } catch (error) {
    const { cause } = error as { cause?: Error };
    return cause?.message ?? (error as Error).message;
  }
}

/** Undefined where the handshake of a page of that origin succeeds. */
function upgrade(origin: string): Promise<string | undefined> {
  const request = origin.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((done) => {
    const asked = request(`${origin}/socket`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
        'sec-websocket-protocol': subprotocol,
        origin,
      },
      timeout: patienceMs,
    });
    asked.once('upgrade', (_response, socket) => {
      socket.destroy();
      done(undefined);
    });
    asked.once('response', (response) => {
      response.destroy();
      done(`HTTP ${response.statusCode}`);
    });
    asked.once('timeout', () => asked.destroy(new Error('no answer')));
    asked.once('error', (error) => done(error.message));
    asked.end();
  });
}
