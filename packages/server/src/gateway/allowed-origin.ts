import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.js';

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
