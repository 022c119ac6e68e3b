import { logIdSchema, messageIdSchema, numericIdSchema, seqSchema, targetSchema } from '../ids.js';
import * as json from '../json.js';

/**
 * Takes a message back (S37, D16). The retraction is an entry of its own, at its own place, that is shown nowhere; it
 * reaches all devices as any other entry, the caller's too, and the answer leaves after it. From the commit on the
 * message's own entry is `retracted`, whoever asks for it. In the time that the application allows, by the server's
 * clock, since the message was committed.
 *
 * Refused with NOT_FOUND, FORBIDDEN (another's message), ALREADY_RETRACTED, RETRACT_TIMEOUT, NOT_MEMBER; INVALID in a chatroom.
 */
export const retractRequest = json.object({ to: targetSchema, id: messageIdSchema });
/** The place of the retraction's entry. */
export const retractResponse = json.object({ c: logIdSchema, seq: seqSchema, at: json.number, sid: numericIdSchema });
