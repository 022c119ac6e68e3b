import * as z from 'zod/mini';
import { numericIdSchema, seqSchema } from './ids.js';
import { actorSchema } from './people.js';

/** What happens to a group, as it stands in the group's log (S31, S32). */
export const groupEventSchema = z.looseObject({
  kind: z.string(),
  actor: actorSchema,
  members: z.optional(z.array(actorSchema)),
  newOwner: z.optional(actorSchema),
  until: z.optional(z.number()),
});
export type WireGroupEvent = z.infer<typeof groupEventSchema>;

/**
 * What stands at one place of a log. The body is the same for all readers, byte for byte, and stored as it is sent.
 * `message`: as its device sent it, with the sender as he was called then. `event`: a change of the group.
 * `empty`: the place of a message whose body is not kept (`saveOffline: false`, erased): nothing is shown.
 * A kind that a reader does not know takes its place and is not shown.
 */
export const bodySchema = z.union([
  z.looseObject({
    kind: z.literal('message'),
    from: actorSchema,
    fromType: z.enum(['user', 'admin', 'system']),
    message: z.looseObject({ id: z.string(), content: z.looseObject({ type: z.string() }) }),
  }),
  z.looseObject({ kind: z.literal('event'), event: groupEventSchema }),
  z.looseObject({ kind: z.literal('empty') }),
  z.looseObject({ kind: z.string() }),
]);
export type Body = z.infer<typeof bodySchema>;

export const entrySchema = z.object({
  /** Place: dense from 1. */
  seq: seqSchema,
  /** Server time in ms; never falls as places rise. */
  at: z.number(),
  /** The server's id of it, across all conversations. */
  sid: numericIdSchema,
  body: bodySchema,
});
export type Entry = z.infer<typeof entrySchema>;

/** The text of an entry, spliced from its stored body: the server parses no body that it only hands on. */
export const entryText = (seq: number, at: number, sid: string, body: string): string =>
  `{"seq":${seq},"at":${at},"sid":"${sid}","body":${body}}`;
