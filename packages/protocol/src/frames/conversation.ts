import * as v from 'valibot';
import { appKeySchema, logIdSchema, numericIdSchema, seqSchema } from '../ids.js';
import * as json from '../json.js';
import { groupCardSchema, userCardSchema } from '../people.js';

/**
 * A conversation as one user has it: his membership, his positions, his settings. Personal, and so never part of an
 * entry. It comes in the pages of `sync`, and as a push of its own when something of it changes:
 * - before the first entry of a conversation that is new to the user, with the head before that entry;
 * - after one of his devices moved the read position or changed a setting, to all his devices.
 *
 * `unread` is what is unread up to `head` with the read position `read`; a device adds the increments of others'
 * entries after `head` that it has. Of two states the greater `read` holds, then the greater `head`.
 */
export const conversationStateSchema = json.object({
  /** The conversation's number: how entries name it. */
  c: logIdSchema,
  target: v.union([json.object({ user: v.string(), appKey: appKeySchema }), json.object({ group: numericIdSchema })]),
  peer: v.union([userCardSchema, groupCardSchema]),
  /** Greatest place the user may see. */
  head: seqSchema,
  /** Places up to and including this one have expired. */
  floor: seqSchema,
  /** Intervals of membership, `[from, until)`; the last is open while `until` is null. */
  visible: v.array(v.strictTuple([seqSchema, v.nullable(seqSchema)])),
  read: seqSchema,
  delivered: seqSchema,
  unread: v.pipe(json.integer, v.minValue(0)),
  muted: v.boolean(),
  pinned: v.boolean(),
  /** Server time of the entry at `head` in ms; 0 where the log is empty. */
  headAt: json.number,
  /** With a reset to another history: places up to this one are of the history before it. */
  inherited: v.optional(seqSchema),
});
export type ConversationState = v.InferOutput<typeof conversationStateSchema>;
