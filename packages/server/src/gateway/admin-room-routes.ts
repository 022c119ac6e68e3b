import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { limits } from '@palaver/protocol';
import type { Admin } from '../core-ports.js';
import { answer, done, json, route } from './admin-routes.js';
import { problem, problems } from './problem.js';

const roomSchema = z
  .object({ id: z.string(), name: z.string(), description: z.string(), memberCount: z.int() })
  .openapi('Chatroom');
const roomPath = z.object({ appKey: z.string(), id: z.string() });

/** Chatrooms of an application, which nobody but its operator makes (O2). */
export function adminRoomRoutes(app: OpenAPIHono, admin: Admin): void {
  app.openapi(
    route(
      'post',
      '/applications/{appKey}/rooms',
      'Makes a chatroom',
      { 201: json(roomSchema), ...problems('INVALID', 'NOT_FOUND', 'SERVER_FULL') },
      z.strictObject({ name: z.string(), description: z.string().optional() }),
      z.object({ appKey: z.string() }),
    ),
    async (context) => {
      const { name, description } = context.req.valid('json');
      const { appKey } = context.req.valid('param');
      const made = await admin.createRoom({ appKey, name, ...(description !== undefined && { description }) });
      return made.ok ? context.json(made.value, 201) : (problem(made.error) as never);
    },
  );
  app.openapi(
    route(
      'get',
      '/applications/{appKey}/rooms',
      'Chatrooms in the order of their making, at most 50 a page',
      { 200: json(z.object({ items: z.array(roomSchema), total: z.int() })), ...problems('INVALID', 'NOT_FOUND') },
      undefined,
      z.object({ appKey: z.string() }),
      z.object({
        start: z.coerce.number().int().nonnegative().optional(),
        count: z.coerce.number().int().positive().max(limits.roomsPerCall).optional(),
      }),
    ),
    async (context) => {
      const { start, count } = context.req.valid('query');
      const page = { ...(start !== undefined && { start }), ...(count !== undefined && { count }) };
      const found = await admin.rooms(context.req.valid('param').appKey, page);
      return found.ok ? context.json(found.value, 200) : (problem(found.error) as never);
    },
  );
  app.openapi(
    route(
      'delete',
      '/applications/{appKey}/rooms/{id}',
      'Removes a chatroom with all that was said there; everybody inside is put out',
      { ...done, ...problems('INVALID', 'NOT_FOUND', 'SERVER_FULL') },
      undefined,
      roomPath,
    ),
    async (context) => answer(await admin.removeRoom(context.req.valid('param'))),
  );
}
