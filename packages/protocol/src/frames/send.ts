import * as v from 'valibot';
import { logIdSchema, messageIdSchema, numericIdSchema, sendTargetSchema, seqSchema } from '../ids.js';
import * as json from '../json.js';
import { messageSchema } from '../message.js';

/**
 * Appends a message to the log of a conversation with a user or a group, or of a chatroom. The answer leaves after the flush that covers
 * the message (D1). The same id with the same body gets the same answer again, with another body ID_REUSED (D4).
 * A first message to a user makes the conversation; its state is then pushed before the answer.
 *
 * Into a chatroom goes what is sent by a connection that is inside (else NOT_MEMBER), and asks for no receipt (else INVALID).
 *
 * Final refusals: INVALID, NOT_FOUND, NOT_MEMBER, BLOCKED, SILENCED, TOO_LARGE, FORBIDDEN, ID_REUSED.
 * "Again later": RATE_LIMITED, BUSY, SERVER_FULL. These are sticky: until that id comes again or is withdrawn, later
 * sends of the connection into the same conversation are refused alike (D8).
 */
export const sendRequest = json.object({ to: sendTargetSchema, message: messageSchema });
export const sendResponse = json.object({
  c: logIdSchema,
  seq: seqSchema,
  at: json.number,
  sid: numericIdSchema,
  /** Where the message asks for receipts: how many may give one. */
  recipients: v.optional(json.integer),
  /** To an id that is repeated: how many of them have read it since, where somebody has. */
  readers: v.optional(json.integer),
  /** To an id that is repeated: it was taken back since. */
  isRetracted: v.optional(v.literal(true)),
});

/** Takes back a message that was refused with "again later": the connection's later sends no longer wait for it. */
export const withdrawRequest = json.object({ id: messageIdSchema });
export const withdrawResponse = json.object({});
