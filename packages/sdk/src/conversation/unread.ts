/**
 * What is unread, derived from positions and never counted down: `count` is the server's sum up to `head` for the read
 * position `read`; `after` holds the increments of others' entries after `head` that this device has (D13). `taken`: what
 * was taken back by entries after `head`, so that the sum may hold it still.
 */
export interface Unread {
  readonly read: number;
  readonly head: number;
  readonly count: number;
  readonly after: readonly Run[];
  readonly taken?: readonly Taken[];
}
/** Each place from `from` to `to` adds `increment`. */
type Run = readonly [from: number, to: number, increment: number];
/** Another's message at `place`, taken back by the entry at `by`. */
export interface Taken {
  readonly place: number;
  readonly by: number;
  readonly increment: number;
}

export const nothingUnread: Unread = { read: 0, head: 0, count: 0, after: [] };

export function unreadCount(unread: Unread): number {
  let sum = unread.count;
  for (const [from, to, increment] of unread.after) sum += (to - from + 1) * increment;
  for (const { place, increment } of unread.taken ?? [])
    if (place > unread.read && place <= unread.head) sum -= increment;
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

/**
 * A message was taken back: it counts no more, whether its increment stands here or in the server's sum. Where it is not
 * known yet nothing is counted for it: from now on it comes as a prompt.
 */
export function takeBack(unread: Unread, taken: Taken): Unread {
  const { place, by, increment } = taken;
  const { after, taken: known = [] } = unread;
  if (increment === 0 || place <= unread.read || by <= unread.head || known.some((one) => one.by === by)) return unread;
  const left = after.flatMap(([from, to, each]): Run[] => {
    if (place < from || place > to) return [[from, to, each]];
    const parts: Run[] = [
      [from, place - 1, each],
      [place + 1, to, each],
    ];
    return parts.filter(([low, high]) => low <= high);
  });
  return { ...unread, after: left, taken: [...known, taken] };
}

/**
 * Of two states the greater read position holds, then the greater head, then the one with which the floor rose over what
 * had been unread; `state` may be the server's or this device's own.
 */
export function adoptUnread(
  unread: Unread,
  state: { read: number; head: number; floor?: number; unread: number },
  { isFloorRaised = false }: { isFloorRaised?: boolean } = {},
): Unread {
  const isNewerHead = state.head > unread.head || (state.head === unread.head && isFloorRaised);
  const isNewer = state.read > unread.read || (state.read === unread.read && isNewerHead);
  if (!isNewer) return unread;
  const head = Math.max(state.head, state.read);
  const after = unread.after
    .filter(([, to]) => to > head)
    .map(([from, to, increment]) => [Math.max(from, head + 1), to, increment] as const);
  // Up to its head the sum knows what was taken back, and what is read or expired it does not hold.
  const floor = Math.max(state.read, state.floor ?? 0);
  const taken = (unread.taken ?? []).filter(({ place, by }) => by > head && place > floor);
  return { read: state.read, head, count: state.unread, after, ...(taken.length > 0 && { taken }) };
}

/** Everything up to the place is read: a state of this device's own making (S11, D14). */
export const readThrough = (unread: Unread, place: number): Unread =>
  adoptUnread(unread, { read: Math.max(place, unread.read), head: Math.max(place, unread.head), unread: 0 });
