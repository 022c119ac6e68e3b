import type { MediaReferences } from './media-rows.js';
import type { ApplicationId, GroupRow, PersonalRow, Role, RoomRow, StateRow, UserId } from './rows.js';

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
