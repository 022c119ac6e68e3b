import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { appKeySchema, applicationLimitNames } from '@palaver/protocol';
import { problems } from '../problem.js';
import type { ApiEnv } from './credentials.js';
import { type ApiDeps, body, json, keyed, nothing, type Routes, settled } from './route.js';
import { text } from './schemas.js';

const settings = {
  registration: z.enum(['open', 'closed']).openapi({ description: 'Whether clients may register' }),
  devices: z
    .enum(['one_per_class', 'unlimited'])
    .openapi({ description: 'One login in each class of devices, or any number' }),
  crossApplications: z
    .union([z.enum(['none', 'all']), z.array(text(appKeySchema)).max(1_000)])
    .openapi({ description: 'Whose people yours may meet, where that application allows it too' }),
  retentionDays: z.int().positive().max(36_500).nullable().openapi({
    description: 'Messages older than so many days are deleted, media with them; null keeps them for ever',
  }),
};
const bounds = <V extends z.ZodType>(value: V) =>
  z.strictObject(
    Object.fromEntries(applicationLimitNames.map((name) => [name, value])) as Record<
      (typeof applicationLimitNames)[number],
      V
    >,
  );
const application = z
  .object({
    appKey: z.string(),
    name: z.string(),
    settings: z.object({ ...settings, limits: z.record(z.string(), z.number()) }),
    limits: z
      .record(z.string(), z.number())
      .openapi({ description: 'All bounds that hold: the defaults, and your own' }),
  })
  .openapi('Application');

/** The application's own settings, bounds and secrets. */
export function applicationRoutes(
  app: OpenAPIHono<ApiEnv>,
  { route, making }: Routes,
  { backEnd: { applications } }: ApiDeps,
): void {
  app.openapi(
    route({
      method: 'get',
      path: '/application',
      tags: ['Application'],
      summary: 'Settings and bounds of your application',
      responses: { 200: json(application) },
    }),
    (context) => context.json(applications.describe(context.get('application')) as never, 200),
  );
  app.openapi(
    route({
      method: 'patch',
      path: '/application',
      tags: ['Application'],
      summary: 'Changes settings and bounds; null takes a bound back to its default',
      request: {
        body: body(
          z.strictObject({
            registration: settings.registration.optional(),
            devices: settings.devices.optional(),
            crossApplications: settings.crossApplications.optional(),
            retentionDays: settings.retentionDays.optional(),
            limits: bounds(z.int().positive().max(Number.MAX_SAFE_INTEGER).nullable()).partial().optional(),
          }),
        ),
      },
      responses: { 200: json(application) },
    }),
    async (context) => {
      const { limits, ...change } = context.req.valid('json');
      const given = { ...change, ...(limits && { limits }) } as Parameters<typeof applications.change>[1];
      return context.json(
        applications.describe(await applications.change(context.get('application'), given)) as never,
        200,
      );
    },
  );
  app.openapi(
    making({
      method: 'post',
      path: '/secrets',
      tags: ['Application'],
      summary: 'Makes a new master secret; the newest of those before stays valid beside it',
      request: { headers: keyed },
      responses: { 201: json(z.object({ masterSecret: z.string() }), 'Shown here and never again') },
    }),
    async (context) => context.json({ masterSecret: await applications.addSecret(context.get('application')) }, 201),
  );
  app.openapi(
    route({
      method: 'delete',
      path: '/secrets',
      tags: ['Application'],
      summary: 'Ends the older of two master secrets',
      responses: { ...nothing, ...problems('NOT_FOUND') },
    }),
    async (context) => settled(await applications.dropOlderSecret(context.get('application'))),
  );
}
