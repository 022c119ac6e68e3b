import type { NewEntry } from '../batch.js';
import type { MediaKey, MediaRow } from '../media-rows.js';
import type { AnswerRow, ApplicationRow, SessionRow, UserRow } from '../people-rows.js';
import type { ApplicationId, EntryRow, GroupRow, Interval, Role, RoomRow, UserId } from '../rows.js';

/** Everything that a memory store keeps; plain data, so that a copy of it is a backup. */
export interface Data {
  readonly epoch: string;
  mark: number;
  lastConversation: number;
  lastSid: number;
  readonly conversations: Map<number, Conversation>;
  /** By the pair of users, see `pairKey`. */
  readonly singles: Map<string, number>;
  /** By sender and message id, see `idKey`. */
  readonly ids: Map<string, Entry>;
  /** By message id alone. */
  readonly messages: Map<string, Entry[]>;
  /** Every membership that a user has or had. */
  readonly memberships: Map<UserId, Member[]>;
  readonly applications: Map<ApplicationId, ApplicationRow>;
  readonly users: Map<UserId, UserRow>;
  readonly usernames: Map<string, UserId>;
  readonly skeletons: Map<string, UserId>;
  readonly sessions: Map<string, SessionRow>;
  readonly tokens: Map<string, string>;
  readonly sessionsOf: Map<UserId, string[]>;
  lastMedia: number;
  readonly media: Map<MediaKey, MediaRow>;
  /** By application and id. */
  readonly mediaIds: Map<string, MediaKey>;
  readonly mediaRefs: Map<MediaKey, readonly MediaRef[]>;
  /** Which media a conversation shows, or showed. */
  readonly mediaIn: Map<number, Set<MediaKey>>;
  readonly personal: Map<UserId, Personal>;
  /** By application and key. */
  readonly answers: Map<string, AnswerRow>;
}

export interface Personal {
  isMuted: boolean;
  mark: number;
  /** Whom he blocks, and since when. */
  readonly blocked: Map<UserId, number>;
}

export interface Conversation {
  readonly c: number;
  readonly application: ApplicationId;
  version: number;
  headAt: number;
  floor: number;
  inherited: number;
  mark: number;
  group: GroupRow | undefined;
  room: RoomRow | undefined;
  /** By place, the first at 0; what was deleted leaves an empty slot. */
  readonly entries: Entry[];
  /** Entries that count as unread, by sender: where his running sum rises. */
  readonly counted: Map<UserId, Entry[]>;
  /** What was taken back, in the order of it. */
  retractions: Retraction[];
  /** Messages that somebody has read, by place. */
  readonly receipts: Map<number, Receipts>;
  /** Everybody who is or was a member. */
  readonly members: Map<UserId, Member>;
  /** Members now, in the order of joining. */
  readonly present: Map<UserId, Member>;
}

export interface Entry extends EntryRow {
  readonly c: number;
  readonly kind: NewEntry['kind'];
  readonly id: string;
  readonly sender: UserId;
  readonly hash: string;
  readonly increment: number;
  /** Another one when it is retracted. */
  body: string;
  isRetracted: boolean;
  /** Increments so far, in the conversation and of the sender's own; both with this entry. */
  readonly sum: number;
  readonly own: number;
}

/** Who has read a message, and with which commit; `mark` is of the last of them. */
export interface Receipts {
  readonly sender: UserId;
  readonly readers: Map<UserId, number>;
  mark: number;
}

/** A place that shows media; `until`: when that ends by itself. */
export interface MediaRef {
  readonly c: number;
  readonly seq: number;
  readonly until: number | undefined;
}

/** The message at `seq` was taken back by the entry at `place`. */
export interface Retraction {
  readonly seq: number;
  readonly place: number;
  readonly sender: UserId;
  readonly increment: number;
}

export interface Member {
  readonly c: number;
  readonly user: UserId;
  role: Role;
  joinedAt: number;
  readonly intervals: Interval[];
  read: number;
  delivered: number;
  muted: boolean;
  pinned: boolean;
  mark: number;
  silencedUntil: number | null;
}

export const emptyData = (epoch: string): Data => ({
  epoch,
  mark: 0,
  lastConversation: 0,
  lastSid: 0,
  conversations: new Map(),
  singles: new Map(),
  ids: new Map(),
  messages: new Map(),
  memberships: new Map(),
  applications: new Map(),
  users: new Map(),
  usernames: new Map(),
  skeletons: new Map(),
  sessions: new Map(),
  tokens: new Map(),
  sessionsOf: new Map(),
  lastMedia: 0,
  media: new Map(),
  mediaIds: new Map(),
  mediaRefs: new Map(),
  mediaIn: new Map(),
  personal: new Map(),
  answers: new Map(),
});

export const pairKey = (one: UserId, other: UserId): string => `${Math.min(one, other)} ${Math.max(one, other)}`;
export const idKey = (sender: UserId, id: string): string => `${sender} ${id}`;

/** The greatest place that the member may see. */
export function visibleHead(conversation: Conversation, member: Member): number {
  const until = member.intervals.at(-1)?.[1];
  return typeof until === 'number' ? until - 1 : conversation.entries.length;
}
