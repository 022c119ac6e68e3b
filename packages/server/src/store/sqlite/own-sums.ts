import type { UserId } from '../rows.js';
import type { Database, Row } from './driver.js';

/** A user's own increments in a conversation, up to and including a place. */
export type OwnSums = (conversation: { c: number; isGroup: boolean }, user: UserId, place: number) => number;

/**
 * In a group: what his last counted entry up to there carries, by an index of those entries. Between two people every
 * entry tells it of both: what is not its sender's is the other's. So most messages need no index for this.
 */
export function createOwnSums(database: Database): OwnSums {
  const lastCounted = database.prepare(
    'select own from entries where c = ? and counted_sender = ? and seq <= ? order by seq desc limit 1',
  );
  const entryAt = database.prepare('select sender, sum, own from entries where c = ? and seq = ?');
  return ({ c, isGroup }, user, place) => {
    if (place === 0) return 0;
    if (isGroup) return Number(lastCounted.get(c, user, place)?.own ?? 0);
    return ownOfTwo(entryAt.get(c, place), user);
  };
}

/** From an entry of two people's conversation. */
export function ownOfTwo(entry: Row | undefined, user: UserId): number {
  if (!entry) return 0;
  return entry.sender === user ? Number(entry.own) : Number(entry.sum) - Number(entry.own);
}
