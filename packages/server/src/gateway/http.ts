import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type Clock, ImError, type Log, limits, refusal, serverLimits } from '@palaver/protocol';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { requestId } from 'hono/request-id';
import { routePath } from 'hono/route';
import type { BackEnd } from '../backend/back-end.js';
import type { Config } from '../config.js';
import type { Admin, Core } from '../core-ports.js';
import { errorText } from '../error-text.js';
import type { MediaDesk } from '../media/media-desk.js';
import { countOne } from '../metrics/counts.js';
import { adminRoutes } from './admin-routes.js';
import { apiRoutes } from './api/api-routes.js';
import { referencePage, referenceStyle } from './api/reference-page.js';
import { crossOrigin } from './media/cross-origin.js';
import { mediaRoutes } from './media/media-routes.js';
import { resumableRoutes } from './media/resumable-routes.js';
import { metricsRoute } from './metrics-route.js';
import { problem, refuseInvalid } from './problem.js';
import type { WebFiles } from './web-files.js';

export interface HttpGatewayDeps {
  readonly admin: Admin;
  readonly backEnd: BackEnd;
  /** The client's address, as limits count it. */
  readonly addressOf: (request: IncomingMessage) => string;
  readonly media: MediaDesk;
  readonly config: Pick<Config, 'allowedOrigins' | 'publicUrl' | 'metrics' | 'data'>;
  readonly clock: Clock;
  readonly stats: Core['stats'];
  readonly metrics: Core['metrics'];
  readonly counts: Pick<Core['counts'], 'answers'>;
  /** Whether new clients are welcome: no more while the server drains. */
  readonly isReady: () => boolean;
  readonly operatorToken: string;
  readonly version: string;
  readonly web: WebFiles;
  readonly log: Log;
}

export type HttpListener = (request: IncomingMessage, response: ServerResponse) => void;

/** Everything that is not the WebSocket: health, limits, administration, the web application. */
export function createHttpGateway(deps: HttpGatewayDeps): HttpListener {
  return getRequestListener(createHttpApp(deps).fetch, { overrideGlobalObjects: false });
}

/** Its routes, for whoever wants to walk through them. */
export function createHttpApp(deps: HttpGatewayDeps): OpenAPIHono {
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  app.use(requestId({ limitLength: 64 }));
  app.use(watched(deps));
  app.use(async (context, next) => {
    await next();
    const { headers } = context.res;
    // Media say themselves what a browser may do with them: nothing.
    for (const [name, value] of Object.entries(securityHeaders)) if (!headers.has(name)) context.header(name, value);
  });
  // The rest is not read: what comes next on that connection would stand behind it.
  const tooLarge = () => {
    const response = problem(refusal('TOO_LARGE'));
    response.headers.set('connection', 'close');
    return response;
  };
  const bounded = (maxSize: number) => bodyLimit({ maxSize, onError: tooLarge });
  const [small, large] = [bounded(limits.frameBytes), bounded(serverLimits.apiBytes)];
  // Where a request has no body, as a DELETE, the limit would still look for one and fail.
  app.use('/api/*', (context, next) => {
    const hasBody = context.req.header('content-length') ?? context.req.header('transfer-encoding');
    if (hasBody === undefined) return next();
    return (context.req.path === '/api/users' ? large : small)(context, next);
  });
  healthRoutes(app, deps);
  metricsRoute(app, deps);
  app.route('/api/admin', adminRoutes(deps));
  app.route('/api', apiRoutes(deps));
  app.use('/media/*', crossOrigin(deps.config));
  resumableRoutes(app, deps);
  mediaRoutes(app, deps);
  app.all('/media/*', () => problem(refusal('NOT_FOUND', 'There is no such address.')));
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of a session, as login gives it',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'operator', { type: 'http', scheme: 'bearer' });
  documentRoutes(app, deps);
  app.all('/api/*', () => problem(refusal('NOT_FOUND', 'There is no such address.')));
  app.get('*', (context) => deps.web(context.req.raw));
  app.notFound(() => problem(refusal('NOT_FOUND', 'There is no such address.')));
  app.onError((error, context) => {
    if (error instanceof ImError) return problem(error);
    if ('getResponse' in error) return problem(refusal('INVALID', 'The body is not valid JSON.'));
    const requestId = context.get('requestId');
    deps.log.error('http.failed', { requestId, error: errorText(error) });
    return problem(refusal('INTERNAL'), { requestId });
  });
  return app;
}

/**
 * Every answer is counted; what a back end or an operator asked is logged, by its route: an address may name people. While
 * the server closes nothing new is begun, and whoever asks is told to come again.
 */
function watched({ counts, clock, log, isReady }: HttpGatewayDeps): MiddlewareHandler {
  return async (context, next) => {
    const began = clock.monotonic();
    if (isReady() || alwaysAnswered.has(context.req.path)) await next();
    else {
      context.res = problem(refusal('BUSY', 'The server is closing.'));
      context.res.headers.set('connection', 'close');
    }
    const { status } = context.res;
    countOne(counts.answers, String(status));
    if (!context.req.path.startsWith('/api/')) return;
    const ms = Math.round(clock.monotonic() - began);
    const asked = { requestId: context.get('requestId'), method: context.req.method, route: routePath(context) };
    log.info('http.request', { ...asked, status, ms });
  };
}
const alwaysAnswered = new Set(['/healthz', '/readyz', '/metrics']);

/** What there is to ask, for programs and for people. */
function documentRoutes(app: OpenAPIHono, { version }: HttpGatewayDeps): void {
  const tags = ['Server'];
  const type = (name: string) => ({ description: 'Here it is', content: { [name]: { schema: z.string() } } });
  // Made once, and not for each who asks: anybody may, and it takes a while.
  const document = once(() =>
    app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Palaver',
        version,
        description:
          "For an application's own back end: its settings, users, groups, chatrooms and messages. Clients talk over the WebSocket at /socket.",
      },
    }),
  );
  const text = once(() => JSON.stringify(document()));
  const page = once(() => referencePage(document()));
  app.openapi(
    createRoute({
      method: 'get',
      path: '/api/openapi.json',
      tags,
      summary: 'This document',
      responses: {
        200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: z.looseObject({}) } } },
      },
    }),
    (context) => context.body(text(), 200, { 'content-type': 'application/json' }) as never,
  );
  for (const path of ['/api/', '/api/reference'])
    app.openapi(
      createRoute({
        method: 'get',
        path,
        tags,
        summary: 'This document for people',
        responses: { 200: type('text/html') },
      }),
      (context) => context.html(page()) as never,
    );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/api/reference.css',
      tags,
      summary: 'How that looks',
      responses: { 200: type('text/css') },
    }),
    (context) => context.body(referenceStyle, 200, { 'content-type': 'text/css; charset=utf-8' }) as never,
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
};

function healthRoutes(app: OpenAPIHono, { isReady }: HttpGatewayDeps): void {
  const healthy = z.object({ status: z.literal('ok') });
  const json = <S extends z.ZodType>(description: string, schema: S) => ({
    description,
    content: { 'application/json': { schema } },
  });
  app.openapi(
    createRoute({
      method: 'get',
      path: '/healthz',
      summary: 'Whether the process lives',
      responses: { 200: json('It does', healthy) },
    }),
    (context) => context.json({ status: 'ok' as const }, 200),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/readyz',
      summary: 'Whether new clients are welcome',
      responses: {
        200: json('They are', healthy),
        503: json('The server is closing', z.object({ status: z.literal('closing') })),
      },
    }),
    (context) =>
      isReady() ? context.json({ status: 'ok' as const }, 200) : context.json({ status: 'closing' as const }, 503),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/api/limits',
      summary:
        'Every bound of the system with its default; sizes in bytes and times in ms unless the name says otherwise',
      responses: {
        200: json('The bounds', z.record(z.string(), z.number())),
      },
    }),
    (context) => context.json({ ...limits, ...serverLimits }, 200),
  );
}
