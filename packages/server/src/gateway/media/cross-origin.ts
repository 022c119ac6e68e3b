import { refusal } from '@palaver/protocol';
import type { MiddlewareHandler } from 'hono';
import type { Config } from '../../config.js';
import { isAllowedOrigin } from '../allowed-origin.js';
import { problem } from '../problem.js';

const askable = [
  ...['authorization', 'content-type', 'range', 'if-range', 'if-none-match', 'palaver-kind', 'palaver-sha256'],
  ...['tus-resumable', 'upload-length', 'upload-metadata', 'upload-offset', 'x-requested-with', 'x-request-id'],
];
const tellable = [
  ...['etag', 'content-range', 'content-length', 'accept-ranges', 'retry-after', 'palaver-kind', 'palaver-mime'],
  ...['location', 'tus-resumable', 'tus-version', 'tus-extension', 'tus-max-size'],
  ...['upload-offset', 'upload-length', 'upload-metadata'],
];

/** Pages of this server and of allowed origins may ask; others are refused, as at the WebSocket. */
export const crossOrigin =
  (config: Pick<Config, 'allowedOrigins' | 'publicUrl'>): MiddlewareHandler =>
  async (context, next) => {
    const origin = context.req.header('origin');
    const headers = { origin, host: context.req.header('host') };
    if (!isAllowedOrigin({ headers }, config)) return problem(refusal('FORBIDDEN', 'This origin is not allowed.'));
    const isPreflight = context.req.method === 'OPTIONS' && context.req.header('access-control-request-method');
    if (isPreflight) context.res = new Response(null, { status: 204, headers: preflight });
    else await next();
    context.header('vary', 'origin');
    if (origin !== undefined) {
      context.header('access-control-allow-origin', origin);
      context.header('access-control-expose-headers', tellable.join(', '));
    }
    return undefined;
  };

const preflight = {
  'access-control-allow-methods': 'GET, HEAD, PUT, POST, PATCH, DELETE',
  'access-control-allow-headers': askable.join(', '),
  'access-control-max-age': '7200',
};
