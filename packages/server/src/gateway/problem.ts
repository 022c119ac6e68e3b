import { z } from '@hono/zod-openapi';
import { type ErrorCode, errorCodes, errors, httpStatus, type Refusal, refusal } from '@palaver/protocol';
import { againMs } from '../domain/again.js';

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

export function problem(refused: Refusal, more: { requestId?: string; status?: number } = {}): Response {
  const { status = httpStatus[refused.code] } = more;
  const { sentence: title } = errors[refused.code];
  const { code, message: detail } = refused;
  const retryAfterMs = againMs(refused);
  return new Response(JSON.stringify({ title, code, detail, retryAfterMs, ...more, status }), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfterMs !== undefined && { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
    },
  });
}

/** For what the schemas of a route find wrong: where, and what; never what was there. */
export const refuseInvalid = (
  result: { readonly success: true } | { readonly success: false; readonly error: z.ZodError },
): Response | undefined => {
  if (result.success) return undefined;
  const issue = result.error.issues[0];
  return problem(refusal('INVALID', issue && [issue.path.join('.'), issue.message].filter(Boolean).join(': ')));
};

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
