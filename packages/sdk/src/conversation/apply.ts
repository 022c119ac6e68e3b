import { type Body, type ConversationState, type Entry, unreadIncrement } from '@palaver/protocol';
import { doesMention, withMention } from './mentions.js';
import { addRange, clip, gaps, hasPlace, type Ranges } from './ranges.js';
import {
  type FullTarget,
  isBefore,
  isSameUser,
  messageKey,
  type StoredConversation,
  type StoredError,
  type StoredMessage,
} from './records.js';
import { type OwnPlace, retractedKey, retractionOf, takenBack, withoutUnread } from './retraction.js';
import { addIncrement, adoptUnread, nothingUnread, readThrough } from './unread.js';

// What a conversation becomes. No store, no clock, no network: records in, records out.

export function newConversation(id: string, target: FullTarget, peer: StoredConversation['peer']): StoredConversation {
  return {
    id,
    target,
    peer,
    log: 0,
    head: 0,
    headAt: 0,
    floor: 0,
    visible: [],
    delivered: 0,
    unread: nothingUnread,
    held: [],
    reported: 0,
    roamed: [],
    cleared: 0,
    isListed: true,
    muted: false,
    pinned: false,
    draft: '',
    extras: {},
    pending: {},
    last: null,
  };
}

/**
 * The server's state of a conversation. `isLive`: it came while nothing is being caught up, so a conversation that is
 * new here has nothing to catch up before its head.
 */
export function applyState(
  known: StoredConversation | undefined,
  id: string,
  state: ConversationState,
  { isLive }: { isLive: boolean },
): StoredConversation {
  const base = known ?? newConversation(id, state.target, state.peer);
  const isFirst = base.log === 0;
  // A removal in a former history reaches what this one has of it, and nothing that was said since (D23).
  const cleared = isFirst ? Math.min(base.cleared, state.inherited ?? state.head, state.head) : base.cleared;
  return {
    ...base,
    target: state.target,
    peer: state.peer,
    isPeerGuessed: false,
    log: state.c,
    head: Math.max(base.head, state.head),
    headAt: state.head >= base.head ? state.headAt : base.headAt,
    floor: Math.max(base.floor, state.floor),
    visible: state.visible,
    // What was removed in another history never came to this device: it does not report it.
    delivered: Math.max(base.delivered, state.delivered, isFirst ? cleared : 0),
    unread: adoptUnread(base.unread, state, { isFloorRaised: state.floor > base.floor }),
    held: isFirst ? addRange(base.held, 1, cleared) : base.held,
    reported: Math.max(base.reported, isFirst ? (isLive ? state.head : cleared) : 0),
    cleared,
    // Two people's that never held any is not listed; what was removed here returns with its next message, and a retraction is none.
    isListed: (known ? known.isListed : 'group' in state.target) || (cleared === 0 && state.head > 0),
    muted: base.pending.muted ?? state.muted,
    pinned: base.pending.pinned ?? state.pinned,
  };
}

/** Places from `from` to `to` that the user may see and this device lacks. */
export function missingPlaces(conversation: StoredConversation, from: number, to: number): Ranges {
  const low = Math.max(from, conversation.floor + 1, conversation.cleared + 1, 1);
  if (low > to) return [];
  return gaps(conversation.held, low, to).flatMap(([first, last]) =>
    conversation.visible.flatMap(([begin, until]) =>
      clip([[first, last]], begin, until === null ? last : Math.min(last, until - 1)),
    ),
  );
}

const none: readonly number[] = [];

/**
 * Entries of the log as the server answered or pushed them: what is new of them, in place order, and what of the messages
 * here they take back. Places up to
 * `roamingThrough` that were not reported yet are kept as roaming, so that they stay it if this process ends.
 */
export function applyEntries(
  conversation: StoredConversation,
  page: { readonly from: number; readonly to: number; readonly entries: readonly Entry[] },
  me: { username: string; appKey: string },
  { roamingThrough = 0, stored = () => undefined, dress = (message) => message }: ApplyOptions = {},
): { conversation: StoredConversation; messages: StoredMessage[]; retracted: StoredMessage[] } {
  const { held, cleared, floor } = conversation;
  const messages: StoredMessage[] = [];
  const retracted: StoredMessage[] = [];
  let { head, headAt, unread, mentions = none, roamed } = conversation;
  for (const entry of page.entries) {
    if (entry.seq > head) {
      head = entry.seq;
      headAt = entry.at;
    }
    if (entry.seq <= cleared || entry.seq <= floor || hasPlace(held, entry.seq)) continue;
    const retraction = retractionOf(entry);
    if (retraction) {
      unread = withoutUnread({ ...conversation, unread }, retraction, entry.seq, me);
      if (mentions.includes(retraction.seq)) mentions = mentions.filter((seq) => seq !== retraction.seq);
      const prompt = takenBack(stored(retractedKey(retraction, me)), retraction);
      if (prompt) retracted.push(prompt);
      continue;
    }
    const found = messageOf(conversation.id, entry, me);
    if (!found) continue;
    const message = dress(found);
    messages.push(message);
    if (message.body.kind === 'message' && !isSameUser(message.from, me)) {
      unread = addIncrement(unread, entry.seq, unreadIncrement(message.body.message));
      if (doesMention(message, me)) mentions = withMention(mentions, entry.seq, unread.read);
    }
  }
  for (const [from, to] of gaps(
    held,
    Math.max(page.from, conversation.reported + 1),
    Math.min(page.to, roamingThrough),
  ))
    roamed = addRange(roamed, from, to);
  return {
    conversation: {
      ...conversation,
      head,
      headAt,
      unread,
      ...(mentions !== (conversation.mentions ?? none) && { mentions }),
      roamed,
      held: addRange(held, page.from, page.to),
      last: [...messages, ...retracted].reduce(later, conversation.last),
      isListed: conversation.isListed || messages.length > 0,
    },
    messages,
    retracted,
  };
}

export interface ApplyOptions {
  readonly roamingThrough?: number;
  /** What this device has under a message id that an entry takes back. */
  readonly stored?: (id: string) => StoredMessage | undefined;
  /** Adds what is known of the receipts of a message. */
  readonly dress?: (message: StoredMessage) => StoredMessage;
}

/** Of two messages the one that stands later in the list. */
export const later = (last: StoredMessage | null, message: StoredMessage): StoredMessage =>
  !last || last.id === message.id || isBefore(last, message) ? message : last;

type MessageBody = Extract<Body, { message: unknown }>;
type EventBody = Extract<Body, { event: unknown }>;
type RetractedBody = Extract<Body, { kind: 'retracted' }>;

/** The message that an entry shows; undefined where it shows nothing: empty, or of a kind this version does not know. */
export function messageOf(
  conversation: string,
  entry: Entry,
  me: { username: string; appKey: string },
): StoredMessage | undefined {
  const { body } = entry;
  const placed = {
    conversation,
    order: [entry.seq, 0],
    sid: entry.sid,
    at: entry.at,
    error: null,
    isMarked: false,
    isLocal: false,
  } as const;
  if (body.kind === 'message') {
    const { from, fromType, message, recipients } = body as MessageBody;
    if (typeof from !== 'object' || typeof message !== 'object') return undefined;
    const isOwn = isSameUser(from, me);
    const status = isOwn ? 'sent' : 'received';
    const id = messageKey(message.id, entry.seq, isOwn);
    const record = { ...placed, id, from, fromType, body: { kind: 'message', message }, status } as const;
    return status === 'sent' ? asking(record, recipients) : record;
  }
  if (body.kind === 'retracted') {
    const { from, fromType, id } = body as RetractedBody;
    if (typeof from !== 'object' || typeof id !== 'string') return undefined;
    const isOwn = isSameUser(from, me);
    const status = isOwn ? 'sent' : 'received';
    return { ...placed, id: messageKey(id, entry.seq, isOwn), from, fromType, body: { kind: 'retracted' }, status };
  }
  if (body.kind === 'event') {
    const { event } = body as EventBody;
    if (typeof event !== 'object') return undefined;
    const status = isSameUser(event.actor, me) ? 'sent' : 'received';
    return {
      ...placed,
      id: `event_${entry.sid}`,
      from: event.actor,
      fromType: 'user',
      body: { kind: 'event', event },
      status,
    };
  }
  return undefined;
}

/** An own message that asks for receipts, of how many. */
const asking = (message: StoredMessage, recipients: number | undefined, readers = 0): StoredMessage =>
  recipients === undefined ? message : { ...message, receipts: { recipients, readers } };

/** A message made here stands in the list. */
export function showOwn(conversation: StoredConversation, message: StoredMessage): StoredConversation {
  const last = message.status === 'draft' ? conversation.last : later(conversation.last, message);
  return { ...conversation, last, isListed: true };
}

/** The server gave a message of this device its place. */
export function placeSent(
  conversation: StoredConversation,
  message: StoredMessage,
  place: OwnPlace['place'] & { readonly c: number },
  dress: (message: StoredMessage) => StoredMessage = (sent) => sent,
): { conversation: StoredConversation; message: StoredMessage } {
  const placed: StoredMessage = {
    ...message,
    order: [place.seq, 0],
    at: place.at,
    sid: place.sid,
    status: 'sent',
    error: null,
  };
  const sent = dress(placed.body.kind === 'message' ? asking(placed, place.recipients, place.readers) : placed);
  const isShown = place.seq > conversation.cleared;
  const isNewest = place.seq > conversation.head;
  return {
    message: sent,
    conversation: {
      ...conversation,
      log: place.c,
      head: isNewest ? place.seq : conversation.head,
      headAt: isNewest ? place.at : conversation.headAt,
      visible: conversation.visible.length > 0 ? conversation.visible : [[1, null]],
      held: addRange(conversation.held, place.seq, place.seq),
      last: isShown ? later(conversation.last, sent) : conversation.last,
      isListed: conversation.isListed || isShown,
    },
  };
}

/** Why a message waits or failed. */
export function withError(
  message: StoredMessage,
  status: 'sending' | 'failed',
  error: StoredError | null,
): StoredMessage {
  return { ...message, status, error };
}

/** Everything that is held without a gap has been handed to listeners. */
export function advanceReported(conversation: StoredConversation): StoredConversation {
  const gap = missingPlaces(conversation, conversation.reported + 1, conversation.head)[0];
  return reportedThrough(conversation, gap ? gap[0] - 1 : conversation.head);
}

export function reportedThrough(conversation: StoredConversation, place: number): StoredConversation {
  if (place <= conversation.reported) return conversation;
  return { ...conversation, reported: place, roamed: clip(conversation.roamed, place + 1, Number.MAX_SAFE_INTEGER) };
}

/** S11: unread becomes 0 here at once; the server hears of it with this connection or the next. */
export function clearUnread(conversation: StoredConversation): StoredConversation {
  const { head, unread, log, pending } = conversation;
  if (head <= unread.read) return { ...conversation, unread: readThrough(unread, unread.read) };
  return {
    ...conversation,
    unread: readThrough(unread, head),
    pending: log > 0 ? { ...pending, read: head } : pending,
  };
}

/** S6 S7 S8: first everything is read, then nothing up to here comes back by any way. */
export function clearConversation(conversation: StoredConversation): StoredConversation {
  const { avatar: _, ...read } = clearUnread(conversation);
  const { head } = read;
  return {
    ...read,
    // Places that never came to this device are not reported as delivered by it.
    delivered: read.reported < head ? Math.max(read.delivered, head) : read.delivered,
    cleared: head,
    held: addRange([], 1, head),
    reported: head,
    roamed: [],
    isListed: false,
    draft: '',
    extras: {},
    last: null,
  };
}
