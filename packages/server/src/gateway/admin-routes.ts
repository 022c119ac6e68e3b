import { createHash, timingSafeEqual } from 'node:crypto';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { type Refusal, type Result, refusal } from '@palaver/protocol';
import { issueLoginToken } from '../auth/login-token.js';
import type { ApplicationRow } from '../store/people-rows.js';
import { adminRoomRoutes } from './admin-room-routes.js';
import type { HttpGatewayDeps } from './http.js';
import { problem, problems } from './problem.js';

const crossApplications = z.union([
  z.enum(['none', 'all']),
  z.array(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)).max(1_000),
]);
const settings = {
  registration: z.enum(['open', 'closed']).optional(),
  devices: z.enum(['one_per_class', 'unlimited']).optional(),
  /** Null: for ever. */
  retentionDays: z.int().positive().max(36_500).nullable().optional(),
};
const applicationSchema = z
  .object({
    appKey: z.string(),
    name: z.string(),
    registration: z.enum(['open', 'closed']),
    devices: z.enum(['one_per_class', 'unlimited']),
    crossApplications,
    retentionDays: z.int().nullable(),
  })
  .openapi('Application');
const userPath = z.object({ appKey: z.string(), username: z.string() });
const longestTokenMs = 365 * 24 * 3_600_000;

/** What an operator may do, for who holds the operator's token: the command line, which reads it from the data directory. */
export function adminRoutes({ admin, clock, stats, operatorToken, version }: HttpGatewayDeps): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return undefined;
      const issue = result.error.issues[0];
      return problem(refusal('INVALID', issue && `${issue.path.join('.')}: ${issue.message}`));
    },
  });
  app.use(async (context, next) => {
    if (isBearer(context.req.header('authorization'), operatorToken)) return next();
    return problem(refusal('UNAUTHENTICATED', "Administration needs the operator's token."));
  });

  app.openapi(
    route('get', '/status', 'What the server is and how much it holds', {
      200: json(z.object({ version: z.string(), connections: z.int(), sessions: z.int() })),
    }),
    (context) => context.json({ version, ...stats() }, 200),
  );
  app.openapi(
    route('get', '/applications', 'All applications', { 200: json(z.array(applicationSchema)) }),
    async (context) => context.json((await admin.applications()).map(describeApplication), 200),
  );
  app.openapi(
    route(
      'post',
      '/applications',
      'Makes an application; its master secret is shown here and never again',
      { 201: json(applicationSchema.extend({ masterSecret: z.string() })), ...problems('INVALID') },
      z.strictObject({
        name: z.string().min(1).max(64),
        appKey: z.string().optional(),
        ...settings,
      }),
    ),
    async (context) => {
      const { name, appKey, ...own } = context.req.valid('json');
      const made = await admin.createApplication({
        name,
        ...(appKey !== undefined && { key: appKey }),
        settings: given(own),
      });
      if (!made.ok) return problem(made.error) as never;
      return context.json({ ...describeApplication(made.value), masterSecret: made.value.secrets[0] ?? '' }, 201);
    },
  );
  app.openapi(
    route(
      'patch',
      '/applications/{appKey}',
      'Changes settings of an application; they hold at once',
      { 200: json(applicationSchema), ...problems('INVALID', 'NOT_FOUND') },
      z.strictObject({ ...settings, crossApplications: crossApplications.optional() }),
      z.object({ appKey: z.string() }),
    ),
    async (context) => {
      const changed = await admin.changeSettings(context.req.valid('param').appKey, given(context.req.valid('json')));
      return changed.ok ? context.json(describeApplication(changed.value), 200) : (problem(changed.error) as never);
    },
  );
  app.openapi(
    route(
      'post',
      '/applications/{appKey}/secrets',
      'Makes a new master secret, shown here and never again; the newest of those before stays valid beside it',
      { 201: json(z.object({ masterSecret: z.string() })), ...problems('NOT_FOUND') },
      undefined,
      z.object({ appKey: z.string() }),
    ),
    async (context) => {
      const made = await admin.addSecret(context.req.valid('param').appKey);
      return made.ok ? context.json({ masterSecret: made.value }, 201) : (problem(made.error) as never);
    },
  );
  app.openapi(
    route(
      'post',
      '/applications/{appKey}/users',
      'Makes a user, also where clients may not register',
      {
        201: json(z.object({ appKey: z.string(), username: z.string() })),
        ...problems('INVALID', 'USER_EXISTS', 'NOT_FOUND', 'BUSY'),
      },
      z.strictObject({ username: z.string(), password: z.string().optional(), nickname: z.string().optional() }),
      z.object({ appKey: z.string() }),
    ),
    async (context) => {
      const { username, password, nickname } = context.req.valid('json');
      const made = await admin.createUser({
        ...context.req.valid('param'),
        username,
        ...(password !== undefined && { password }),
        ...(nickname !== undefined && { nickname }),
      });
      return made.ok ? context.json(made.value, 201) : (problem(made.error) as never);
    },
  );
  app.openapi(
    route(
      'put',
      '/applications/{appKey}/users/{username}/password',
      "Sets a user's password and ends his sessions",
      { ...done, ...problems('INVALID', 'NOT_FOUND', 'BUSY') },
      z.strictObject({ password: z.string() }),
      userPath,
    ),
    async (context) => answer(await admin.setPassword(context.req.valid('param'), context.req.valid('json').password)),
  );
  app.openapi(
    route(
      'put',
      '/applications/{appKey}/users/{username}/disabled',
      'Shuts a user out and ends his sessions, or lets him in again',
      { ...done, ...problems('INVALID', 'NOT_FOUND') },
      z.strictObject({ isDisabled: z.boolean() }),
      userPath,
    ),
    async (context) =>
      answer(await admin.setDisabled(context.req.valid('param'), context.req.valid('json').isDisabled)),
  );
  app.openapi(
    route(
      'delete',
      '/applications/{appKey}/users/{username}',
      'Deletes a user for good; his messages stay, his name is given to nobody',
      { ...done, ...problems('NOT_FOUND') },
      undefined,
      userPath,
    ),
    async (context) => answer(await admin.deleteUser(context.req.valid('param'))),
  );
  app.openapi(
    route(
      'post',
      '/applications/{appKey}/users/{username}/tokens',
      "Signs a login token, as the application's own back end would",
      {
        201: json(z.object({ token: z.string(), expiresAt: z.number() })),
        ...problems('INVALID', 'NOT_FOUND', 'FORBIDDEN'),
      },
      z.strictObject({ lifeMs: z.int().positive().max(longestTokenMs).optional() }),
      userPath,
    ),
    async (context) => {
      const made = await issueLoginToken(admin, clock, context.req.valid('param'), context.req.valid('json').lifeMs);
      return made.ok ? context.json(made.value, 201) : (problem(made.error) as never);
    },
  );
  adminRoomRoutes(app, admin);
  return app;
}

export const done = { 204: { description: 'Done' } };
export const json = <S extends z.ZodType>(schema: S) => ({
  description: 'Done',
  content: { 'application/json': { schema } },
});

export function route<
  M extends 'get' | 'post' | 'put' | 'patch' | 'delete',
  P extends string,
  R extends Record<number, { description: string }>,
  B extends z.ZodType = never,
  A extends z.ZodObject = never,
  Q extends z.ZodObject = never,
>(method: M, path: P, summary: string, responses: R, body?: B, params?: A, query?: Q) {
  return createRoute({
    method,
    path,
    summary,
    security: [{ operator: [] }],
    request: {
      ...(body && { body: { required: true, content: { 'application/json': { schema: body } } } }),
      ...(params && { params }),
      ...(query && { query }),
    } as { body: { required: true; content: { 'application/json': { schema: B } } }; params: A; query: Q },
    responses: { ...responses, ...problems('UNAUTHENTICATED', 'INTERNAL') } as R,
  });
}

export const answer = (result: Result<void, Refusal>): never =>
  (result.ok ? new Response(null, { status: 204 }) : problem(result.error)) as never;

/** Without what was not given: a setting is there or it is not. */
const given = <S extends object>(settings: S) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [K in keyof S]: Exclude<S[K], undefined>;
  };

const describeApplication = ({
  key,
  name,
  settings: { registration, devices, crossApplications = 'none', retentionDays = null },
}: ApplicationRow) => ({
  appKey: key,
  name,
  registration,
  devices,
  crossApplications: typeof crossApplications === 'string' ? crossApplications : [...crossApplications],
  retentionDays,
});

/** Takes the same time whatever is wrong with the token. */
function isBearer(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
