import * as v from 'valibot';
import * as json from './json.js';
import type { Clock } from './kernel/clock.js';
import type { Random } from './kernel/random.js';

export type Platform = 'web' | 'node' | 'ios' | 'android' | 'windows' | 'macos' | 'linux' | 'wx';
export const platformSchema = v.picklist(['web', 'node', 'ios', 'android', 'windows', 'macos', 'linux', 'wx']);

/** Device classes: one login in each, the newer ends the older (O5). */
export type DeviceClass = 'mobile' | 'desktop' | 'web' | 'node';
export const deviceClass = {
  ios: 'mobile',
  android: 'mobile',
  wx: 'mobile',
  windows: 'desktop',
  macos: 'desktop',
  linux: 'desktop',
  web: 'web',
  node: 'node',
} as const satisfies Record<Platform, DeviceClass>;

const utf8 = new TextEncoder();
/** Length in UTF-8 bytes. */
export const byteLength = (text: string): number => utf8.encode(text).length;
/** Whether a text has so many UTF-8 bytes; counted only where its length, of one to three bytes each, does not tell. */
export function hasBytes(text: string, least: number, most: number): boolean {
  if (text.length >= least && text.length * 3 <= most) return true;
  const bytes = byteLength(text);
  return bytes >= least && bytes <= most;
}
const between = (least: number, most: number) =>
  v.check((text: string) => hasBytes(text, least, most), `${least} to ${most} bytes`);
/** No lone surrogate: such a string cannot be stored and given back the same. */
export const wellFormed = v.check(
  (text: string) => (text as string & { isWellFormed(): boolean }).isWellFormed(),
  'holds half a character',
);

/** As JMessage has it: 4–128 bytes, a letter or digit first, then also `_ . - @`. Letters of any script; compared after NFC. */
export const usernameSchema = v.pipe(
  v.string(),
  // Before it is composed: putting marks in order takes time by the square of their number.
  v.maxLength(256),
  v.normalize('NFC'),
  wellFormed,
  between(4, 128),
  v.regex(
    /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.\-@]*$/u,
    'begins with a letter or digit and holds letters, digits and _ . - @',
  ),
);
export const passwordSchema = v.pipe(v.string(), wellFormed, between(4, 128));
export const appKeySchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));
/** Made by the sender's device: the idempotency key. */
export const messageIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/));
/** Group, chatroom and server ids: decimal strings of positive integers below 2^53. */
export const numericIdSchema = v.pipe(
  v.string(),
  v.regex(/^[1-9][0-9]{0,15}$/),
  v.check((text) => Number(text) < 2 ** 53, 'below 2^53'),
);
/** A conversation's number on the wire. */
export const logIdSchema = v.pipe(json.integer, v.minValue(1));
/** A place in a conversation's log; 0 stands before the first. */
export const seqSchema = v.pipe(json.integer, v.minValue(0));

export const targetSchema = v.union([
  json.object({ user: usernameSchema, appKey: v.optional(appKeySchema) }),
  json.object({ group: numericIdSchema }),
]);
export type Target = v.InferOutput<typeof targetSchema>;

/** Where a message can go: a chatroom is no conversation, and nothing else names one. */
export const sendTargetSchema = v.union([...targetSchema.options, json.object({ chatroom: numericIdSchema })]);
export type SendTarget = v.InferOutput<typeof sendTargetSchema>;

export const memberRefSchema = json.object({ username: usernameSchema, appKey: v.optional(appKeySchema) });
export type MemberRef = v.InferOutput<typeof memberRefSchema>;

/** UUIDv7: ordered by the time of its making, so that inserts stay at the right edge of an index. */
export function uuidv7(clock: Clock, random: Random): string {
  const bytes = random.bytes(16);
  let time = clock.now();
  for (let at = 5; at >= 0; at--) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
