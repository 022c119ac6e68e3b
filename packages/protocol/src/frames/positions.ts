import * as z from 'zod/mini';
import { logIdSchema, seqSchema, targetSchema } from '../ids.js';
import { limits } from '../limits.js';

const marksSchema = z.array(z.tuple([logIdSchema, seqSchema])).check(z.maxLength(limits.marksPerReport));

/**
 * Moves read positions forward (S11, D14): for each conversation the greatest place that any device of the user
 * reported holds. The answer leaves after the flush. The new state is pushed to the user's other devices.
 * A conversation that is not the user's is passed over.
 */
export const readRequest = z.object({ marks: marksSchema });
export const readResponse = z.object({});

/**
 * Reports how far this device has stored, for all conversations in one frame; at most once a second, and at once after
 * catch-up and on logout. The server writes it behind, at most 5 s late.
 * `cursor` covers everything that was pushed on this connection before the answer.
 */
export const deliveredRequest = z.object({ marks: marksSchema });
export const deliveredResponse = z.object({ cursor: z.string() });

/** The user's own settings of a conversation. The new state is pushed to all his devices. */
export const settingsRequest = z.object({
  target: targetSchema,
  muted: z.optional(z.boolean()),
  pinned: z.optional(z.boolean()),
});
export const settingsResponse = z.object({});
