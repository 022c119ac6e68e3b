import * as v from 'valibot';
import { numericIdSchema, seqSchema } from './ids.js';
import * as json from './json.js';
import { actorSchema } from './people.js';

/** What happens to a group, as it stands in the group's log (S31, S32). */
export const groupEventSchema = json.looseObject({
  kind: v.string(),
  actor: actorSchema,
  members: v.optional(v.array(actorSchema)),
  newOwner: v.optional(actorSchema),
  until: v.optional(json.number),
});
export type WireGroupEvent = v.InferOutput<typeof groupEventSchema>;

/**
 * What stands at one place of a log. The body is the same for all readers, byte for byte, and stored as it is sent.
 * `message`: as its device sent it, with the sender as he was called then; where it asks for receipts, with the number of
 * those who may give one, the members at its place without the sender. `event`: a change of the group.
 * `retraction`: the message `id` at place `seq` was taken back; `at` and `sid` are the message's, and `increment` what it
 * had added to unread. Not shown. `retracted`: what stands at that message's place from then on, shown as a prompt.
 * `empty`: the place of a message whose body is not kept (`saveOffline: false`, erased): nothing is shown.
 * A kind that a reader does not know takes its place and is not shown.
 */
export const bodySchema = v.union([
  json.looseObject({
    kind: v.literal('message'),
    from: actorSchema,
    fromType: v.picklist(['user', 'admin', 'system']),
    recipients: v.optional(json.integer),
    message: json.looseObject({ id: v.string(), content: json.looseObject({ type: v.string() }) }),
  }),
  json.looseObject({ kind: v.literal('event'), event: groupEventSchema }),
  json.looseObject({
    kind: v.literal('retracted'),
    from: actorSchema,
    fromType: v.picklist(['user', 'admin', 'system']),
    id: v.string(),
  }),
  json.looseObject({
    kind: v.literal('retraction'),
    from: actorSchema,
    seq: seqSchema,
    id: v.string(),
    at: json.number,
    sid: numericIdSchema,
    increment: json.number,
  }),
  json.looseObject({ kind: v.literal('empty') }),
  json.looseObject({ kind: v.string() }),
]);
export type Body = v.InferOutput<typeof bodySchema>;

export const entrySchema = json.object({
  /** Place: dense from 1. */
  seq: seqSchema,
  /** Server time in ms; never falls as places rise. */
  at: json.number,
  /** The server's id of it, across all conversations. */
  sid: numericIdSchema,
  body: bodySchema,
});
export type Entry = v.InferOutput<typeof entrySchema>;

/** The text of an entry, spliced from its stored body: the server parses no body that it only hands on. */
export const entryText = (seq: number, at: number, sid: string, body: string): string =>
  `{"seq":${seq},"at":${at},"sid":"${sid}","body":${body}}`;
