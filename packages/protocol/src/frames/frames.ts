import * as z from 'zod/mini';
import { entrySchema } from '../entry.js';
import { errorCodes } from '../errors.js';
import { logIdSchema } from '../ids.js';
import { conversationStateSchema } from './conversation.js';
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
  groupsUpdateRequest,
  groupsUpdateResponse,
} from './groups.js';
import { endReasonSchema, loginRequest, loginResponse } from './login.js';
import {
  deliveredRequest,
  deliveredResponse,
  readRequest,
  readResponse,
  settingsRequest,
  settingsResponse,
} from './positions.js';
import { registerRequest, registerResponse } from './register.js';
import { sendRequest, sendResponse, withdrawRequest, withdrawResponse } from './send.js';
import { logoutRequest, logoutResponse, pingRequest, pingResponse } from './session.js';
import { syncRequest, syncResponse } from './sync.js';
import { usersGetRequest, usersGetResponse } from './users.js';

/** Every exchange: what a client asks under a name, and what the server answers. */
export const exchanges = {
  register: { request: registerRequest, response: registerResponse },
  login: { request: loginRequest, response: loginResponse },
  logout: { request: logoutRequest, response: logoutResponse },
  ping: { request: pingRequest, response: pingResponse },
  sync: { request: syncRequest, response: syncResponse },
  entries: { request: entriesRequest, response: entriesResponse },
  send: { request: sendRequest, response: sendResponse },
  withdraw: { request: withdrawRequest, response: withdrawResponse },
  read: { request: readRequest, response: readResponse },
  delivered: { request: deliveredRequest, response: deliveredResponse },
  settings: { request: settingsRequest, response: settingsResponse },
  'users.get': { request: usersGetRequest, response: usersGetResponse },
  'groups.create': { request: groupsCreateRequest, response: groupsCreateResponse },
  'groups.get': { request: groupsGetRequest, response: groupsGetResponse },
  'groups.mine': { request: groupsMineRequest, response: groupsMineResponse },
  'groups.members': { request: groupsMembersRequest, response: groupsMembersResponse },
  'groups.update': { request: groupsUpdateRequest, response: groupsUpdateResponse },
  'groups.add_members': { request: groupsAddMembersRequest, response: groupsAddMembersResponse },
  'groups.remove_members': { request: groupsRemoveMembersRequest, response: groupsRemoveMembersResponse },
  'groups.leave': { request: groupsLeaveRequest, response: groupsLeaveResponse },
  'groups.dissolve': { request: groupsDissolveRequest, response: groupsDissolveResponse },
} as const;

export type Operation = keyof typeof exchanges;
export type Request<O extends Operation = Operation> = z.infer<(typeof exchanges)[O]['request']>;
export type Response<O extends Operation = Operation> = z.infer<(typeof exchanges)[O]['response']>;

/** A client's frame: `{"t": operation, "r": number, …request}`. The number is the client's, and comes back with the answer. */
export type RequestFrame = { [O in Operation]: { readonly t: O; readonly r: number } & Request<O> }[Operation];

const r = z.int().check(z.nonnegative());

/** An answer: `{"t":"ok","r":7, …response}`; which response it holds, the request's number tells. */
export const okFrameSchema = z.looseObject({ t: z.literal('ok'), r });

/** A refusal. Without a number it concerns the connection, which is closed after it. */
export const errorFrameSchema = z.object({
  t: z.literal('error'),
  r: z.optional(r),
  code: z.enum(errorCodes),
  message: z.string(),
  retryAfterMs: z.optional(z.number()),
  requestId: z.optional(z.string()),
  /** With UNAUTHENTICATED of a session that was ended: why. */
  ended: z.optional(endReasonSchema),
});

/** A new entry of a conversation, in place order: the same text for all its receivers. */
export const entryFrameSchema = z.object({ t: z.literal('entry'), c: logIdSchema, entry: entrySchema });
/** A state that changed: see ConversationState. */
export const conversationFrameSchema = z.object({ t: z.literal('conversation'), state: conversationStateSchema });
/** The session has ended; the connection is closed after it. */
export const endedFrameSchema = z.object({ t: z.literal('ended'), reason: endReasonSchema });

export const serverFrameSchema = z.discriminatedUnion('t', [
  okFrameSchema,
  errorFrameSchema,
  entryFrameSchema,
  conversationFrameSchema,
  endedFrameSchema,
]);
export type ServerFrame = z.infer<typeof serverFrameSchema>;
