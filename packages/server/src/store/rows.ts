// Conversations, members and logs as a store gives them.

export type ApplicationId = number;
export type UserId = number;

export type Role = 'owner' | 'admin' | 'member';

/** Places `[from, until)`; open while `until` is null. */
export type Interval = readonly [from: number, until: number | null];

export interface GroupRow {
  readonly name: string;
  readonly description: string;
  readonly kind: 'private' | 'public';
  readonly owner: UserId;
  readonly maxMembers: number;
  readonly isDissolved: boolean;
  readonly avatar?: string;
}

/** A chatroom has no members: who is inside is no matter of the store. Its number is never given again, also when it was removed. */
export interface RoomRow {
  readonly name: string;
  readonly description: string;
  readonly isRemoved: boolean;
}

export interface ConversationRow {
  readonly c: number;
  readonly application: ApplicationId;
  /** Rises with every change of membership, roles, silences, or the row of the group or chatroom; of two people, with every block. */
  readonly version: number;
  readonly head: number;
  readonly headAt: number;
  readonly floor: number;
  /** Members now, in the order of joining. */
  readonly members: readonly MemberRow[];
  /** Present: a group. */
  readonly group?: GroupRow;
  /** Present: a chatroom. Neither: a conversation of two people. */
  readonly room?: RoomRow;
  /** Of two people: who of them has blocked the other. */
  readonly blocks: readonly UserId[];
  /** Until when who is or was a member may not speak, server time in ms; those that have run out too. */
  readonly silences: readonly (readonly [user: UserId, until: number])[];
}

export interface MemberRow {
  readonly user: UserId;
  readonly role: Role;
  /** Where the current interval begins. */
  readonly from: number;
  readonly joinedAt: number;
  readonly silencedUntil?: number;
}

export interface PersonalRow {
  /** Of its last change, profile included. */
  readonly mark: number;
  /** Do-not-disturb for everything. */
  readonly isMuted: boolean;
  /** In the order of blocking. */
  readonly blocked: readonly UserId[];
}

/** The message at `seq` was taken back by the entry at `by`. */
export interface RetractedPlace {
  readonly seq: number;
  readonly by: number;
}
export interface EntryRow {
  readonly seq: number;
  readonly at: number;
  readonly sid: string;
  readonly body: string;
}

/** A message as it stands in the log. */
export interface StandingMessage extends EntryRow {
  readonly c: number;
  readonly sender: UserId;
  readonly increment: number;
  readonly isRetracted: boolean;
}

/** That so many have read a message, or that somebody marked it, and the mark of the commit that made it so. */
export interface ReceiptChange {
  readonly c: number;
  readonly seq: number;
  readonly mark: number;
  readonly readers: number;
}
/** Changes by mark, then conversation, then place: those behind `after`. */
export interface Since {
  readonly after: readonly [mark: number, c: number, seq: number];
  readonly limit: number;
}
export interface Recipient {
  readonly user: UserId;
  readonly hasRead: boolean;
}

export interface LogRow {
  readonly c: number;
  readonly head: number;
  readonly floor: number;
}

/** When the oldest entry above the floor was made; undefined where there is none. */
export interface OldestRow {
  readonly c: number;
  readonly application: ApplicationId;
  readonly at: number | undefined;
}

/** The places of a log that a user may see: those of his membership that lie above the floor. */
export interface VisibleLog {
  readonly c: number;
  readonly floor: number;
  readonly visible: readonly Interval[];
}

/** Enough for a title where the group has no name. */
export const firstMembersCount = 5;

/** See ConversationState of the protocol. Who left sees positions and head as they were for him; the group's row is that of now. */
export interface StateRow {
  readonly c: number;
  /** The other of two people; undefined for a group. */
  readonly peer?: UserId;
  readonly group?: GroupRow & {
    readonly memberCount: number;
    /** Up to `firstMembersCount`, in the order of joining. */
    readonly firstMembers: readonly UserId[];
  };
  readonly head: number;
  readonly headAt: number;
  readonly floor: number;
  /** Places up to this one are of the history that the last restore began with. */
  readonly inherited: number;
  readonly visible: readonly Interval[];
  readonly read: number;
  readonly delivered: number;
  /** Recomputed from the log's running sums (D13): increments of others' messages after `read`, up to `head`, without those that were taken back up to there. */
  readonly unread: number;
  readonly muted: boolean;
  readonly pinned: boolean;
}
