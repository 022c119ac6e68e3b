import * as v from 'valibot';
import { entrySchema } from '../entry.js';
import { errorCodes } from '../errors.js';
import { logIdSchema } from '../ids.js';
import * as json from '../json.js';
import { commandFrameSchema, commandRequest, commandResponse } from './command.js';
import { conversationStateSchema } from './conversation.js';
import { devicesEndRequest, devicesEndResponse, devicesListRequest, devicesListResponse } from './devices.js';
import { entriesRequest, entriesResponse } from './entries.js';
import {
  groupsAddMembersRequest,
  groupsAddMembersResponse,
  groupsCreateRequest,
  groupsCreateResponse,
  groupsDissolveRequest,
  groupsDissolveResponse,
  groupsGetRequest,
  groupsGetResponse,
  groupsLeaveRequest,
  groupsLeaveResponse,
  groupsMembersRequest,
  groupsMembersResponse,
  groupsMineRequest,
  groupsMineResponse,
  groupsRemoveMembersRequest,
  groupsRemoveMembersResponse,
  groupsSetAvatarRequest,
  groupsSetAvatarResponse,
  groupsSetRoleRequest,
  groupsSetRoleResponse,
  groupsSilenceRequest,
  groupsSilenceResponse,
  groupsTransferRequest,
  groupsTransferResponse,
  groupsUpdateRequest,
  groupsUpdateResponse,
} from './groups.js';
import { limitsRequest, limitsResponse } from './limits.js';
import { endReasonSchema, loginRequest, loginResponse } from './login.js';
import { personalStateSchema } from './personal.js';
import {
  deliveredRequest,
  deliveredResponse,
  readRequest,
  readResponse,
  settingsRequest,
  settingsResponse,
} from './positions.js';
import {
  markedPlacesSchema,
  receiptCountsSchema,
  receiptsListRequest,
  receiptsListResponse,
  receiptsMarkRequest,
  receiptsMarkResponse,
} from './receipts.js';
import { registerRequest, registerResponse } from './register.js';
import { retractRequest, retractResponse } from './retract.js';
import {
  roomEndedFrameSchema,
  roomFrameSchema,
  roomsEnterRequest,
  roomsEnterResponse,
  roomsGetRequest,
  roomsGetResponse,
  roomsLeaveRequest,
  roomsLeaveResponse,
  roomsListRequest,
  roomsListResponse,
} from './rooms.js';
import { searchRequest, searchResponse } from './search.js';
import { sendRequest, sendResponse, withdrawRequest, withdrawResponse } from './send.js';
import { logoutRequest, logoutResponse, pingRequest, pingResponse } from './session.js';
import { syncRequest, syncResponse } from './sync.js';
import {
  usersBlockedRequest,
  usersBlockedResponse,
  usersBlockRequest,
  usersBlockResponse,
  usersChangePasswordRequest,
  usersChangePasswordResponse,
  usersGetRequest,
  usersGetResponse,
  usersMuteRequest,
  usersMuteResponse,
  usersSetAvatarRequest,
  usersSetAvatarResponse,
  usersUnblockRequest,
  usersUnblockResponse,
  usersUpdateRequest,
  usersUpdateResponse,
} from './users.js';

/** What a client asks, by the exchange's name. Apart from the answers, so that neither side loads what only the other reads. */
export const requests = {
  register: registerRequest,
  login: loginRequest,
  logout: logoutRequest,
  ping: pingRequest,
  limits: limitsRequest,
  sync: syncRequest,
  entries: entriesRequest,
  search: searchRequest,
  send: sendRequest,
  withdraw: withdrawRequest,
  retract: retractRequest,
  'receipts.mark': receiptsMarkRequest,
  'receipts.list': receiptsListRequest,
  read: readRequest,
  delivered: deliveredRequest,
  settings: settingsRequest,
  'users.get': usersGetRequest,
  'users.block': usersBlockRequest,
  'users.blocked': usersBlockedRequest,
  'users.change_password': usersChangePasswordRequest,
  'users.mute': usersMuteRequest,
  'users.unblock': usersUnblockRequest,
  'users.update': usersUpdateRequest,
  'users.set_avatar': usersSetAvatarRequest,
  'devices.list': devicesListRequest,
  'devices.end': devicesEndRequest,
  'groups.create': groupsCreateRequest,
  'groups.get': groupsGetRequest,
  'groups.mine': groupsMineRequest,
  'groups.members': groupsMembersRequest,
  'groups.update': groupsUpdateRequest,
  'groups.add_members': groupsAddMembersRequest,
  'groups.remove_members': groupsRemoveMembersRequest,
  'groups.leave': groupsLeaveRequest,
  'groups.dissolve': groupsDissolveRequest,
  command: commandRequest,
  'rooms.list': roomsListRequest,
  'rooms.get': roomsGetRequest,
  'rooms.enter': roomsEnterRequest,
  'rooms.leave': roomsLeaveRequest,
  'groups.transfer': groupsTransferRequest,
  'groups.set_avatar': groupsSetAvatarRequest,
  'groups.set_role': groupsSetRoleRequest,
  'groups.silence': groupsSilenceRequest,
} as const;

/** What the server answers. */
export const responses = {
  register: registerResponse,
  login: loginResponse,
  logout: logoutResponse,
  ping: pingResponse,
  limits: limitsResponse,
  sync: syncResponse,
  entries: entriesResponse,
  search: searchResponse,
  send: sendResponse,
  withdraw: withdrawResponse,
  retract: retractResponse,
  'receipts.mark': receiptsMarkResponse,
  'receipts.list': receiptsListResponse,
  read: readResponse,
  delivered: deliveredResponse,
  settings: settingsResponse,
  'users.get': usersGetResponse,
  'users.block': usersBlockResponse,
  'users.blocked': usersBlockedResponse,
  'users.change_password': usersChangePasswordResponse,
  'users.mute': usersMuteResponse,
  'users.unblock': usersUnblockResponse,
  'users.update': usersUpdateResponse,
  'users.set_avatar': usersSetAvatarResponse,
  'devices.list': devicesListResponse,
  'devices.end': devicesEndResponse,
  'groups.create': groupsCreateResponse,
  'groups.get': groupsGetResponse,
  'groups.mine': groupsMineResponse,
  'groups.members': groupsMembersResponse,
  'groups.update': groupsUpdateResponse,
  'groups.add_members': groupsAddMembersResponse,
  'groups.remove_members': groupsRemoveMembersResponse,
  'groups.leave': groupsLeaveResponse,
  'groups.dissolve': groupsDissolveResponse,
  command: commandResponse,
  'rooms.list': roomsListResponse,
  'rooms.get': roomsGetResponse,
  'rooms.enter': roomsEnterResponse,
  'rooms.leave': roomsLeaveResponse,
  'groups.transfer': groupsTransferResponse,
  'groups.set_avatar': groupsSetAvatarResponse,
  'groups.set_role': groupsSetRoleResponse,
  'groups.silence': groupsSilenceResponse,
} as const satisfies Record<keyof typeof requests, unknown>;

export type Operation = keyof typeof requests;
export type Request<O extends Operation = Operation> = v.InferOutput<(typeof requests)[O]>;
export type Response<O extends Operation = Operation> = v.InferOutput<(typeof responses)[O]>;

/** A client's frame: `{"t": operation, "r": number, …request}`. The number is the client's, and comes back with the answer. */
export type RequestFrame = { [O in Operation]: { readonly t: O; readonly r: number } & Request<O> }[Operation];

const r = v.pipe(json.integer, v.minValue(0));

/** An answer: `{"t":"ok","r":7, …response}`; which response it holds, the request's number tells. */
export const okFrameSchema = json.looseObject({ t: v.literal('ok'), r });

/** A refusal. Without a number it concerns the connection, which is closed after it. */
export const errorFrameSchema = json.object({
  t: v.literal('error'),
  r: v.optional(r),
  code: v.picklist(errorCodes),
  message: v.string(),
  retryAfterMs: v.optional(json.number),
  requestId: v.optional(v.string()),
  /** With UNAUTHENTICATED of a session that was ended: why. */
  ended: v.optional(endReasonSchema),
});

/** A new entry of a conversation, in place order: the same text for all its receivers. */
export const entryFrameSchema = json.object({ t: v.literal('entry'), c: logIdSchema, entry: entrySchema });
/** A state that changed: see ConversationState. */
export const conversationFrameSchema = json.object({ t: v.literal('conversation'), state: conversationStateSchema });
/** Messages of the user's own that more have read by now: all that changed of a conversation in a moment. */
export const receiptsFrameSchema = json.object({
  t: v.literal('receipts'),
  c: logIdSchema,
  counts: receiptCountsSchema,
});
/** Messages that the user has marked as read, on any of his devices. */
export const markedFrameSchema = json.object({ t: v.literal('marked'), c: logIdSchema, places: markedPlacesSchema });
/** The user's personal state, after one of his devices changed it. */
export const personalFrameSchema = json.object({ t: v.literal('personal'), personal: personalStateSchema });
/** The session has ended; the connection is closed after it. */
export const endedFrameSchema = json.object({ t: v.literal('ended'), reason: endReasonSchema });

/** What the server sends, by its `t`. */
export const serverFrames = {
  ok: okFrameSchema,
  error: errorFrameSchema,
  entry: entryFrameSchema,
  conversation: conversationFrameSchema,
  receipts: receiptsFrameSchema,
  marked: markedFrameSchema,
  personal: personalFrameSchema,
  ended: endedFrameSchema,
  command: commandFrameSchema,
  room: roomFrameSchema,
  room_ended: roomEndedFrameSchema,
} as const;
export type ServerFrame = v.InferOutput<(typeof serverFrames)[keyof typeof serverFrames]>;
