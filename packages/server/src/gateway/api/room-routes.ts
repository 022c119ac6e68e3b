import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { limits, numericIdSchema, roomCardSchema } from '@palaver/protocol';
import { problems } from '../problem.js';
import type { ApiEnv } from './credentials.js';
import { type ApiDeps, body, json, keyed, nothing, type Routes, refuse, settled } from './route.js';
import { shown, text } from './schemas.js';

const tags = ['Chatrooms'];
const room = shown(roomCardSchema, 'Chatroom');
const path = z.object({ id: text(numericIdSchema) });
const name = z.string().max(limits.nameBytes).openapi({ description: 'One line' });
const description = z.string().max(limits.profileBytes);

/** The application's chatrooms: clients enter them, and its back end makes them. */
export function roomRoutes(app: OpenAPIHono<ApiEnv>, { route, making }: Routes, { backEnd: { rooms } }: ApiDeps): void {
  app.openapi(
    making({
      method: 'post',
      path: '/chatrooms',
      tags,
      summary: 'Makes a chatroom',
      request: { headers: keyed, body: body(z.strictObject({ name, description: description.optional() })) },
      responses: { 201: json(room), ...problems('SERVER_FULL') },
    }),
    async (context) => {
      const { name, description } = context.req.valid('json');
      const appKey = context.get('application').key;
      const made = await rooms.createRoom({ appKey, name, ...(description !== undefined && { description }) });
      return made.ok ? context.json(made.value, 201) : refuse(made.error);
    },
  );
  app.openapi(
    route({
      method: 'get',
      path: '/chatrooms',
      tags,
      summary: 'Chatrooms in the order of their making, in pages',
      request: {
        query: z.object({
          start: z.coerce.number().int().nonnegative().optional(),
          count: z.coerce.number().int().positive().max(limits.roomsPerCall).optional(),
        }),
      },
      responses: { 200: json(z.object({ items: z.array(room), total: z.int() })) },
    }),
    async (context) => {
      const { start, count } = context.req.valid('query');
      const page = { ...(start !== undefined && { start }), ...(count !== undefined && { count }) };
      const found = await rooms.rooms(context.get('application').key, page);
      return found.ok ? context.json(found.value, 200) : refuse(found.error);
    },
  );
  app.openapi(
    route({
      method: 'get',
      path: '/chatrooms/{id}',
      tags,
      summary: 'One chatroom',
      request: { params: path },
      responses: { 200: json(room), ...problems('NOT_FOUND') },
    }),
    async (context) => {
      const found = await rooms.findRoom({ appKey: context.get('application').key, ...context.req.valid('param') });
      return found.ok ? context.json(found.value, 200) : refuse(found.error);
    },
  );
  app.openapi(
    route({
      method: 'patch',
      path: '/chatrooms/{id}',
      tags,
      summary: 'Changes name and description',
      request: {
        params: path,
        body: body(z.strictObject({ name: name.optional(), description: description.optional() })),
      },
      responses: { ...nothing, ...problems('NOT_FOUND', 'SERVER_FULL') },
    }),
    async (context) => {
      const named = { appKey: context.get('application').key, ...context.req.valid('param') };
      const { name, description } = context.req.valid('json');
      const changes = { ...(name !== undefined && { name }), ...(description !== undefined && { description }) };
      return settled(await rooms.updateRoom(named, changes));
    },
  );
  app.openapi(
    route({
      method: 'delete',
      path: '/chatrooms/{id}',
      tags,
      summary: 'Removes a chatroom with all that was said there; everybody inside is put out',
      request: { params: path },
      responses: { ...nothing, ...problems('NOT_FOUND', 'SERVER_FULL') },
    }),
    async (context) =>
      settled(await rooms.removeRoom({ appKey: context.get('application').key, ...context.req.valid('param') })),
  );
}
