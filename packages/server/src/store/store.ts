import type { MediaKind } from '@palaver/protocol';

/**
 * The port to whatever keeps the data: the log of each conversation, positions in it, people and sessions.
 *
 * What every store must hold, and `store-contract.ts` checks:
 * - `commit` runs a batch in one transaction, in order, and resolves after the flush that covers it (D1). It is the only
 *   place where places are given: from the conversation's own row, never to an entry that may then be dropped (D6).
 * - A message id is unique per sender, and the inserting transaction decides it (D4).
 * - Every commit that changes what a user's devices must learn carries the next mark; the conversation's row, or the
 *   member's row, keeps the mark of its last change.
 * - Reads see every commit that has resolved. They may run beside the writer.
 */
export interface Store {
  /** New at creation and at every restore (D23). */
  readonly epoch: string;
  commit(batch: readonly Operation[]): Promise<Commit>;

  // ── The log ──
  /** A number for a new conversation, given once while the store is open, and never that of one that was created. */
  allocateConversation(): Promise<number>;
  conversation(c: number): Promise<ConversationRow | undefined>;
  /** The conversation of two people, whoever comes first. */
  findSingle(one: UserId, other: UserId): Promise<number | undefined>;
  /** Entries from `from` to `to`, both included, ascending; where there are more than `limit`, the newest. Answers below the floor nothing. */
  entries(c: number, from: number, to: number, limit: number): Promise<EntryRow[]>;
  /** The messages under an id: each sender may have used it once. */
  messagesUnder(id: string): Promise<StandingMessage[]>;
  /** The messages at these places of a log; a place where none stands has none in the answer. */
  messagesAt(c: number, places: readonly number[]): Promise<StandingMessage[]>;
  /** The retractions from `from` to `to`, by their own places, ascending; where there are more than `limit`, the newest. */
  retractions(c: number, from: number, to: number, limit: number): Promise<EntryRow[]>;
  /** Which places they took back: the same, also of those that have expired. */
  retracted(c: number, from: number, to: number, limit: number): Promise<RetractedPlace[]>;
  /** Intervals of a user's membership, ascending; empty where he never was a member. */
  intervals(c: number, user: UserId): Promise<Interval[]>;
  /** Members now, in the order of joining, after the member `after`. */
  members(c: number, after: UserId | undefined, limit: number): Promise<MemberRow[]>;
  /** The groups of which the user is a member now. */
  groupsOf(user: UserId): Promise<number[]>;
  /** Logs with c > `after` that somebody is or was a member of, changed at mark `since` or later, ascending by c. */
  logs(query: { since: number; after: number; limit: number }): Promise<LogRow[]>;
  /** All logs with c > `after`, ascending by c, and what stands first in them. */
  oldest(query: { after: number; limit: number }): Promise<OldestRow[]>;
  /** Chatrooms of an application that were not removed, in the order of their making, from the `start`-th on. */
  rooms(
    application: ApplicationId,
    page: { readonly start: number; readonly count: number },
  ): Promise<{ readonly rooms: readonly (RoomRow & { readonly c: number })[]; readonly total: number }>;

  // ── Receipts: of messages that were read by somebody ──
  /** Of the sender's messages at places from `from` to `to`, ascending. */
  receipts(c: number, from: number, to: number, sender: UserId): Promise<ReceiptChange[]>;
  /** Of the sender's messages in all conversations, as `since` orders them. */
  receiptsSince(sender: UserId, since: Since): Promise<ReceiptChange[]>;
  /** What a user marked, at places from `from` to `to`, ascending. */
  marks(c: number, from: number, to: number, reader: UserId): Promise<ReceiptChange[]>;
  marksSince(reader: UserId, since: Since): Promise<ReceiptChange[]>;
  /** Those whose membership holds a place, without `sender`, in an order of the store's own that never changes, after the first `skip`. */
  recipients(c: number, seq: number, sender: UserId, skip: number, limit: number): Promise<Recipient[]>;

  // ── A user's view ──
  /** Every change with a smaller mark is visible to reads that begin after this call. */
  nextMark(): Promise<number>;
  /** States of the user's conversations with c > `after`, changed at mark `since` or later, ascending by c. */
  states(user: UserId, query: { since: number; after: number; limit: number }): Promise<StateRow[]>;
  state(user: UserId, c: number): Promise<StateRow | undefined>;
  /** What a user may see of his logs with c > `after`, ascending by c: those he left, too. */
  visibleLogs(user: UserId, query: { after: number; limit: number }): Promise<VisibleLog[]>;
  /** What belongs to no conversation; with mark 0 where nothing of it was ever changed. */
  personal(user: UserId): Promise<PersonalRow>;

  // ── Applications, people, sessions: each call is one transaction, flushed when it resolves ──
  /** Undefined where the key is taken, or `isAmbiguousBeside` another. */
  createApplication(application: NewApplication): Promise<ApplicationRow | undefined>;
  application(key: string): Promise<ApplicationRow | undefined>;
  applications(): Promise<ApplicationRow[]>;
  updateApplication(id: ApplicationId, change: Partial<Pick<ApplicationRow, 'secrets' | 'settings'>>): Promise<void>;

  /** Undefined where the name, or one that looks like it (the same `skeleton`), was ever taken in the application. */
  createUser(user: NewUser): Promise<UserRow | undefined>;
  user(application: ApplicationId, username: string): Promise<UserRow | undefined>;
  users(ids: readonly UserId[]): Promise<UserRow[]>;
  /** Users of an application who are not deleted, in the order of their making, after the user `after`. */
  usersOf(application: ApplicationId, after: UserId, limit: number): Promise<UserRow[]>;
  updateUser(id: UserId, change: Partial<Pick<UserRow, 'password' | 'profile' | 'state'>>): Promise<void>;

  /** Where `endsClass`, ends the user's other sessions of the same device class with the reason `other_device`, in the same transaction, and answers them. */
  openSession(session: NewSession, endsClass: boolean): Promise<{ session: SessionRow; ended: SessionRow[] }>;
  sessionByToken(tokenHash: string): Promise<SessionRow | undefined>;
  /** Sessions that have not ended. */
  sessions(user: UserId): Promise<SessionRow[]>;
  /** False where it had ended before. */
  endSession(id: string, reason: string): Promise<boolean>;
  touchSession(id: string, seenAt: number, expiresAt: number): Promise<void>;

  // ── What a back end asks under a key of its own: done once, and answered alike ──
  /** Undefined where it begins now; else what was begun under the key. What was begun before `since` is forgotten. */
  beginAnswer(begun: NewAnswer, since: number): Promise<AnswerRow | undefined>;
  keepAnswer(application: ApplicationId, key: string, answer: Answer): Promise<void>;
  /** Nothing was done: it may begin anew. */
  dropAnswer(application: ApplicationId, key: string): Promise<void>;

  // ── Media: what is known of the bytes that a media store keeps. Each call that writes is one flushed transaction ──
  /**
   * A row under the id, or the one that stands there: an `open` one becomes `complete` where that is asked for and all that
   * was declared is the same; one that was `dropped` makes room.
   */
  createMedia(media: NewMedia): Promise<MediaRow>;
  /** False where it was not `open`. `mime`: what it turned out to be. */
  completeMedia(key: MediaKey, mime: string): Promise<boolean>;
  /** Forgets an upload that is not complete; harmless for any other. */
  forgetMedia(key: MediaKey): Promise<void>;
  media(application: ApplicationId, id: string): Promise<MediaRow | undefined>;
  /**
   * Of the media with this id, of whatever application, one that the user may see because of a place that refers to it: of a
   * conversation of his, or of a chatroom of his application, which he may enter.
   */
  mediaSeenBy(user: Pick<UserRow, 'id' | 'application'>, id: string): Promise<MediaRow | undefined>;
  /** Complete avatars with this id, of all applications. */
  avatars(id: string): Promise<MediaRow[]>;
  /** Bytes that the user declared since then, finished or not. */
  mediaBytesSince(uploader: UserId, since: number): Promise<number>;
  /** Which of the hashes are those of complete media. */
  mediaHashes(hashes: readonly string[]): Promise<string[]>;
  /** Which of the uploads are under way. */
  openMedia(keys: readonly MediaKey[]): Promise<MediaKey[]>;
  /**
   * Takes away, at most `limit` at a time: uploads begun before `openBefore` and not complete; media made before `before`
   * that nothing ever showed; references whose time is over; what was dropped. Answers which media went.
   */
  sweepMedia(times: MediaSweep): Promise<MediaRow[]>;

  close(): Promise<void>;
}

export type ApplicationId = number;
export type UserId = number;

// ── Batches ─────────────────────────────────────────────────────────────────────────────────────────────────
export type Operation =
  /**
   * A conversation of two people with its members from place 1, or the empty row of a group, at version 0. `exists` where
   * the two have one already. With `first`, the message for which it is made: where that stands already, it is answered as
   * such and nothing is made. `isQuiet`: made before anything is said there, and no change of either's view: who sets
   * nothing learns of it with its first entry.
   */
  | {
      readonly op: 'create';
      readonly c: number;
      readonly application: ApplicationId;
      readonly createdAt: number;
      readonly members: readonly [UserId, UserId];
      readonly first?: Pick<NewEntry, 'sender' | 'id' | 'hash'>;
      /** Of that message: where they are missing, nothing is made. */
      readonly media?: MediaReferences;
      readonly isQuiet?: boolean;
    }
  | {
      readonly op: 'create';
      readonly c: number;
      readonly application: ApplicationId;
      readonly createdAt: number;
      readonly group: GroupRow;
    }
  /** The empty row of a chatroom, at version 0. */
  | {
      readonly op: 'create';
      readonly c: number;
      readonly application: ApplicationId;
      readonly createdAt: number;
      readonly room: RoomRow;
    }
  /**
   * Raises the floor of a log over entries made before `before`, at most `limit` of them, and deletes what lies below it:
   * entries and their ids, receipts, what was taken back, references to media. What unread is computed from stays.
   */
  | { readonly op: 'expire'; readonly c: number; readonly before: number; readonly limit: number }
  /** Changes a chatroom's row; where it removes the room, its log goes with it. `stale` where there is no such room, or none any more. */
  | { readonly op: 'room'; readonly c: number; readonly change: Partial<RoomRow> }
  /**
   * One entry, with the change of membership that it records. `version`: of the conversation, against which it was decided.
   * A repeated id is answered as such before the version is looked at. Two people's conversation takes their entries only.
   * In a chatroom it raises the floor to `roomEntries` places back and deletes what then lies below, ids included.
   */
  | {
      readonly op: 'append';
      readonly c: number;
      readonly version: number;
      readonly entry: NewEntry;
      readonly change?: MembershipChange | undefined;
      /** What the message shows. Where one of them is not complete (any more) nothing is written: `missing`. */
      readonly media?: MediaReferences | undefined;
    }
  /**
   * Takes a message back: one entry of its own, the message's body rewritten, what it added no longer unread, its receipts
   * gone; all of it, or nothing. A message that is none, or was taken back before, is answered as `retracted`; looked at
   * after the version.
   */
  | {
      readonly op: 'retract';
      readonly c: number;
      readonly version: number;
      readonly entry: NewEntry;
      /** The message's place, and what stands there from now on. */
      readonly seq: number;
      readonly body: string;
    }
  /** A message was read by a recipient: counted once. Of what was taken back nothing is counted. */
  | {
      readonly op: 'mark';
      readonly c: number;
      readonly seq: number;
      readonly reader: UserId;
      readonly sender: UserId;
    }
  /** Whether this id stands already: asked before a send is refused, so that what is in the log is never refused (D2). */
  | { readonly op: 'lookup'; readonly sender: UserId; readonly id: string; readonly hash: string }
  /** Moves a read position forward, at most to what the user may see (D14). */
  | { readonly op: 'read'; readonly c: number; readonly user: UserId; readonly seq: number }
  /** Moves delivered positions forward. Carries no mark: it matters to nobody until the next connection. */
  | { readonly op: 'delivered'; readonly marks: readonly (readonly [user: UserId, c: number, seq: number])[] }
  | {
      readonly op: 'settings';
      readonly c: number;
      readonly user: UserId;
      readonly muted?: boolean;
      readonly pinned?: boolean;
    }
  /** Changes fields of a user's profile, where null takes one away, and do-not-disturb for everything. */
  | {
      readonly op: 'personal';
      readonly user: UserId;
      readonly profile?: Readonly<Record<string, unknown>>;
      readonly isMuted?: boolean;
    }
  /** Raises the version of the two people's conversation, where there is one: what was decided without it is stale. */
  | {
      readonly op: 'block';
      readonly user: UserId;
      readonly other: UserId;
      readonly isBlocked: boolean;
      readonly at: number;
    };

export interface NewEntry {
  readonly kind: 'message' | 'event' | 'retraction';
  readonly sender: UserId;
  /** The message's id; any other entry has one of the server's making. */
  readonly id: string;
  /** Of conversation and canonical body: tells a repeated message from another under the same id. */
  readonly hash: string;
  /** The body's JSON text as it will be sent; what is not kept for the absent is stored as `{"kind":"empty"}`. */
  readonly body: string;
  readonly increment: number;
  /** Server time in ms; the store raises it to that of the entry before (D9). */
  readonly at: number;
}

/** What an event's entry changes, at its place: intervals begin at it, and end after it. */
export interface MembershipChange {
  /** New members see the log from this entry on; they begin with read and delivered just before it. */
  readonly joins?: readonly { readonly user: UserId; readonly role: Role }[];
  readonly leaves?: readonly UserId[];
  readonly roles?: readonly { readonly user: UserId; readonly role: Role }[];
  /** Server time until which each may not speak, null: he may. A silence outlives a removal. */
  readonly silences?: readonly { readonly user: UserId; readonly until: number | null }[];
  readonly group?: Partial<GroupRow>;
}

export interface Commit {
  /** The commit's mark; that of the commit before where nothing in it carries one. */
  readonly mark: number;
  /** One for each operation, in order. */
  readonly outcomes: readonly Outcome[];
}

export type Outcome =
  | { readonly kind: 'appended'; readonly seq: number; readonly at: number; readonly sid: string }
  /** The id stands already, by this sender. Nothing was written for this operation. */
  | {
      readonly kind: 'repeated';
      readonly c: number;
      readonly seq: number;
      readonly at: number;
      readonly sid: string;
      readonly isSameBody: boolean;
    }
  /** `mark`: whether it is the first of this reader, and how many have read the message. */
  | { readonly kind: 'marked'; readonly hasChanged: boolean; readonly readers: number }
  /** `lookup` found nothing. */
  | { readonly kind: 'absent' }
  /** The conversation has changed since it was looked at, or is none: look again and decide again. Nothing was written for this operation. */
  | { readonly kind: 'stale' }
  /** Media to which the entry refers are not there. Nothing was written for this operation. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'exists'; readonly c: number }
  /** `retract`: there is nothing to take back any more. Nothing was written for this operation. */
  | { readonly kind: 'retracted' }
  /** After `read` and `settings`: whether anything moved, and the state then. Undefined where the user never was a member. */
  | { readonly kind: 'state'; readonly hasChanged: boolean; readonly state: StateRow | undefined }
  /** `expire`: how many places expired, and the floor then. */
  | { readonly kind: 'expired'; readonly count: number; readonly floor: number }
  /** After `personal` and `block`: whether anything changed, what stands then, and the profile where that was to change and there is such a user. */
  | {
      readonly kind: 'personal';
      readonly hasChanged: boolean;
      readonly personal: PersonalRow;
      readonly profile?: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'done' };

/** The disk is full: nothing of the batch was written, reading goes on. Any other failure of `commit` is fatal to the server (D1). */
export class StoreFullError extends Error {
  override readonly name = 'StoreFullError';
}

// ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────
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

export interface NewApplication {
  readonly key: string;
  readonly name: string;
  /** Valid master secrets, newest first; at most two. */
  readonly secrets: readonly string[];
  readonly settings: ApplicationSettings;
  readonly createdAt: number;
}
export interface ApplicationRow extends NewApplication {
  readonly id: ApplicationId;
}
export interface ApplicationSettings {
  /** Whether clients may register (O7). */
  readonly registration: 'open' | 'closed';
  /** The multi-device rule: one login in each device class, or any number (O5). */
  readonly devices: 'one_per_class' | 'unlimited';
  /** Keys of the back end that signs login tokens, besides HS256 with a master secret: a JWKS document. */
  readonly jwks?: { readonly keys: readonly Record<string, unknown>[] };
  /** Whom its people may meet, where that application allows it too (O3): nobody by default. */
  readonly crossApplications?: 'none' | 'all' | readonly string[];
  /** Whole days that entries are kept at least; for ever where there is none. */
  readonly retentionDays?: number | null;
  /** The account in whose name the application's back end speaks as the system; absent until it first does. */
  readonly systemUser?: string;
  /** Bounds that differ from the defaults; names as in `applicationLimitNames`. */
  readonly limits: Readonly<Record<string, number>>;
}

export interface NewUser {
  readonly application: ApplicationId;
  readonly username: string;
  /** What the name looks like: names with one skeleton are refused beside each other. */
  readonly skeleton: string;
  /** The verifier; undefined where the user logs in by tokens only. */
  readonly password?: string;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
}
export interface UserRow extends NewUser {
  readonly id: UserId;
  readonly state: 'active' | 'disabled' | 'deleted';
}

export interface NewSession {
  readonly id: string;
  readonly user: UserId;
  readonly tokenHash: string;
  readonly platform: string;
  readonly deviceClass: string;
  readonly deviceName: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}
export interface SessionRow extends NewSession {
  readonly seenAt: number;
  /** Why it ended; undefined while it lasts. */
  readonly endReason?: string;
}

export interface NewAnswer {
  readonly application: ApplicationId;
  readonly key: string;
  /** Of what was asked. */
  readonly hash: string;
  readonly at: number;
}
export interface Answer {
  readonly status: number;
  readonly body: string;
}
/** Without `answer` it is not known what became of it. */
export interface AnswerRow extends NewAnswer {
  readonly answer?: Answer;
}

// ── Media ───────────────────────────────────────────────────────────────────────────────────────────────────
/** The store's own number of a row of media. */
export type MediaKey = number;

export interface NewMedia {
  readonly application: ApplicationId;
  /** Made by the uploading device, unique in the application. */
  readonly id: string;
  readonly uploader: UserId;
  readonly kind: MediaKind;
  readonly mime: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** `open` while bytes gather; `dropped` once the last that showed it does so no more: nobody gets it any more. */
  readonly state: 'open' | 'complete';
  readonly createdAt: number;
}
export interface MediaRow extends Omit<NewMedia, 'state'> {
  readonly key: MediaKey;
  readonly state: 'open' | 'complete' | 'dropped';
  /** Whether a message, a user or a group ever showed it. */
  readonly isShown: boolean;
}

export interface MediaReferences {
  readonly keys: readonly MediaKey[];
  /** When they end by themselves: those of a message that is not kept for the absent. */
  readonly until?: number;
}

export interface MediaSweep {
  readonly now: number;
  readonly openBefore: number;
  readonly before: number;
  readonly limit: number;
}
