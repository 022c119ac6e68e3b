import * as v from 'valibot';
import { appKeySchema, byteLength, numericIdSchema, platformSchema, targetSchema, wellFormed } from '../ids.js';
import * as json from '../json.js';
import { actorSchema } from '../people.js';

/** A text, or a JSON object. */
export const commandDataSchema = v.union([v.pipe(v.string(), wellFormed), json.record(v.string(), v.unknown())]);
export type WireCommandData = v.InferOutput<typeof commandDataSchema>;

/**
 * Hands something to who is connected now; it is written nowhere, and arrives once or not at all (S49 S50 S51, D18).
 * Either `to` a user, or a group's members, or to the user's own other `devices` of a platform or all.
 * The answer says that it was handed on, not that it was received.
 * Refused with INVALID (oneself, neither or both of the two), TOO_LARGE, NOT_FOUND, NOT_MEMBER, BLOCKED, SILENCED, RATE_LIMITED, BUSY,
 * and TARGET_OFFLINE where a user, or none of the devices, is connected. A group accepts it always.
 */
export const commandRequest = json.object({
  to: v.optional(targetSchema),
  devices: v.optional(v.union([v.literal('all'), platformSchema])),
  data: commandDataSchema,
});
export const commandResponse = json.object({});

/** A command, as it is pushed: the same text for all. `target`: the conversation as the receiver has it; from an own device, oneself. */
export const commandFrameSchema = json.object({
  t: v.literal('command'),
  from: actorSchema,
  target: v.union([json.object({ user: v.string(), appKey: appKeySchema }), json.object({ group: numericIdSchema })]),
  data: commandDataSchema,
  fromOwnDevice: v.boolean(),
});

/** What counts of it: a text as it is, an object as JSON. */
export const commandBytes = (data: WireCommandData): number =>
  byteLength(typeof data === 'string' ? data : JSON.stringify(data));
