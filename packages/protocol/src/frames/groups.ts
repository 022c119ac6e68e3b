import * as z from 'zod/mini';
import { memberRefSchema, numericIdSchema } from '../ids.js';
import { limits } from '../limits.js';
import { groupCardSchema, groupDescriptionSchema, groupMemberSchema, groupNameSchema } from '../people.js';

/**
 * Groups (O6). Each change is one entry in the group's log: 'created', 'members_added', 'members_removed',
 * 'member_left', 'updated', 'dissolved'. The answer of a change leaves after the flush; the entry itself reaches all
 * members' devices as any other, the caller's as well, and may come before or after the answer.
 */
const membersSchema = z.array(memberRefSchema).check(z.minLength(1), z.maxLength(limits.membersPerCall));

/** The caller becomes the owner. NOT_FOUND names a member who does not exist; then nothing is made. */
export const groupsCreateRequest = z.object({
  name: groupNameSchema,
  description: z.optional(groupDescriptionSchema),
  kind: z.optional(z.enum(['private', 'public'])),
  maxMembers: z.optional(z.int().check(z.gt(2))),
  members: z.optional(z.array(memberRefSchema).check(z.maxLength(limits.membersPerCall))),
});
export const groupsCreateResponse = z.object({ group: groupCardSchema });

/** Members may look a group up; to others a private group does not exist. */
export const groupsGetRequest = z.object({ id: numericIdSchema });
export const groupsGetResponse = z.object({ group: groupCardSchema });

/** The groups of which the caller is a member now. */
export const groupsMineRequest = z.object({});
export const groupsMineResponse = z.object({ groups: z.array(groupCardSchema) });

/** In the order of joining. `after`: the last member of the page before. */
export const groupsMembersRequest = z.object({
  id: numericIdSchema,
  after: z.optional(memberRefSchema),
  limit: z.optional(z.int().check(z.positive(), z.lte(limits.pageEntries))),
});
export const groupsMembersResponse = z.object({ members: z.array(groupMemberSchema) });

/** Any member may change name and description. */
export const groupsUpdateRequest = z.object({
  id: numericIdSchema,
  name: z.optional(groupNameSchema),
  description: z.optional(groupDescriptionSchema),
});
export const groupsUpdateResponse = z.object({ group: groupCardSchema });

/** Any member may add. ALREADY_MEMBER where all named are members already; GROUP_FULL; NOT_FOUND. */
export const groupsAddMembersRequest = z.object({ id: numericIdSchema, members: membersSchema });
export const groupsAddMembersResponse = z.object({});

/** The owner and admins may remove; the owner cannot be removed. NOT_MEMBER where one named is not a member. */
export const groupsRemoveMembersRequest = z.object({ id: numericIdSchema, members: membersSchema });
export const groupsRemoveMembersResponse = z.object({});

/** Where the owner leaves, the longest-standing member becomes the owner; where nobody is left, the group is dissolved. */
export const groupsLeaveRequest = z.object({ id: numericIdSchema });
export const groupsLeaveResponse = z.object({});

/** The owner only. Everybody's membership ends with the entry 'dissolved'. */
export const groupsDissolveRequest = z.object({ id: numericIdSchema });
export const groupsDissolveResponse = z.object({});
