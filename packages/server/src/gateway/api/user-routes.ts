import { type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  errorCodes,
  errors,
  groupCardSchema,
  passwordSchema,
  profileChangeSchema,
  profileSchema,
  serverLimits,
  userCardSchema,
  usernameSchema,
} from '@palaver/protocol';
import { issueLoginToken } from '../../auth/login-token.js';
import { problems } from '../problem.js';
import type { ApiEnv } from './credentials.js';
import { type ApiDeps, body, json, keyed, nothing, pageSize, type Routes, refuse, settled } from './route.js';
import { described, object, shown, text } from './schemas.js';

const tags = ['Users'];
const user = shown(userCardSchema, 'User');
const group = shown(groupCardSchema, 'Group');
const account = z
  .object({ user, isDisabled: z.boolean(), isOnline: z.boolean(), createdAt: z.number() })
  .openapi('Account');
const named = z.object({ username: text(usernameSchema) });
const longestTokenMs = 365 * 24 * 3_600_000;

/** The application's users. */
export function userRoutes(
  app: OpenAPIHono<ApiEnv>,
  { route, making }: Routes,
  { backEnd, admin, clock }: ApiDeps,
): void {
  const { users, groups } = backEnd;
  app.openapi(
    making({
      method: 'post',
      path: '/users',
      tags,
      summary: `Makes up to ${serverLimits.usersPerRequest} users, each for itself; without a password they log in by your tokens only`,
      request: {
        headers: keyed,
        body: body(
          z.strictObject({
            users: z
              .array(
                z.strictObject({
                  username: z.string().max(256),
                  password: z.string().max(256).optional(),
                  profile: z
                    .looseObject({})
                    .openapi({ type: 'object', ...described(profileSchema) })
                    .optional(),
                }),
              )
              .min(1)
              .max(serverLimits.usersPerRequest),
          }),
        ),
      },
      responses: {
        200: json(
          z.object({
            results: z.array(
              z.object({
                username: z.string(),
                isCreated: z.boolean(),
                code: z.enum(errorCodes).optional(),
                detail: z.string().optional(),
              }),
            ),
          }),
          'What became of each, in the order asked',
        ),
        ...problems('TOO_LARGE', 'SERVER_FULL'),
      },
    }),
    async (context) => {
      const created = await users.create(context.get('application'), context.req.valid('json').users);
      const results = created.map(({ username, refusal }) => ({
        username,
        isCreated: !refusal,
        ...(refusal && { code: refusal.code, detail: refusal.message ?? errors[refusal.code].sentence }),
      }));
      return context.json({ results }, 200);
    },
  );
  app.openapi(
    route({
      method: 'get',
      path: '/users',
      tags,
      summary: 'Users in the order of their making, in pages',
      request: { query: z.object({ after: text(usernameSchema).optional(), limit: pageSize }) },
      responses: {
        200: json(
          z.object({ users: z.array(account), next: z.string().optional() }),
          'Ask again with `after=` what `next` says, while it says anything',
        ),
        ...problems('NOT_FOUND'),
      },
    }),
    async (context) => {
      const page = await users.list(context.get('application'), context.req.valid('query'));
      return page.ok ? context.json(page.value, 200) : refuse(page.error);
    },
  );
  app.openapi(
    route({
      method: 'get',
      path: '/users/{username}',
      tags,
      summary: 'One user',
      request: { params: named },
      responses: { 200: json(account), ...problems('NOT_FOUND') },
    }),
    async (context) => {
      const found = await users.look(context.get('application'), context.req.valid('param').username);
      return found.ok ? context.json(found.value, 200) : refuse(found.error);
    },
  );
  app.openapi(
    route({
      method: 'patch',
      path: '/users/{username}',
      tags,
      summary: "Changes a user's profile; null takes a field away",
      request: { params: named, body: body(object(profileChangeSchema)) },
      responses: { 200: json(account), ...problems('NOT_FOUND', 'SERVER_FULL') },
    }),
    async (context) => {
      const { username } = context.req.valid('param');
      const done = await users.update(context.get('application'), username, context.req.valid('json'));
      return done.ok ? context.json(done.value, 200) : refuse(done.error);
    },
  );
  app.openapi(
    route({
      method: 'delete',
      path: '/users/{username}',
      tags,
      summary: 'Deletes a user for good: he leaves his groups, his messages stay, nobody is given his name again',
      request: { params: named },
      responses: { ...nothing, ...problems('NOT_FOUND', 'FORBIDDEN') },
    }),
    async (context) => settled(await users.remove(context.get('application'), context.req.valid('param').username)),
  );
  app.openapi(
    route({
      method: 'put',
      path: '/users/{username}/password',
      tags,
      summary: "Sets a user's password and ends his sessions",
      request: { params: named, body: body(z.strictObject({ password: text(passwordSchema) })) },
      responses: { ...nothing, ...problems('NOT_FOUND', 'FORBIDDEN', 'BUSY') },
    }),
    async (context) => {
      const { username } = context.req.valid('param');
      return settled(await users.setPassword(context.get('application'), username, context.req.valid('json').password));
    },
  );
  app.openapi(
    route({
      method: 'put',
      path: '/users/{username}/disabled',
      tags,
      summary: 'Shuts a user out and ends his sessions, or lets him in again',
      request: { params: named, body: body(z.strictObject({ isDisabled: z.boolean() })) },
      responses: { ...nothing, ...problems('NOT_FOUND', 'FORBIDDEN') },
    }),
    async (context) => {
      const { username } = context.req.valid('param');
      return settled(
        await users.setDisabled(context.get('application'), username, context.req.valid('json').isDisabled),
      );
    },
  );
  app.openapi(
    route({
      method: 'delete',
      path: '/users/{username}/sessions',
      tags,
      summary: "Ends all of a user's sessions; he may log in again",
      request: { params: named },
      responses: { ...nothing, ...problems('NOT_FOUND') },
    }),
    async (context) =>
      settled(await users.endSessions(context.get('application'), context.req.valid('param').username)),
  );
  app.openapi(
    making({
      method: 'post',
      path: '/users/{username}/tokens',
      tags,
      summary: 'Signs a login token, as you could yourself with a master secret',
      request: {
        headers: keyed,
        params: named,
        body: body(z.strictObject({ lifeMs: z.int().positive().max(longestTokenMs).optional() })),
      },
      responses: {
        201: json(z.object({ token: z.string(), expiresAt: z.number() })),
        ...problems('NOT_FOUND', 'FORBIDDEN'),
      },
    }),
    async (context) => {
      const named = { appKey: context.get('application').key, username: context.req.valid('param').username };
      const made = await issueLoginToken(admin, clock, named, context.req.valid('json').lifeMs);
      return made.ok ? context.json(made.value, 201) : refuse(made.error);
    },
  );
  app.openapi(
    route({
      method: 'get',
      path: '/users/{username}/groups',
      tags,
      summary: 'The groups of which a user is a member',
      request: { params: named },
      responses: { 200: json(z.object({ groups: z.array(group) })), ...problems('NOT_FOUND') },
    }),
    async (context) => {
      const found = await users.find(context.get('application'), context.req.valid('param').username);
      return found.ok ? context.json({ groups: await groups.ofUser(found.value) }, 200) : refuse(found.error);
    },
  );
}
