import * as v from 'valibot';
import { entrySchema } from '../entry.js';
import { logIdSchema, numericIdSchema, targetSchema, wellFormed } from '../ids.js';
import * as json from '../json.js';
import { limits } from '../limits.js';

/**
 * Messages that hold a text, among all that the user may see, or in one conversation; newest first, by server ids: those
 * smaller than `before`. What is compared, and how, `searchable.ts` says. At most `limit` (20), and fewer where they
 * would not fit: `next` is there where older ones may follow, and is then the `before` of the next page.
 * Refused with INVALID (no text), NOT_FOUND (no such conversation, or never a member of it), RATE_LIMITED, BUSY.
 */
export const searchRequest = json.object({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.searchCharacters), wellFormed),
  in: v.optional(targetSchema),
  limit: v.optional(v.pipe(json.integer, v.minValue(1), v.maxValue(limits.searchHits))),
  before: v.optional(numericIdSchema),
});
export const searchResponse = json.object({
  hits: v.array(json.object({ c: logIdSchema, entry: entrySchema })),
  next: v.optional(numericIdSchema),
});
