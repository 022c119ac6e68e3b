import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import { limits, type Refusal, type Result, serverLimits } from '@palaver/protocol';
import type { MiddlewareHandler } from 'hono';
import type { BackEnd } from '../../backend/back-end.js';
import type { Admin } from '../../core-ports.js';
import { problem, problems } from '../problem.js';
import { type ApiEnv, type CredentialsDeps, createCredentials } from './credentials.js';
import { createIdempotency, keyCodes, keyHeader } from './idempotency.js';

export interface ApiDeps extends CredentialsDeps {
  readonly backEnd: BackEnd;
  readonly admin: Pick<Admin, 'applications' | 'findUser'>;
}

type Config<P extends string> = Omit<RouteConfig, 'path'> & { readonly path: P };

/** Routes of an application's back end: each asks for its credentials; one that makes something takes a key, too. */
export function createRoutes(deps: ApiDeps) {
  const guard = createCredentials(deps);
  const once = createIdempotency(deps.backEnd);
  const define =
    (middleware: readonly MiddlewareHandler<ApiEnv>[], more: ReturnType<typeof problems>) =>
    <P extends string, R extends Config<P>>(config: R) =>
      createRoute({
        ...config,
        security: [{ application: [] }],
        middleware: [...middleware],
        responses: { ...config.responses, ...more },
      }) as unknown as ReturnType<typeof createRoute<P, R>>;
  const common = ['INVALID', 'UNAUTHENTICATED', 'RATE_LIMITED', 'INTERNAL'] as const;
  return {
    route: define([guard], problems(...common)),
    making: define([guard, once], problems(...common, ...keyCodes)),
    /** Where the message's id does what a key does. */
    sending: define([guard], problems(...common, ...keyCodes)),
  };
}
export type Routes = ReturnType<typeof createRoutes>;

export const keyed = z.object({
  [keyHeader]: z
    .string()
    .min(1)
    .max(serverLimits.answerKeyCharacters)
    .optional()
    .openapi({ description: 'Of your choice. The same request under it is done once, and answered alike for a day.' }),
});
export const json = <S extends z.ZodType>(schema: S, description = 'Done') => ({
  description,
  content: { 'application/json': { schema } },
});
export const body = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
});
export const nothing = { 204: { description: 'Done' } };
export const pageSize = z.coerce.number().int().positive().max(limits.pageEntries).optional();

/** For a handler whose answer has no body. */
export const settled = (result: Result<unknown, Refusal>): never =>
  (result.ok ? new Response(null, { status: 204 }) : problem(result.error)) as never;
export const refuse = (refusal: Refusal): never => problem(refusal) as never;
