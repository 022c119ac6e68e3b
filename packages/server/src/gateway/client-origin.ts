import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.js';

/** The client's address: behind a proxy that is trusted, the one that the proxy saw; what stands before it anybody could have written. */
export function clientAddress(request: IncomingMessage, config: Pick<Config, 'trustProxy'>): string {
  const direct = request.socket.remoteAddress ?? '';
  if (!config.trustProxy) return direct;
  return [request.headers['x-forwarded-for']].flat().join(',').split(',').at(-1)?.trim() || direct;
}

/**
 * Whether a page of this origin may connect: one of this server itself, or one that was allowed. What sends no origin is
 * no browser. `null` (a sandboxed page, a file) is foreign.
 */
export function isAllowedOrigin(
  request: Pick<IncomingMessage, 'headers'>,
  config: Pick<Config, 'allowedOrigins' | 'publicUrl'>,
): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (host !== undefined && page.host === host.toLowerCase()) return true;
  if (config.publicUrl !== undefined && page.origin === new URL(config.publicUrl).origin) return true;
  return config.allowedOrigins.includes(page.origin);
}
