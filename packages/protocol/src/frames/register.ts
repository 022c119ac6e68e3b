import * as v from 'valibot';
import { appKeySchema, passwordSchema, usernameSchema } from '../ids.js';
import * as json from '../json.js';
import { profileSchema } from '../people.js';

/**
 * Makes an account, where the application lets clients do so. Before `login`, on a connection that is then free to log in.
 * Refused with USER_EXISTS, INVALID, FORBIDDEN, RATE_LIMITED.
 */
export const registerRequest = json.object({
  appKey: v.optional(appKeySchema),
  username: usernameSchema,
  password: passwordSchema,
  profile: v.optional(profileSchema),
});
export const registerResponse = json.object({});
