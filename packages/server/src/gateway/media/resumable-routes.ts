import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import { refusal } from '@palaver/protocol';
import { problem, problems } from '../problem.js';
import { type MediaRouteDeps, referenceSchema } from './media-routes.js';
import { createResumable, uploadsPath } from './resumable.js';

/** The addresses of tus, which looks after its own headers; the document says what they are. */
export function resumableRoutes(app: OpenAPIHono, { media, clock }: MediaRouteDeps): void {
  const resumable = createResumable(media, clock);
  app.on(['POST', 'OPTIONS'], uploadsPath, (context) => resumable(context.req.raw));
  app.on(['PATCH', 'DELETE', 'OPTIONS'], `${uploadsPath}/:mediaId`, (context) => resumable(context.req.raw));
  // HEAD comes as GET; there is nothing to get here.
  app.get(`${uploadsPath}/:mediaId`, (context) =>
    context.req.method === 'HEAD' ? resumable(context.req.raw) : problem(refusal('NOT_FOUND')),
  );
  for (const path of paths) app.openAPIRegistry.registerPath(path);
}

const resumableHeader = { 'tus-resumable': z.literal('1.0.0') };
const upload = `${uploadsPath}/{mediaId}`;
const params = z.object({ mediaId: z.string() });
const offset = { 'upload-offset': z.string() };
const offsetHeader = z.object({ 'upload-offset': z.string() });
const done = { 'application/json': { schema: referenceSchema } };
const shared = { security: [{ session: [] }] };
const refusals = problems(
  'INVALID',
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  'FORBIDDEN',
  'BUSY',
  'SERVER_FULL',
  'INTERNAL',
);

const paths: readonly RouteConfig[] = [
  {
    ...shared,
    method: 'post',
    path: uploadsPath,
    summary: 'Begins an upload in pieces (tus 1.0), or finds the one that was begun',
    request: {
      headers: z.object({
        ...resumableHeader,
        'upload-length': z.string(),
        'upload-metadata': z.string().openapi({ description: 'id, kind, mime and sha256, as tus writes them' }),
      }),
    },
    responses: {
      201: { description: 'It may come', headers: z.object({ location: z.string() }) },
      ...refusals,
      ...problems('TOO_LARGE', 'ID_REUSED', 'RATE_LIMITED'),
    },
  },
  {
    ...shared,
    method: 'head',
    path: upload,
    summary: 'How many bytes of an upload are there',
    request: { params, headers: z.object(resumableHeader) },
    responses: {
      200: { description: 'So many', headers: offsetHeader.extend({ 'upload-length': z.string() }) },
      ...refusals,
      ...problems('NOT_FOUND'),
    },
  },
  {
    ...shared,
    method: 'patch',
    path: upload,
    summary: 'The next bytes of an upload',
    request: {
      params,
      headers: z.object({ ...resumableHeader, ...offset }),
      body: { content: { 'application/offset+octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } },
    },
    responses: {
      200: { description: 'These were the last: it is complete', headers: offsetHeader, content: done },
      204: { description: 'They are there', headers: offsetHeader },
      409: { description: 'The upload is at another place' },
      ...refusals,
      ...problems('NOT_FOUND', 'TOO_LARGE', 'TIMEOUT'),
    },
  },
  {
    ...shared,
    method: 'delete',
    path: upload,
    summary: 'Gives an upload up that is not complete',
    request: { params, headers: z.object(resumableHeader) },
    responses: { 204: { description: 'It is gone' }, ...refusals, ...problems('NOT_FOUND') },
  },
];
