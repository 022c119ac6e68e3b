import * as v from 'valibot';
import { logIdSchema } from '../ids.js';
import * as json from '../json.js';
import { limits } from '../limits.js';
import { conversationStateSchema } from './conversation.js';
import { personalStateSchema } from './personal.js';
import { markedPlacesSchema, receiptCountsSchema } from './receipts.js';

/**
 * What changed since a cursor: the states of the user's conversations, in pages. The client asks again with `next` until
 * there is none. `cursor` covers everything before the first page; the client stores it with the last.
 *
 * `isReset`: the cursor belongs to another history (a restore, another data store), or is ahead of this one. The client
 * drops its copy of the logs and keeps outbox, drafts and removals; the pages that follow are complete (D23).
 * Without a cursor, or with one that is not understood, the pages are complete too.
 */
export const syncRequest = json.object({
  cursor: v.optional(v.pipe(v.string(), v.maxLength(limits.cursorBytes))),
  next: v.optional(v.pipe(v.string(), v.maxLength(limits.cursorBytes))),
});
export const syncResponse = json.object({
  conversations: v.array(conversationStateSchema),
  next: v.optional(v.string()),
  cursor: v.string(),
  isReset: v.boolean(),
  /** True where the pages hold all conversations, not only those that changed. */
  isFull: v.boolean(),
  /** Own messages that more have read since the cursor, and what the user marked: behind the conversations. Full pages need none. */
  receipts: v.optional(v.array(v.strictTuple([logIdSchema, receiptCountsSchema]))),
  marked: v.optional(v.array(v.strictTuple([logIdSchema, markedPlacesSchema]))),
  /** With the first page, where it changed. */
  personal: v.optional(personalStateSchema),
});
