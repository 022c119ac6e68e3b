import * as v from 'valibot';
import { entrySchema } from '../entry.js';
import { logIdSchema, seqSchema } from '../ids.js';
import * as json from '../json.js';
import { markedPlacesSchema, receiptCountsSchema } from './receipts.js';

/**
 * Entries of a log, by place. The server answers with those from `from` to `to`, both included, that the user may see,
 * at most 500 and the newest of them where there are more: `from` of the answer tells where it begins.
 * Places in the answered range that are missing in `entries` are not the user's to see, or have expired.
 * `only`: nothing but the retractions among them, for who leaves a hole there and yet must not show what was taken back.
 * Of those that have expired, `retracted` tells the places that they took back.
 * Refused with INVALID, NOT_FOUND (no such conversation, or never a member of it).
 */
export const entriesRequest = json.object({
  c: logIdSchema,
  from: seqSchema,
  to: seqSchema,
  only: v.optional(v.literal('retractions')),
});
export const entriesResponse = json.object({
  c: logIdSchema,
  from: seqSchema,
  to: seqSchema,
  entries: v.array(entrySchema),
  retracted: v.optional(v.array(seqSchema)),
  /** Of what was answered: how many have read the user's own messages, and what of the others he has marked. */
  receipts: v.optional(receiptCountsSchema),
  marked: v.optional(markedPlacesSchema),
});
