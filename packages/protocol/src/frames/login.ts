import * as v from 'valibot';
import { appKeySchema, platformSchema } from '../ids.js';
import * as json from '../json.js';
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
export const loginRequest = json.object({
  /** Version of the protocol. */
  version: json.integer,
  appKey: v.optional(appKeySchema),
  platform: platformSchema,
  deviceName: v.optional(v.pipe(v.string(), v.maxLength(limits.deviceNameBytes))),
  credentials: v.variant('kind', [
    json.object({
      kind: v.literal('password'),
      username: v.pipe(v.string(), v.maxLength(256)),
      password: v.pipe(v.string(), v.maxLength(256)),
    }),
    json.object({ kind: v.literal('token'), token: v.pipe(v.string(), v.maxLength(8192)) }),
    json.object({ kind: v.literal('session'), token: v.pipe(v.string(), v.maxLength(256)) }),
  ]),
});
export const loginResponse = json.object({
  user: userCardSchema,
  /** The session's public id: the device's id in the list of devices. */
  session: v.string(),
  /** Present where the login made a session: what reopens it. */
  token: v.optional(v.string()),
  /** Server time in ms. */
  now: json.number,
  heartbeatMs: json.integer,
});

export const endReasonSchema = v.picklist([
  'other_device',
  'password_changed',
  'user_disabled',
  'user_deleted',
  'token_expired',
  'logged_out',
]);
export type EndReason = v.InferOutput<typeof endReasonSchema>;
