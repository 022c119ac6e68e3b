import * as z from 'zod/mini';
import { appKeySchema, platformSchema } from '../ids.js';
import { limits } from '../limits.js';
import { userCardSchema } from '../people.js';

/**
 * Makes a session, or reopens one, and binds the connection to it. From the answer on the server pushes what is new;
 * the client then asks for what it missed with `sync`.
 *
 * `password` and `token` (a JWT from the application's own back end) make a session and end another one of the same
 * device class (O5). `session` reopens: the token that the answer of an earlier login held.
 * Refused with UNAUTHENTICATED, TOKEN_EXPIRED, FORBIDDEN (user disabled), RATE_LIMITED, VERSION, NOT_FOUND (application).
 * A session that was ended is refused with UNAUTHENTICATED and `ended`, the reason.
 */
export const loginRequest = z.object({
  /** Version of the protocol. */
  version: z.int(),
  appKey: z.optional(appKeySchema),
  platform: platformSchema,
  deviceName: z.optional(z.string().check(z.maxLength(limits.deviceNameBytes))),
  credentials: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('password'),
      username: z.string().check(z.maxLength(256)),
      password: z.string().check(z.maxLength(256)),
    }),
    z.object({ kind: z.literal('token'), token: z.string().check(z.maxLength(8192)) }),
    z.object({ kind: z.literal('session'), token: z.string().check(z.maxLength(256)) }),
  ]),
});
export const loginResponse = z.object({
  user: userCardSchema,
  /** The session's public id: the device's id in the list of devices. */
  session: z.string(),
  /** Present where the login made a session: what reopens it. */
  token: z.optional(z.string()),
  /** Server time in ms. */
  now: z.number(),
  heartbeatMs: z.int(),
});

export const endReasonSchema = z.enum([
  'other_device',
  'password_changed',
  'user_disabled',
  'user_deleted',
  'token_expired',
  'logged_out',
]);
export type EndReason = z.infer<typeof endReasonSchema>;
