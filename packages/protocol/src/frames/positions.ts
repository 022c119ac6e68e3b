import * as v from 'valibot';
import { logIdSchema, seqSchema, targetSchema } from '../ids.js';
import * as json from '../json.js';
import { limits } from '../limits.js';

const marksSchema = v.pipe(v.array(v.strictTuple([logIdSchema, seqSchema])), v.maxLength(limits.marksPerReport));

/**
 * Moves read positions forward (S11, D14): for each conversation the greatest place that any device of the user
 * reported holds. The answer leaves after the flush. The new state is pushed to the user's other devices.
 * A conversation that is not the user's is passed over.
 */
export const readRequest = json.object({ marks: marksSchema });
export const readResponse = json.object({});

/**
 * Reports how far this device has stored, for all conversations in one frame; at most once a second, and at once after
 * catch-up and on logout. The server writes it behind, at most 5 s late.
 * `cursor` covers everything that was pushed on this connection before the answer.
 */
export const deliveredRequest = json.object({ marks: marksSchema });
export const deliveredResponse = json.object({ cursor: v.string() });

/** The user's own settings of a conversation. The new state is pushed to all his devices. */
export const settingsRequest = json.object({
  target: targetSchema,
  muted: v.optional(v.boolean()),
  pinned: v.optional(v.boolean()),
});
export const settingsResponse = json.object({});
