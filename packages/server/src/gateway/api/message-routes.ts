import { createHash, randomUUID } from 'node:crypto';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  appKeySchema,
  entrySchema,
  entryText,
  messageIdSchema,
  numericIdSchema,
  ok,
  type Refusal,
  type Result,
  readAs,
  refusal,
  refused,
  sendTargetSchema,
  targetSchema,
  usernameSchema,
} from '@palaver/protocol';
import type { HistoryOf } from '../../backend/history.js';
import type { ApplicationRow, UserRow } from '../../store/people-rows.js';
import { problems } from '../problem.js';
import type { ApiEnv } from './credentials.js';
import { isKey, keyHeader } from './idempotency.js';
import { type ApiDeps, body, json, keyed, pageSize, type Routes, refuse } from './route.js';
import { messageWithoutId, object, shown, text } from './schemas.js';

const tags = ['Messages'];
const entry = shown(entrySchema, 'Entry');
const fromType = z.enum(['user', 'admin', 'system']).default('user').openapi({
  description:
    "'user': in the name of a user, by the rules that hold for him. 'admin': a user whom you name speaks as an admin. 'system': the application itself speaks, and `from` is left out. Membership, silences and blocks do not hold for the last two.",
});
const speaker = { from: text(usernameSchema).optional(), fromType };
const place = { c: z.int(), seq: z.int(), at: z.number(), sid: z.string() };

/** Messages sent and taken back by the application's back end, and what was said. */
export function messageRoutes(app: OpenAPIHono<ApiEnv>, { route, sending }: Routes, { backEnd }: ApiDeps): void {
  const { users, messages, history, systemAccount } = backEnd;

  const speakerOf = async (
    application: ApplicationRow,
    { from, fromType }: { readonly from?: string | undefined; readonly fromType: 'user' | 'admin' | 'system' },
  ): Promise<Result<UserRow, Refusal>> => {
    if ((from === undefined) !== (fromType === 'system'))
      return refused(refusal('INVALID', "from: names a user, or with fromType 'system' nobody"));
    return from === undefined ? ok(await systemAccount(application)) : users.find(application, from);
  };

  app.openapi(
    sending({
      method: 'post',
      path: '/messages',
      tags,
      summary: 'Sends a message; the same id with the same message is one message, however often it is sent',
      request: {
        headers: keyed,
        body: body(
          z.strictObject({
            ...speaker,
            to: object(sendTargetSchema),
            id: text(messageIdSchema)
              .optional()
              .openapi({
                description: `Unique for its sender, for ever. Left out, it follows from ${keyHeader}, or is made.`,
              }),
            message: messageWithoutId,
          }),
        ),
      },
      responses: {
        201: json(z.object({ id: z.string(), ...place }), 'In the log, at this place'),
        ...problems('NOT_FOUND', 'NOT_MEMBER', 'BLOCKED', 'SILENCED', 'FORBIDDEN', 'TOO_LARGE', 'SERVER_FULL'),
      },
    }),
    async (context) => {
      const application = context.get('application');
      const { to, message, id: given, ...said } = context.req.valid('json');
      const from = await speakerOf(application, said);
      if (!from.ok) return refuse(from.error);
      const key = context.req.header(keyHeader);
      if (key !== undefined && !isKey(key)) return refuse(refusal('INVALID', `${keyHeader}: too long`));
      const id = given ?? (key === undefined ? randomUUID() : idOf(key));
      const spoken = { from: from.value, fromType: said.fromType, to, message: { id, ...message } };
      const sent = await messages.send(application, spoken as Parameters<typeof messages.send>[1]);
      return sent.ok ? context.json({ id, ...sent.value }, 201) : refuse(sent.error);
    },
  );
  app.openapi(
    sending({
      method: 'post',
      path: '/messages/retract',
      tags,
      summary: 'Takes a message back, at any time: its content is to be had nowhere from then on',
      request: {
        body: body(z.strictObject({ ...speaker, to: object(targetSchema), id: text(messageIdSchema) })),
      },
      responses: {
        200: json(z.object(place), 'The place of the retraction'),
        ...problems('NOT_FOUND', 'FORBIDDEN', 'ALREADY_RETRACTED', 'SERVER_FULL'),
      },
    }),
    async (context) => {
      const application = context.get('application');
      const { to, id, ...said } = context.req.valid('json');
      const from = await speakerOf(application, said);
      if (!from.ok) return refuse(from.error);
      const done = await messages.retract(application, { from: from.value, to, id });
      return done.ok ? context.json(done.value, 200) : refuse(done.error);
    },
  );
  app.openapi(
    route({
      method: 'get',
      path: '/messages',
      tags,
      summary: 'What was said between two users, or in a group: the newest first page, older ones before `next`',
      request: {
        query: z.object({
          group: text(numericIdSchema).optional(),
          user: text(usernameSchema).optional(),
          with: text(usernameSchema).optional(),
          withAppKey: text(appKeySchema).optional(),
          before: z.coerce.number().int().positive().optional(),
          limit: pageSize,
        }),
      },
      responses: {
        200: json(
          z.object({ c: z.int(), entries: z.array(entry), next: z.int().optional() }),
          'Ascending; ask again with `before=` what `next` says',
        ),
        ...problems('NOT_FOUND'),
      },
    }),
    async (context) => {
      const { before, limit, ...asked } = context.req.valid('query');
      const of = historyOf(asked);
      if (!of) return refuse(refusal('INVALID', 'Name a group, or a user and with whom.'));
      const page = await history.page(context.get('application'), of, { before, limit });
      if (!page.ok) return refuse(page.error);
      const { c, entries, next } = page.value;
      const texts = entries.map(({ seq, at, sid, body }) => entryText(seq, at, sid, body));
      const more = next === undefined ? '' : `,"next":${next}`;
      return new Response(`{"c":${c},"entries":[${texts.join(',')}]${more}}`, {
        headers: { 'content-type': 'application/json' },
      }) as never;
    },
  );
}

function historyOf(asked: {
  readonly group?: string | undefined;
  readonly user?: string | undefined;
  readonly with?: string | undefined;
  readonly withAppKey?: string | undefined;
}): HistoryOf | undefined {
  const { group, user, with: other, withAppKey: appKey } = asked;
  if (group !== undefined) return user === undefined && other === undefined ? { group } : undefined;
  if (user === undefined || other === undefined) return undefined;
  return { users: [{ username: user }, { username: other, appKey }] };
}

/** One key, one id: what cannot be an id itself is digested into one. */
const idOf = (key: string): string =>
  readAs(messageIdSchema, key).ok ? key : createHash('sha256').update(key).digest('base64url');
