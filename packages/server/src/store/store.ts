import type { Commit, Operation } from './batch.js';
import type { MediaKey, MediaRow, MediaSweep, NewMedia } from './media-rows.js';
import type {
  Answer,
  AnswerRow,
  ApplicationRow,
  NewAnswer,
  NewApplication,
  NewSession,
  NewUser,
  SessionRow,
  UserRow,
} from './people-rows.js';
import type {
  ApplicationId,
  ConversationRow,
  EntryRow,
  Interval,
  LogRow,
  MemberRow,
  OldestRow,
  PersonalRow,
  ReceiptChange,
  Recipient,
  RetractedPlace,
  RoomRow,
  Since,
  StandingMessage,
  StateRow,
  UserId,
  VisibleLog,
} from './rows.js';

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

/** The disk is full: nothing of the batch was written, reading goes on. Any other failure of `commit` is fatal to the server (D1). */
export class StoreFullError extends Error {
  override readonly name = 'StoreFullError';
}
