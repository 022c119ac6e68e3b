/**
 * What is unread, derived from positions and never counted down: `count` is the server's sum up to `head` for the read
 * position `read`; `after` holds the increments of others' entries after `head` that this device has (D13).
 */
export interface Unread {
  readonly read: number;
  readonly head: number;
  readonly count: number;
  readonly after: readonly Run[];
}
/** Each place from `from` to `to` adds `increment`. */
type Run = readonly [from: number, to: number, increment: number];

export const nothingUnread: Unread = { read: 0, head: 0, count: 0, after: [] };

export function unreadCount(unread: Unread): number {
  let sum = unread.count;
  for (const [from, to, increment] of unread.after) sum += (to - from + 1) * increment;
  return sum;
}

/** Another's entry at a place: counted once, and only where the server's sum does not hold it yet. */
export function addIncrement(unread: Unread, place: number, increment: number): Unread {
  if (increment === 0 || place <= unread.head) return unread;
  if (unread.after.some(([from, to]) => place >= from && place <= to)) return unread;
  const last = unread.after[unread.after.length - 1];
  if (last && last[1] === place - 1 && last[2] === increment)
    return { ...unread, after: [...unread.after.slice(0, -1), [last[0], place, increment]] };
  const after = [...unread.after, [place, place, increment] as const];
  if (last && last[0] > place) after.sort((a, b) => a[0] - b[0]);
  return { ...unread, after };
}

/** Of two states the greater read position holds, then the greater head; `state` may be the server's or this device's own. */
export function adoptUnread(unread: Unread, state: { read: number; head: number; unread: number }): Unread {
  const isNewer = state.read > unread.read || (state.read === unread.read && state.head > unread.head);
  if (!isNewer) return unread;
  const head = Math.max(state.head, state.read);
  const after = unread.after
    .filter(([, to]) => to > head)
    .map(([from, to, increment]) => [Math.max(from, head + 1), to, increment] as const);
  return { read: state.read, head, count: state.unread, after };
}

/** Everything up to the place is read: a state of this device's own making (S11, D14). */
export const readThrough = (unread: Unread, place: number): Unread =>
  adoptUnread(unread, { read: Math.max(place, unread.read), head: Math.max(place, unread.head), unread: 0 });
