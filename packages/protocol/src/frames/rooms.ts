import * as v from 'valibot';
import { entrySchema } from '../entry.js';
import { logIdSchema, numericIdSchema, seqSchema } from '../ids.js';
import * as json from '../json.js';
import { limits } from '../limits.js';
import { roomCardSchema } from '../people.js';

/**
 * Chatrooms (O2): made by the application's operator; who enters gets the last 50 messages, and each new one while the
 * connection lasts. A room has no members, positions, receipts or states, and `sync` never names one. A message goes into it
 * by `send`; other users' entries come as `room`.
 */

/** The application's rooms in the order of their making. */
export const roomsListRequest = json.object({
  start: v.optional(v.pipe(json.integer, v.minValue(0))),
  count: v.optional(v.pipe(json.integer, v.minValue(1), v.maxValue(limits.roomsPerCall))),
});
export const roomsListResponse = json.object({ rooms: v.array(roomCardSchema), total: json.integer });

/** Refused with NOT_FOUND. */
export const roomsGetRequest = json.object({ id: numericIdSchema });
export const roomsGetResponse = json.object({ room: roomCardSchema });

/**
 * This connection is inside from now on; asking again changes nothing. `entries`: the newest, up to and including `head`.
 * Entries that are pushed may come before the answer, and may be in it as well: their places tell.
 * Refused with NOT_FOUND, RATE_LIMITED, and BUSY where the connection is in too many rooms.
 */
export const roomsEnterRequest = json.object({ id: numericIdSchema });
export const roomsEnterResponse = json.object({
  room: roomCardSchema,
  c: logIdSchema,
  head: seqSchema,
  entries: v.array(entrySchema),
});

/** Who is not inside may leave. Refused with NOT_FOUND. */
export const roomsLeaveRequest = json.object({ id: numericIdSchema });
export const roomsLeaveResponse = json.object({});

/** A new entry of a room, in place order, to the connections inside; that which sent the message gets its answer instead. */
export const roomFrameSchema = json.object({ t: v.literal('room'), c: logIdSchema, entry: entrySchema });
/** The room was removed: nobody is inside any more. */
export const roomEndedFrameSchema = json.object({ t: v.literal('room_ended'), c: logIdSchema });
