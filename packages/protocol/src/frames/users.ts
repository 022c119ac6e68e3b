import * as z from 'zod/mini';
import { memberRefSchema } from '../ids.js';
import { limits } from '../limits.js';
import { userCardSchema } from '../people.js';

/** Looks users up, at most 100 a call. Users who do not exist are missing in the answer. RATE_LIMITED after 60 calls a minute. */
export const usersGetRequest = z.object({
  users: z.array(memberRefSchema).check(z.minLength(1), z.maxLength(limits.lookUpUsers)),
});
export const usersGetResponse = z.object({ users: z.array(userCardSchema) });
