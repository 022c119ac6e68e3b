import * as v from 'valibot';
import { memberRefSchema } from '../ids.js';
import * as json from '../json.js';
import { limits } from '../limits.js';
import { userCardSchema } from '../people.js';

/** Looks users up, at most 100 a call. Users who do not exist are missing in the answer. RATE_LIMITED after 60 calls a minute. */
export const usersGetRequest = json.object({
  users: v.pipe(v.array(memberRefSchema), v.minLength(1), v.maxLength(limits.lookUpUsers)),
});
export const usersGetResponse = json.object({ users: v.array(userCardSchema) });
