import { limits } from '@palaver/protocol';
import { missingPlaces } from '../conversation/apply.js';
import { hasPlace, newest, placesIn, type Ranges } from '../conversation/ranges.js';
import { isPlaced, isSameUser, type StoredConversation, type StoredMessage } from '../conversation/records.js';

/** What to fetch of one conversation, and how its messages are divided (S30, D12). Fixed when the connection begins. */
export interface CatchUp {
  readonly id: string;
  /** The head that the server told: what stands after it is online. */
  readonly through: number;
  /** Up to here it is roaming, after it offline. */
  readonly roamingThrough: number;
  /** In pieces of one request each, newest first. */
  readonly pieces: Ranges;
  /** Older offline entries that stay on the server, because there are too many. */
  readonly skipped: number;
}

/** Undefined where everything was reported already. */
export function planCatchUp(conversation: StoredConversation, wantsRoaming: boolean): CatchUp | undefined {
  const { id, head, reported } = conversation;
  if (head <= reported) return undefined;
  const roamingThrough = Math.min(Math.max(conversation.delivered, reported), head);
  const offline = missingPlaces(conversation, roamingThrough + 1, head);
  const wanted = newest(offline, limits.offlineEntries);
  const roaming = wantsRoaming
    ? newest(missingPlaces(conversation, reported + 1, roamingThrough), limits.roamingEntries)
    : [];
  return {
    id,
    through: head,
    roamingThrough,
    pieces: [...pieces(wanted), ...pieces(roaming)],
    skipped: placesIn(offline) - placesIn(wanted),
  };
}

/** Ranges cut into what one request may carry, newest first. */
export function pieces(ranges: Ranges): Ranges {
  const cut: [number, number][] = [];
  for (const [from, to] of [...ranges].reverse())
    for (let high = to; high >= from; high -= limits.pageEntries)
      cut.push([Math.max(from, high - limits.pageEntries + 1), high]);
  return cut;
}

/** Each message in exactly one: what was stored as roaming, and own ones of other devices, are roaming; the rest is new. */
export function divide(
  stored: readonly StoredMessage[],
  roamed: Ranges,
  me: { username: string; appKey: string },
): { messages: StoredMessage[]; events: StoredMessage[]; roaming: StoredMessage[] } {
  const divided = { messages: [] as StoredMessage[], events: [] as StoredMessage[], roaming: [] as StoredMessage[] };
  for (const message of stored) {
    if (!isPlaced(message) || message.isLocal) continue;
    if (isSameUser(message.from, me) || hasPlace(roamed, message.order[0])) divided.roaming.push(message);
    else if (message.body.kind === 'event') divided.events.push(message);
    else divided.messages.push(message);
  }
  return divided;
}
