import * as z from 'zod/mini';
import { appKeySchema, byteLength, hasBytes, numericIdSchema, wellFormed } from './ids.js';
import { limits } from './limits.js';

const upTo = (bytes: number) =>
  z.string().check(
    wellFormed,
    z.refine((text) => hasBytes(text, 0, bytes), { error: `at most ${bytes} bytes` }),
  );

const extrasUpTo = (bytes: number) =>
  z
    .record(z.string().check(wellFormed), z.union([z.string().check(wellFormed), z.number()]))
    .check(z.refine((extras) => byteLength(JSON.stringify(extras)) <= bytes, { error: `at most ${bytes} bytes` }));

/** Strings and finite numbers, bounded in all (4 KiB by default). */
export const extrasSchema = extrasUpTo(limits.extrasBytes);

const profile = {
  nickname: z.optional(upTo(limits.nameBytes).check(z.regex(/^[^\r\n]*$/, { error: 'one line' }))),
  gender: z.optional(z.enum(['unknown', 'male', 'female'])),
  birthday: z.optional(upTo(limits.profileBytes)),
  region: z.optional(upTo(limits.profileBytes)),
  address: z.optional(upTo(limits.profileBytes)),
  signature: z.optional(upTo(limits.profileBytes)),
  extras: z.optional(extrasUpTo(limits.profileExtrasBytes)),
};

/** What a user tells of himself. */
export const profileSchema = z.object(profile);
export type Profile = z.infer<typeof profileSchema>;

/** A user as the server describes him to others. His display name is `nickname`, else `username`. */
export const userCardSchema = z.object({
  ...profile,
  username: z.string(),
  appKey: appKeySchema,
  avatarMediaId: z.optional(z.string()),
});
export type UserCard = z.infer<typeof userCardSchema>;

/** Who did it, as he was called then: part of every stored entry. */
export const actorSchema = z.object({ username: z.string(), appKey: appKeySchema, displayName: z.string() });
export type Actor = z.infer<typeof actorSchema>;

export const groupNameSchema = upTo(limits.nameBytes);
export const groupDescriptionSchema = upTo(limits.profileBytes);

/** A group as its members see it. `firstMembers`: display names of up to five, for a title where the name is empty. */
export const groupCardSchema = z.object({
  id: numericIdSchema,
  name: z.string(),
  description: z.string(),
  kind: z.enum(['private', 'public']),
  owner: z.string(),
  ownerAppKey: appKeySchema,
  memberCount: z.int(),
  maxMembers: z.int(),
  avatarMediaId: z.optional(z.string()),
  firstMembers: z.array(z.string()),
  isDissolved: z.optional(z.boolean()),
});
export type GroupCard = z.infer<typeof groupCardSchema>;

export const groupMemberSchema = z.object({
  user: userCardSchema,
  role: z.enum(['owner', 'admin', 'member']),
  nickname: z.optional(z.string()),
  joinedAt: z.number(),
  silencedUntil: z.optional(z.number()),
});
export type GroupMemberCard = z.infer<typeof groupMemberSchema>;
