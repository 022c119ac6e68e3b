import * as v from 'valibot';
import { logIdSchema, seqSchema } from '../ids.js';
import * as json from '../json.js';
import { limits } from '../limits.js';
import { userCardSchema } from '../people.js';

const placesSchema = v.pipe(v.array(seqSchema), v.minLength(1), v.maxLength(limits.receiptsPerCall));

/** How many have read each of these messages. It only rises: of two numbers the greater holds. */
export const receiptCountsSchema = v.array(v.strictTuple([seqSchema, json.integer]));
export type ReceiptCounts = v.InferOutput<typeof receiptCountsSchema>;
/** Places of messages that the user has marked as read. */
export const markedPlacesSchema = v.array(seqSchema);

/**
 * Marks messages as read that ask for it, each once, by a recipient: who was a member at its place and did not send it (S44, D15).
 * The answer leaves after the flush. The sender's devices are pushed the new numbers, the reader's the places.
 * One that is not there, not his to read, or asks for no receipt, and all are refused with NOT_FOUND. What was taken back is
 * passed over.
 */
export const receiptsMarkRequest = json.object({
  marks: v.pipe(
    v.array(v.strictTuple([logIdSchema, placesSchema])),
    v.check(
      (marks) => marks.reduce((sum, [, places]) => sum + places.length, 0) <= limits.receiptsPerCall,
      `at most ${limits.receiptsPerCall} in all`,
    ),
  ),
});
export const receiptsMarkResponse = json.object({});

/**
 * Who has read a message and who has not: together the recipients at its place, whoever joined or left since. In pages:
 * the client asks again with `after`, the `next` of the page before. To the sender only: FORBIDDEN to others who see the
 * message, NOT_FOUND to who does not, INVALID where it asks for none.
 */
export const receiptsListRequest = json.object({
  c: logIdSchema,
  seq: seqSchema,
  after: v.optional(seqSchema),
  limit: v.optional(v.pipe(json.integer, v.minValue(1), v.maxValue(limits.pageEntries))),
});
export const receiptsListResponse = json.object({
  read: v.array(userCardSchema),
  unread: v.array(userCardSchema),
  next: v.optional(seqSchema),
});
