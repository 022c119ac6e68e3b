import * as v from 'valibot';
import { memberRefSchema, passwordSchema } from '../ids.js';
import * as json from '../json.js';
import { limits } from '../limits.js';
import { mediaIdSchema } from '../media.js';
import { profileChangeSchema, userCardSchema } from '../people.js';

/** Looks users up, at most 100 a call. Users who do not exist are missing in the answer. RATE_LIMITED after 60 calls a minute. */
export const usersGetRequest = json.object({
  users: v.pipe(v.array(memberRefSchema), v.minLength(1), v.maxLength(limits.lookUpUsers)),
});
export const usersGetResponse = json.object({ users: v.array(userCardSchema) });

/** Changes what the caller tells of himself: what is not named stays, null or an empty text takes a field away. */
export const usersUpdateRequest = json.object({ profile: profileChangeSchema });
export const usersUpdateResponse = json.object({ user: userCardSchema });

/**
 * Shows a picture that the caller uploaded as an 'avatar' to everybody of the application; null takes it away.
 * NOT_FOUND where it is no such picture of his.
 */
export const usersSetAvatarRequest = json.object({ mediaId: v.nullable(mediaIdSchema) });
export const usersSetAvatarResponse = json.object({ user: userCardSchema });

/**
 * Ends all other sessions of the caller with `password_changed`. UNAUTHENTICATED where the current password is wrong, or
 * he has none; RATE_LIMITED as with a login.
 */
export const usersChangePasswordRequest = json.object({
  current: v.pipe(v.string(), v.maxLength(256)),
  next: passwordSchema,
});
export const usersChangePasswordResponse = json.object({});

/**
 * Who is blocked sends the caller no messages: BLOCKED. Groups are not affected, and the caller may send to him. A send
 * that begins after the answer is refused. INVALID for oneself, NOT_FOUND, FORBIDDEN beyond 1,000. Twice is as once.
 */
export const usersBlockRequest = json.object({ user: memberRefSchema });
export const usersBlockResponse = json.object({});
export const usersUnblockRequest = json.object({ user: memberRefSchema });
export const usersUnblockResponse = json.object({});

/** Whom the caller blocks, in the order of blocking. `after`: the last of the page before. */
export const usersBlockedRequest = json.object({ after: v.optional(memberRefSchema) });
export const usersBlockedResponse = json.object({ users: v.array(userCardSchema), hasMore: v.boolean() });

/** Do-not-disturb for everything; with `user`, for the conversation with him, as `settings` does it. */
export const usersMuteRequest = json.object({ user: v.optional(memberRefSchema), muted: v.boolean() });
export const usersMuteResponse = json.object({});
