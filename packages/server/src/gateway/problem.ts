import { z } from '@hono/zod-openapi';
import { type ErrorCode, errorCodes, errors, httpStatus, type Refusal } from '@palaver/protocol';

/** An error as HTTP says it (RFC 9457), from the one table of errors. */
export const problemSchema = z
  .object({
    title: z.string(),
    status: z.int(),
    code: z.enum(errorCodes),
    detail: z.string().optional(),
    retryAfterMs: z.number().optional(),
    requestId: z.string().optional(),
  })
  .openapi('Problem');

export function problem(refusal: Refusal, more: { requestId?: string; status?: number } = {}): Response {
  const { status = httpStatus[refusal.code] } = more;
  const { sentence: title } = errors[refusal.code];
  const { code, message: detail, retryAfterMs } = refusal;
  return new Response(JSON.stringify({ title, code, detail, retryAfterMs, ...more, status }), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfterMs !== undefined && { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
    },
  });
}

/** What a route may answer besides success, for the OpenAPI document. */
export function problems(...codes: ErrorCode[]) {
  const answers: Record<number, { description: string; content: typeof problemContent }> = {};
  for (const code of codes) {
    const status = httpStatus[code];
    const alike = answers[status]?.description;
    const description = `${code}: ${errors[code].sentence}`;
    answers[status] = { description: alike ? `${alike} ${description}` : description, content: problemContent };
  }
  return answers;
}

const problemContent = { 'application/problem+json': { schema: problemSchema } };
