import type { Actor, Body, Entry } from '@palaver/protocol';
import { isPlaced, isSameUser, messageKey, type StoredConversation, type StoredMessage } from './records.js';
import { takeBack } from './unread.js';

/** What takes a message back, and where the message stands. */
export type Retraction = Extract<Body, { kind: 'retraction' }>;

/** Undefined where the entry takes nothing back. */
export function retractionOf({ body }: Entry): Retraction | undefined {
  const retraction = body as Partial<Retraction>;
  const isWhole = retraction.kind === 'retraction' && typeof retraction.from === 'object' && retraction.seq;
  return isWhole ? (retraction as Retraction) : undefined;
}

/** Under which key a message stands here that was taken back. */
export const retractedKey = ({ id, seq, from }: Retraction, me: { username: string; appKey: string }): string =>
  messageKey(id, seq, isSameUser(from, me));

/** What is left of a message that was taken back (S39): nothing of what it said. */
export function promptOf({ receipts: _, files: __, fetched: ___, ...message }: StoredMessage): StoredMessage {
  return { ...message, body: { kind: 'retracted' }, error: null };
}

/** A message of this device becomes a prompt; undefined where it is none, or is one already. */
export function takenBack(message: StoredMessage | undefined, { from, seq }: Retraction): StoredMessage | undefined {
  if (message?.body.kind !== 'message' || !isPlaced(message) || message.order[0] !== seq) return undefined;
  return isSameUser(message.from, from) ? promptOf(message) : undefined;
}

/** What it had added is not unread any more. */
export function withoutUnread(
  conversation: StoredConversation,
  { from, seq, increment }: Retraction,
  by: number,
  me: { username: string; appKey: string },
): StoredConversation['unread'] {
  if (isSameUser(from, me) || seq <= conversation.floor) return conversation.unread;
  return takeBack(conversation.unread, { place: seq, by, increment });
}

/** Where a message that this user sent stands, as an entry tells it: the message's own, or the one that took it back. */
export interface OwnPlace {
  readonly id: string;
  readonly place: {
    readonly seq: number;
    readonly at: number;
    readonly sid: string;
    readonly recipients?: number | undefined;
    readonly readers?: number | undefined;
  };
  readonly isRetracted: boolean;
}

interface OwnBody {
  readonly from: Actor;
  readonly message: { readonly id: string };
  readonly id: string;
  readonly recipients: number;
}

export function ownPlace(entry: Entry, me: { username: string; appKey: string }): OwnPlace | undefined {
  const { body, seq, at, sid } = entry;
  const { from, message, id, recipients } = body as Partial<OwnBody>;
  if (typeof from !== 'object' || !isSameUser(from, me)) return undefined;
  const retraction = retractionOf(entry);
  if (retraction) {
    const { seq, at, sid } = retraction;
    return { id: retraction.id, place: { seq, at, sid }, isRetracted: true };
  }
  if (body.kind === 'message' && message)
    return { id: message.id, place: { seq, at, sid, recipients }, isRetracted: false };
  if (body.kind === 'retracted' && id !== undefined) return { id, place: { seq, at, sid }, isRetracted: true };
  return undefined;
}
