import type { HttpBindings } from '@hono/node-server';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type Clock, limits, mediaIdPattern, mediaKinds, refusal } from '@palaver/protocol';
import type { Context } from 'hono';
import { asMime, servedMime } from '../../domain/media.js';
import type { MediaDesk } from '../../media/media-desk.js';
import type { MediaRow } from '../../store/media-rows.js';
import { problem, problems } from '../problem.js';
import { outgoing } from './outgoing.js';
import { readRange } from './range.js';
import { referenceTo, visitor } from './visitor.js';

export interface MediaRouteDeps {
  readonly media: MediaDesk;
  readonly clock: Clock;
}

const path = '/media/{mediaId}';
const security = [{ session: [] }];
const bytes = { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } };
export const referenceSchema = z
  .object({ mediaId: z.string(), bytes: z.int(), mime: z.string(), sha256: z.string() })
  .openapi('MediaReference');

/** Media in one go, and media given out. Rights are looked at with every request (P41–P45). */
export function mediaRoutes(app: OpenAPIHono, { media, clock }: MediaRouteDeps): void {
  app.openapi(putRoute, async (context): Promise<never> => {
    const entered = await visitor(media, context.req.header('authorization'));
    if (!entered.ok) return problem(entered.error) as never;
    const { user, session } = entered.value;
    const headers = context.req.valid('header');
    const announced = Number(headers['content-length']);
    const upload = {
      id: context.req.valid('param').mediaId,
      kind: headers['palaver-kind'],
      mime: asMime(headers['content-type'] ?? ''),
      bytes: announced,
      sha256: headers['palaver-sha256'],
    };
    if (announced > limits.plainUploadBytes)
      return problem(refusal('TOO_LARGE', 'So much goes up in pieces, at /media/uploads.')) as never;
    const transfer = media.transfers.begin(user.id, session.id);
    if (!transfer.ok) return problem(transfer.error) as never;
    try {
      const body = (context.req.raw.body ?? emptyBody()) as unknown as AsyncIterable<Uint8Array>;
      const stored = await media.uploads.put(entered.value, upload, body, transfer.value.stop);
      if (!stored.ok) return problem(stored.error) as never;
      return context.json(referenceTo(stored.value.media), stored.value.isNew ? 201 : 200) as never;
    } finally {
      transfer.value.end();
    }
  });

  app.openapi(getRoute, async (context): Promise<never> => {
    const entered = await visitor(media, context.req.header('authorization'));
    if (!entered.ok) return problem(entered.error) as never;
    const found = await media.access.find(entered.value, context.req.valid('param').mediaId);
    if (!found.ok) return problem(found.error) as never;
    return give(context, found.value, () => {
      const { user, session } = entered.value;
      return media.transfers.begin(user.id, session.id);
    }) as never;
  });

  function give(context: Context, row: MediaRow, begin: () => ReturnType<MediaDesk['transfers']['begin']>): Response {
    const etag = `"${row.sha256}"`;
    const headers = { ...safeHeaders(row), etag };
    if (context.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers });
    const ifRange = context.req.header('if-range');
    const range = readRange(context.req.header('range'), row.bytes, ifRange !== undefined && ifRange !== etag);
    if (range.kind === 'unsatisfiable') {
      const answer = problem(refusal('INVALID', 'There are no such bytes.'), { status: 416 });
      answer.headers.set('content-range', `bytes */${row.bytes}`);
      return answer;
    }
    const [from, to] = range.kind === 'part' ? [range.from, range.to] : [0, row.bytes - 1];
    const isHead = context.req.method === 'HEAD';
    const transfer = isHead ? undefined : begin();
    if (transfer && !transfer.ok) return problem(transfer.error);
    const { signal } = context.req.raw;
    const body =
      transfer &&
      outgoing(media.read(row.sha256, from, to), {
        clock,
        idleMs: limits.transferIdleMs,
        stop: AbortSignal.any([transfer.value.stop, signal]),
        ended: transfer.value.end,
        sever: () => (context.env as HttpBindings).outgoing.destroy(),
      });
    return new Response(body ?? null, {
      status: range.kind === 'part' ? 206 : 200,
      headers: {
        ...headers,
        'content-type': servedMime(row.mime),
        'content-length': String(to - from + 1),
        ...(range.kind === 'part' && { 'content-range': `bytes ${from}-${to}/${row.bytes}` }),
      },
    });
  }
}

/** Whatever the bytes are, a browser shows them nowhere on this server's behalf. */
const safeHeaders = (row: MediaRow) => ({
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-store',
  'content-disposition': 'attachment',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'palaver-kind': row.kind,
  'palaver-mime': row.mime,
});

async function* emptyBody(): AsyncGenerator<Uint8Array> {}

const putRoute = createRoute({
  method: 'put',
  path,
  summary: `Uploads media of at most ${limits.plainUploadBytes} bytes; the same again is answered as what stands`,
  security,
  request: {
    params: z.object({ mediaId: z.string().regex(mediaIdPattern) }),
    headers: z.object({
      'content-type': z.string().max(200).optional(),
      'content-length': z.string().regex(/^\d{1,15}$/, 'how many bytes come'),
      'palaver-kind': z.enum(mediaKinds),
      'palaver-sha256': z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 of the bytes, as hex'),
    }),
    body: { required: true, content: bytes },
  },
  responses: {
    200: { description: 'It stood already', content: { 'application/json': { schema: referenceSchema } } },
    201: { description: 'It stands', content: { 'application/json': { schema: referenceSchema } } },
    ...problems('INVALID', 'UNAUTHENTICATED', 'TOKEN_EXPIRED', 'FORBIDDEN', 'ID_REUSED', 'TOO_LARGE'),
    ...problems('RATE_LIMITED', 'BUSY', 'SERVER_FULL', 'TIMEOUT', 'INTERNAL'),
  },
});

const getRoute = createRoute({
  method: 'get',
  path,
  summary: 'The bytes, or one range of them, for who may have them; HEAD: what they are',
  security,
  request: {
    params: z.object({ mediaId: z.string() }),
    headers: z.object({ range: z.string().optional(), 'if-range': z.string().optional() }),
  },
  responses: {
    200: { description: 'All of them', content: bytes },
    206: { description: 'The range that was asked for', content: bytes },
    304: { description: 'They are what they were' },
    416: { description: 'There are no such bytes' },
    ...problems('UNAUTHENTICATED', 'TOKEN_EXPIRED', 'FORBIDDEN', 'NOT_FOUND', 'BUSY', 'INTERNAL'),
  },
});
