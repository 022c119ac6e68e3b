import { type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  appKeySchema,
  groupCardSchema,
  groupDescriptionSchema,
  groupMemberSchema,
  groupNameSchema,
  limits,
  memberRefSchema,
  numericIdSchema,
  usernameSchema,
} from '@palaver/protocol';
import { problems } from '../problem.js';
import type { ApiEnv } from './credentials.js';
import { type ApiDeps, body, json, keyed, nothing, pageSize, type Routes, refuse, settled } from './route.js';
import { object, shown, text } from './schemas.js';

const tags = ['Groups'];
const group = shown(groupCardSchema, 'Group');
const member = shown(groupMemberSchema, 'Member');
const ref = object(memberRefSchema);
const path = z.object({ id: text(numericIdSchema) });
const memberPath = path.extend({ username: text(usernameSchema) });
const ofApplication = z.object({ appKey: text(appKeySchema).optional() });
/** The last moment that a `Date` can tell. */
const latestTimeMs = 8_640_000_000_000_000;
const changed = ['NOT_FOUND', 'NOT_MEMBER', 'FORBIDDEN', 'SERVER_FULL', 'TIMEOUT', 'BUSY'] as const;

/** The application's groups. Changes are made in the owner's name. */
export function groupRoutes(app: OpenAPIHono<ApiEnv>, routes: Routes, { backEnd }: ApiDeps): void {
  const { route, making } = routes;
  const { users, groups } = backEnd;
  app.openapi(
    making({
      method: 'post',
      path: '/groups',
      tags,
      summary: 'Makes a group',
      request: {
        headers: keyed,
        body: body(
          z.strictObject({
            owner: text(usernameSchema),
            name: text(groupNameSchema),
            description: text(groupDescriptionSchema).optional(),
            kind: z.enum(['private', 'public']).optional(),
            maxMembers: z.int().gt(2).optional(),
            members: z.array(ref).max(limits.membersPerCall).optional(),
          }),
        ),
      },
      responses: { 201: json(group), ...problems(...changed, 'GROUP_FULL', 'TOO_LARGE') },
    }),
    async (context) => {
      const application = context.get('application');
      const { owner, ...given } = context.req.valid('json');
      const found = await users.find(application, owner);
      if (!found.ok) return refuse(found.error);
      const made = await groups.create(application, { owner: found.value, ...given });
      return made.ok ? context.json(made.value, 201) : refuse(made.error);
    },
  );
  app.openapi(
    route({
      method: 'get',
      path: '/groups/{id}',
      tags,
      summary: 'One group',
      request: { params: path },
      responses: { 200: json(group), ...problems('NOT_FOUND') },
    }),
    async (context) => {
      const found = await groups.look(context.get('application'), context.req.valid('param').id);
      return found.ok ? context.json(found.value, 200) : refuse(found.error);
    },
  );
  app.openapi(
    route({
      method: 'patch',
      path: '/groups/{id}',
      tags,
      summary: 'Changes name and description',
      request: {
        params: path,
        body: body(
          z.strictObject({
            name: text(groupNameSchema).optional(),
            description: text(groupDescriptionSchema).optional(),
          }),
        ),
      },
      responses: { 200: json(group), ...problems(...changed) },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      const done = await groups.update(context.get('application'), id, context.req.valid('json'));
      return done.ok ? context.json(done.value, 200) : refuse(done.error);
    },
  );
  app.openapi(
    route({
      method: 'delete',
      path: '/groups/{id}',
      tags,
      summary: 'Dissolves a group',
      request: { params: path },
      responses: { ...nothing, ...problems(...changed) },
    }),
    async (context) => settled(await groups.dissolve(context.get('application'), context.req.valid('param').id)),
  );
  app.openapi(
    route({
      method: 'put',
      path: '/groups/{id}/owner',
      tags,
      summary: 'Hands a group on to one of its members',
      request: { params: path, body: body(ref) },
      responses: { ...nothing, ...problems(...changed) },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      return settled(await groups.transfer(context.get('application'), id, context.req.valid('json')));
    },
  );
  memberRoutes(app, routes, { groups });
}

function memberRoutes(
  app: OpenAPIHono<ApiEnv>,
  { route, making }: Routes,
  { groups }: Pick<ApiDeps['backEnd'], 'groups'>,
): void {
  app.openapi(
    route({
      method: 'get',
      path: '/groups/{id}/members',
      tags,
      summary: 'Members in the order of joining, in pages',
      request: {
        params: path,
        query: ofApplication.extend({ after: text(usernameSchema).optional(), limit: pageSize }),
      },
      responses: {
        200: json(
          z.object({ members: z.array(member) }),
          'Ask again with `after=` (and `appKey=`) the last of them, while there are any',
        ),
        ...problems('NOT_FOUND'),
      },
    }),
    async (context) => {
      const { after, appKey, limit } = context.req.valid('query');
      const page = { limit, ...(after !== undefined && { after: { username: after, appKey } }) };
      const found = await groups.members(context.get('application'), context.req.valid('param').id, page);
      return found.ok ? context.json({ members: found.value }, 200) : refuse(found.error);
    },
  );
  app.openapi(
    making({
      method: 'post',
      path: '/groups/{id}/members',
      tags,
      summary: 'Brings users into a group',
      request: {
        headers: keyed,
        params: path,
        body: body(z.strictObject({ members: z.array(ref).min(1).max(limits.membersPerCall) })),
      },
      responses: { ...nothing, ...problems(...changed, 'ALREADY_MEMBER', 'GROUP_FULL') },
    }),
    async (context) => {
      const { id } = context.req.valid('param');
      return settled(await groups.addMembers(context.get('application'), id, context.req.valid('json').members));
    },
  );
  app.openapi(
    route({
      method: 'delete',
      path: '/groups/{id}/members/{username}',
      tags,
      summary: 'Removes a member who is not the owner',
      request: { params: memberPath, query: ofApplication },
      responses: { ...nothing, ...problems(...changed) },
    }),
    async (context) => {
      const { id, username } = context.req.valid('param');
      const { appKey } = context.req.valid('query');
      return settled(await groups.removeMember(context.get('application'), id, { username, appKey }));
    },
  );
  app.openapi(
    route({
      method: 'put',
      path: '/groups/{id}/members/{username}/role',
      tags,
      summary: 'Makes a member an admin, or an admin a member',
      request: {
        params: memberPath,
        query: ofApplication,
        body: body(z.strictObject({ role: z.enum(['admin', 'member']) })),
      },
      responses: { ...nothing, ...problems(...changed) },
    }),
    async (context) => {
      const { id, username } = context.req.valid('param');
      const named = { username, appKey: context.req.valid('query').appKey };
      return settled(await groups.setRole(context.get('application'), id, named, context.req.valid('json').role));
    },
  );
  app.openapi(
    route({
      method: 'put',
      path: '/groups/{id}/members/{username}/silence',
      tags,
      summary: 'Silences a member until a time (ms), or with null no longer',
      request: {
        params: memberPath,
        query: ofApplication,
        body: body(z.strictObject({ until: z.int().nonnegative().max(latestTimeMs).nullable() })),
      },
      responses: { ...nothing, ...problems(...changed) },
    }),
    async (context) => {
      const { id, username } = context.req.valid('param');
      const named = { username, appKey: context.req.valid('query').appKey };
      return settled(await groups.silence(context.get('application'), id, named, context.req.valid('json').until));
    },
  );
}
