import * as v from 'valibot';
import { memberRefSchema, numericIdSchema } from '../ids.js';
import * as json from '../json.js';
import { limits } from '../limits.js';
import { mediaIdSchema } from '../media.js';
import { groupCardSchema, groupDescriptionSchema, groupMemberSchema, groupNameSchema } from '../people.js';

/**
 * Groups (O6). Each change is one entry in the group's log: 'created', 'members_added', 'members_removed',
 * 'member_left', 'updated', 'dissolved', 'owner_changed', 'admins_added', 'admins_removed', 'silenced', 'unsilenced'. The answer of a change leaves after the flush; the entry itself reaches all
 * members' devices as any other, the caller's as well, and may come before or after the answer.
 */
/** The last moment that a `Date` can tell. */
const latestTimeMs = 8_640_000_000_000_000;
const membersSchema = v.pipe(v.array(memberRefSchema), v.minLength(1), v.maxLength(limits.membersPerCall));

/** The caller becomes the owner. NOT_FOUND names a member who does not exist; then nothing is made. */
export const groupsCreateRequest = json.object({
  name: groupNameSchema,
  description: v.optional(groupDescriptionSchema),
  kind: v.optional(v.picklist(['private', 'public'])),
  maxMembers: v.optional(v.pipe(json.integer, v.gtValue(2))),
  members: v.optional(v.pipe(v.array(memberRefSchema), v.maxLength(limits.membersPerCall))),
});
export const groupsCreateResponse = json.object({ group: groupCardSchema });

/** Members may look a group up; to others a private group does not exist. */
export const groupsGetRequest = json.object({ id: numericIdSchema });
export const groupsGetResponse = json.object({ group: groupCardSchema });

/** The groups of which the caller is a member now. */
export const groupsMineRequest = json.object({});
export const groupsMineResponse = json.object({ groups: v.array(groupCardSchema) });

/** In the order of joining. `after`: the last member of the page before. */
export const groupsMembersRequest = json.object({
  id: numericIdSchema,
  after: v.optional(memberRefSchema),
  limit: v.optional(v.pipe(json.integer, v.minValue(1), v.maxValue(limits.pageEntries))),
});
export const groupsMembersResponse = json.object({ members: v.array(groupMemberSchema) });

/** Any member may change name and description. */
export const groupsUpdateRequest = json.object({
  id: numericIdSchema,
  name: v.optional(groupNameSchema),
  description: v.optional(groupDescriptionSchema),
});
export const groupsUpdateResponse = json.object({ group: groupCardSchema });

/** Any member may add. ALREADY_MEMBER where all named are members already; GROUP_FULL; NOT_FOUND. */
export const groupsAddMembersRequest = json.object({ id: numericIdSchema, members: membersSchema });
export const groupsAddMembersResponse = json.object({});

/** The owner and admins may remove; the owner cannot be removed. NOT_MEMBER where one named is not a member. */
export const groupsRemoveMembersRequest = json.object({ id: numericIdSchema, members: membersSchema });
export const groupsRemoveMembersResponse = json.object({});

/** Where the owner leaves, the longest-standing member becomes the owner; where nobody is left, the group is dissolved. */
export const groupsLeaveRequest = json.object({ id: numericIdSchema });
export const groupsLeaveResponse = json.object({});

/** The owner only. Everybody's membership ends with the entry 'dissolved'. */
export const groupsDissolveRequest = json.object({ id: numericIdSchema });
export const groupsDissolveResponse = json.object({});

/** Any member may, with a picture that he uploaded as an 'avatar'; null takes it away. NOT_FOUND where it is none of his. */
export const groupsSetAvatarRequest = json.object({ id: numericIdSchema, mediaId: v.nullable(mediaIdSchema) });
export const groupsSetAvatarResponse = json.object({ group: groupCardSchema });

/** The owner only; he is a member like others then. NOT_MEMBER where the new owner is none, INVALID for oneself. */
export const groupsTransferRequest = json.object({ id: numericIdSchema, to: memberRefSchema });
export const groupsTransferResponse = json.object({});

/** The owner only. What is so already is no event. NOT_MEMBER; INVALID for the owner himself. */
export const groupsSetRoleRequest = json.object({
  id: numericIdSchema,
  member: memberRefSchema,
  role: v.picklist(['admin', 'member']),
});
export const groupsSetRoleResponse = json.object({});

/**
 * Until then the member may send nothing here: SILENCED, by the server's clock. It ends by itself, with null, and with
 * becoming the owner; leaving and coming back do not end it. The owner silences anybody else, an admin only members.
 * INVALID where `until` has passed, and for oneself; NOT_MEMBER.
 */
export const groupsSilenceRequest = json.object({
  id: numericIdSchema,
  member: memberRefSchema,
  until: v.nullable(v.pipe(json.integer, v.minValue(0), v.maxValue(latestTimeMs))),
});
export const groupsSilenceResponse = json.object({});
