import { type ErrorCode, httpStatus, refusal, serverLimits } from '@palaver/protocol';
import type { MiddlewareHandler } from 'hono';
import type { BackEnd } from '../../backend/back-end.js';
import { problem } from '../problem.js';
import type { ApiEnv } from './credentials.js';

/** The header's name, as the document and the routes spell it. */
export const keyHeader = 'idempotency-key';
export const keyCodes = ['ID_REUSED', 'BUSY', 'TIMEOUT'] as const satisfies readonly ErrorCode[];

/** A request under a key of the caller's choice is done once, and answered alike for a day. */
export const createIdempotency =
  ({ answers }: Pick<BackEnd, 'answers'>): MiddlewareHandler<ApiEnv> =>
  async (context, next) => {
    const key = context.req.header(keyHeader);
    if (key === undefined) return next();
    if (!isKey(key))
      return problem(refusal('INVALID', `${keyHeader}: 1 to ${serverLimits.answerKeyCharacters} characters`));
    const question = `${context.req.method} ${context.req.path}\n${await context.req.text()}`;
    const answer = await answers.once(context.get('application'), key, question, async () => {
      await next();
      return { status: context.res.status, body: await context.res.clone().text() };
    });
    // What was answered just now stands in the context, with all its headers.
    if ('code' in answer) return problem(answer);
    const type = answer.status >= httpStatus.INVALID ? 'application/problem+json' : 'application/json';
    return new Response(answer.body, { status: answer.status, headers: { 'content-type': type } });
  };

export const isKey = (key: string): boolean => key.length > 0 && key.length <= serverLimits.answerKeyCharacters;
