import * as v from 'valibot';
import { appKeySchema, byteLength, hasBytes, numericIdSchema, wellFormed } from './ids.js';
import * as json from './json.js';
import { limits } from './limits.js';

const upTo = (bytes: number) =>
  v.pipe(
    v.string(),
    wellFormed,
    v.check((text) => hasBytes(text, 0, bytes), `at most ${bytes} bytes`),
  );

const extrasUpTo = (bytes: number) =>
  v.pipe(
    json.record(v.pipe(v.string(), wellFormed), v.union([v.pipe(v.string(), wellFormed), json.number])),
    v.check((extras) => byteLength(JSON.stringify(extras)) <= bytes, `at most ${bytes} bytes`),
  );

/** Strings and finite numbers, bounded in all (4 KiB by default). */
export const extrasSchema = extrasUpTo(limits.extrasBytes);

const profile = {
  nickname: v.optional(v.pipe(upTo(limits.nameBytes), v.regex(/^[^\r\n]*$/, 'one line'))),
  gender: v.optional(v.picklist(['unknown', 'male', 'female'])),
  birthday: v.optional(upTo(limits.profileBytes)),
  region: v.optional(upTo(limits.profileBytes)),
  address: v.optional(upTo(limits.profileBytes)),
  signature: v.optional(upTo(limits.profileBytes)),
  extras: v.optional(extrasUpTo(limits.profileExtrasBytes)),
};

/** What a user tells of himself. */
export const profileSchema = json.object(profile);
export type Profile = v.InferOutput<typeof profileSchema>;

const gone = <S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema));
/** A change of it: what is not named stays, null takes a field away. */
export const profileChangeSchema = json.object({
  nickname: gone(profile.nickname.wrapped),
  gender: gone(profile.gender.wrapped),
  birthday: gone(profile.birthday.wrapped),
  region: gone(profile.region.wrapped),
  address: gone(profile.address.wrapped),
  signature: gone(profile.signature.wrapped),
  extras: gone(profile.extras.wrapped),
});
export type ProfileChange = v.InferOutput<typeof profileChangeSchema>;

/** A user as the server describes him to others. His display name is `nickname`, else `username`. */
export const userCardSchema = json.object({
  ...profile,
  username: v.string(),
  appKey: appKeySchema,
  avatarMediaId: v.optional(v.string()),
});
export type UserCard = v.InferOutput<typeof userCardSchema>;

/** Who did it, as he was called then: part of every stored entry. */
export const actorSchema = json.object({ username: v.string(), appKey: appKeySchema, displayName: v.string() });
export type Actor = v.InferOutput<typeof actorSchema>;

export const groupNameSchema = upTo(limits.nameBytes);
export const groupDescriptionSchema = upTo(limits.profileBytes);

/** A group as its members see it. `firstMembers`: display names of up to five, for a title where the name is empty. */
export const groupCardSchema = json.object({
  id: numericIdSchema,
  name: v.string(),
  description: v.string(),
  kind: v.picklist(['private', 'public']),
  owner: v.string(),
  ownerAppKey: appKeySchema,
  memberCount: json.integer,
  maxMembers: json.integer,
  avatarMediaId: v.optional(v.string()),
  firstMembers: v.array(v.string()),
  isDissolved: v.optional(v.boolean()),
});
export type GroupCard = v.InferOutput<typeof groupCardSchema>;

/** A chatroom. `memberCount`: how many users are inside now. */
export const roomCardSchema = json.object({
  id: numericIdSchema,
  name: v.string(),
  description: v.string(),
  memberCount: json.integer,
});
export type RoomCard = v.InferOutput<typeof roomCardSchema>;

export const groupMemberSchema = json.object({
  user: userCardSchema,
  role: v.picklist(['owner', 'admin', 'member']),
  nickname: v.optional(v.string()),
  joinedAt: json.number,
  silencedUntil: v.optional(json.number),
});
export type GroupMemberCard = v.InferOutput<typeof groupMemberSchema>;
