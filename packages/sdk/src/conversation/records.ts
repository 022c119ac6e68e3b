import type { Actor, ErrorCode, GroupCard, RoomCard, UserCard, WireGroupEvent, WireMessage } from '@palaver/protocol';
import type { Extras } from '../api.js';
import type { ConversationRecord, MessageRecord, OutboxRecord } from '../store/local-store.js';
import type { Ranges } from './ranges.js';
import type { Unread } from './unread.js';

/** A target as it is kept: with its application, so that the same one always reads the same. */
export type FullTarget = PeerTarget | { readonly chatroom: string };
/** Those that have a conversation on this device. */
export type PeerTarget = { readonly user: string; readonly appKey: string } | { readonly group: string };

/** What this device keeps of a conversation. Positions and ranges say what is held; no counter stands anywhere. */
export interface StoredConversation extends ConversationRecord {
  readonly id: string;
  readonly target: FullTarget;
  /** A chatroom has no picture. */
  readonly peer: UserCard | GroupCard | (RoomCard & { readonly avatarMediaId?: undefined });
  /** Nobody has described the peer: something was sent there unseen, and there may be no such user or group. */
  readonly isPeerGuessed?: boolean;
  /** The conversation's number on the wire; 0 while the server does not know it. */
  readonly log: number;
  /** Greatest place known, and its server time in ms. */
  readonly head: number;
  readonly headAt: number;
  readonly floor: number;
  readonly visible: readonly (readonly [from: number, until: number | null])[];
  /** The user's delivered position, as the server told it or this device reported it. */
  readonly delivered: number;
  readonly unread: Unread;
  /** Where the messages stand that mention the user, the oldest first: those behind the read position, and some before it. */
  readonly mentions?: readonly number[];
  /** Places that need not be fetched: stored here, or known to show nothing. */
  readonly held: Ranges;
  /** Everything up to here was handed to listeners, or is a hole that counts as roaming. */
  readonly reported: number;
  /** Places after `reported` that were stored as roaming. */
  readonly roamed: Ranges;
  /** Nothing up to here comes back: the conversation was removed there. */
  readonly cleared: number;
  readonly isListed: boolean;
  readonly muted: boolean;
  readonly pinned: boolean;
  /** Empty where there is none. */
  readonly draft: string;
  readonly extras: Extras;
  /** Made here and not yet accepted by the server. */
  readonly pending: {
    readonly read?: number;
    readonly muted?: boolean;
    readonly pinned?: boolean;
    /** Places of messages that were marked as read. */
    readonly marks?: readonly number[];
  };
  readonly last: StoredMessage | null;
  /** The peer's picture that is held here, by its media id. */
  readonly avatar?: string;
}

export interface StoredMessage extends MessageRecord {
  readonly conversation: string;
  /** See `messageKey`. */
  readonly id: string;
  readonly sid: string | null;
  /** Server time once sent, local time before, in ms. */
  readonly at: number;
  readonly from: Actor;
  readonly fromType: 'user' | 'admin' | 'system';
  readonly body:
    | { readonly kind: 'message'; readonly message: WireMessage }
    | { readonly kind: 'event'; readonly event: WireGroupEvent }
    /** It was taken back, and nothing of it is kept. */
    | { readonly kind: 'retracted' };
  readonly status: 'draft' | 'sending' | 'sent' | 'failed' | 'received';
  readonly error: StoredError | null;
  readonly isMarked: boolean;
  /** Of an own message that asks: of how many, and how many have read it. */
  readonly receipts?: { readonly recipients: number; readonly readers: number };
  /** Made on this device: no catch-up reports it. */
  readonly isLocal: boolean;
  /** Made here: its media, under their ids the names of its blobs. */
  readonly files?: readonly StoredFile[];
  /** What is downloaded by itself, a thumbnail or a voice: under way, failed, or held here. */
  readonly fetched?: 'under way' | 'failed' | 'held';
}

/** Media of a message that was made here: what the server will know it by, and whether it has all of it. */
export interface StoredFile {
  readonly mediaId: string;
  readonly kind: 'image' | 'voice' | 'video' | 'file' | 'thumbnail' | 'avatar';
  readonly bytes: number;
  readonly mime: string;
  readonly sha256: string;
  readonly isUploaded: boolean;
  /** A file of the machine that is too large to be copied: read when it is uploaded. */
  readonly path?: string;
}

export interface StoredError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
  readonly legacyCode?: number;
}

/** A message that waits to leave. What is sent again is what was sent first, byte for byte. */
export interface StoredOutgoing extends OutboxRecord {
  readonly id: string;
  readonly position: number;
  readonly target: FullTarget;
  readonly message: StoredMessage;
}

export function conversationId(target: FullTarget): string {
  if ('chatroom' in target) return `chatroom_${target.chatroom}`;
  return 'group' in target ? `group_${target.group}` : `single_${target.appKey}_${target.user}`;
}
export const isRoomId = (conversation: string): boolean => conversation.startsWith('chatroom_');

/** It waits for its media, and holds up nobody meanwhile (D8). */
export const isUploading = ({ files }: StoredMessage): boolean => files?.some((file) => !file.isUploaded) ?? false;

/**
 * What a message is kept under. Its id is its sender's own, and another sender may use the same (D4): what others sent
 * bears its place as well, so that no message takes another's room here.
 */
export const messageKey = (id: string, seq: number, isOwn: boolean): string => (isOwn ? id : `${id}${keyMark}${seq}`);
/** No id of a message holds it. */
export const keyMark = '~';
/** The message's id, as its sender's device made it. */
export const messageIdOf = (key: string): string => key.split(keyMark, 1)[0] ?? key;

export const isPlaced = (message: StoredMessage): boolean => message.order[1] === 0;

export const isBefore = (a: StoredMessage, b: StoredMessage): boolean =>
  a.order[0] < b.order[0] || (a.order[0] === b.order[0] && a.order[1] < b.order[1]);

export const isSameUser = (a: Actor | UserCard, b: { username: string; appKey: string }): boolean =>
  a.username === b.username && a.appKey === b.appKey;
