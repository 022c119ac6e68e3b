import * as v from 'valibot';
import { memberRefSchema } from '../ids.js';
import * as json from '../json.js';
import { userCardSchema } from '../people.js';

/**
 * What belongs to a user and to no conversation, the same on all his devices: what he tells of himself, do-not-disturb
 * for everything, and whom he blocks. It comes whole: with `sync` where it changed since the cursor, and as a push to all
 * his devices when one of them changed it. Of two the greater `mark` holds; after a reset, the one that came with it.
 */
export const personalStateSchema = json.object({
  /** Of the last change; 0 where there was none. */
  mark: json.integer,
  user: userCardSchema,
  muted: v.boolean(),
  /** In the order of blocking. */
  blocked: v.array(memberRefSchema),
});
export type PersonalState = v.InferOutput<typeof personalStateSchema>;
