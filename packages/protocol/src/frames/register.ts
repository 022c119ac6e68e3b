import * as z from 'zod/mini';
import { appKeySchema, passwordSchema, usernameSchema } from '../ids.js';
import { profileSchema } from '../people.js';

/**
 * Makes an account, where the application lets clients do so. Before `login`, on a connection that is then free to log in.
 * Refused with USER_EXISTS, INVALID, FORBIDDEN, RATE_LIMITED.
 */
export const registerRequest = z.object({
  appKey: z.optional(appKeySchema),
  username: usernameSchema,
  password: passwordSchema,
  profile: z.optional(profileSchema),
});
export const registerResponse = z.object({});
