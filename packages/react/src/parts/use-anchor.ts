import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { isHeldFromEnd, type TimelineRow } from './timeline-rows.js';

/** So near the end counts as at the end. */
const nearPx = 40;

export interface Anchor {
  /** Rows came or went before the others in this rendering: hold the view from its end. */
  readonly isShifted: boolean;
  /** The first jump has landed: from then on the offset says what is on screen. */
  readonly hasLanded: () => boolean;
  readonly toNewest: () => void;
  /** To a message, into the middle; false where it is not among the rows. */
  readonly toMessage: (seq: number) => boolean;
  /** Somebody takes hold of the list himself. */
  readonly release: () => void;
  readonly onScroll: () => void;
  readonly onResize: () => void;
}

export interface AnchorOptions {
  /** The place at which it begins instead of the newest. */
  readonly beginsAt?: number | undefined;
  /** The last row is the newest there is, so that it can be followed. */
  readonly hasNewest: boolean;
  readonly setIsAtNewest: (isAtNewest: boolean) => void;
}

/**
 * Where the timeline stands: at the newest message, which it then follows whatever grows, or held at what one reads.
 * Begins at the unread line where there is one, and goes to the newest when one writes oneself.
 */
export function useAnchor(
  scroller: RefObject<HTMLElement | null>,
  handle: RefObject<VirtualizerHandle | null>,
  rows: readonly TimelineRow[],
  { beginsAt, hasNewest, setIsAtNewest }: AnchorOptions,
): Anchor {
  const isFollowing = useRef(beginsAt === undefined);
  const landed = useRef(false);
  const offset = useRef(0);
  const shown = useRef<readonly TimelineRow[]>([]);
  const hadNewest = useRef(false);
  /** The place of the message that one went to. */
  const held = useRef<number>(undefined);
  const isShifted = useMemo(() => isHeldFromEnd(shown.current, rows), [rows]);

  const toNewest = useCallback(() => {
    isFollowing.current = true;
    held.current = undefined;
    // Not scrollToIndex: it goes on scrolling until all is measured, against the hand of who scrolls meanwhile.
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [scroller]);

  /** Into the middle, and kept there while rows turn out higher than guessed, until somebody scrolls. */
  const hold = useCallback(() => {
    const list = handle.current;
    const element = scroller.current;
    const at = shown.current.findIndex((row) => 'message' in row && row.message.seq === held.current);
    if (!list || !element || at < 0) return false;
    element.scrollTop = list.getItemOffset(at) - (list.viewportSize - list.getItemSize(at)) / 2;
    return true;
  }, [handle, scroller]);
  const toMessage = useCallback(
    (seq: number) => {
      held.current = seq;
      const isHere = hold();
      if (isHere) isFollowing.current = false;
      return isHere;
    },
    [hold],
  );
  const release = useCallback(() => {
    held.current = undefined;
  }, []);

  const onScroll = useCallback(() => {
    const list = handle.current;
    if (!list) return;
    landed.current = true;
    const isNear = hasNewest && list.scrollSize - list.scrollOffset - list.viewportSize < nearPx;
    // Rows that turn out higher than guessed leave the end further away; only who scrolls moves up.
    const isMovingUp = list.scrollOffset < offset.current - 1;
    offset.current = list.scrollOffset;
    if (isNear || isMovingUp) isFollowing.current = isNear;
    else if (isFollowing.current) toNewest();
    setIsAtNewest(isFollowing.current);
  }, [handle, hasNewest, setIsAtNewest, toNewest]);

  const onResize = useCallback(() => {
    if (isFollowing.current) toNewest();
    else if (held.current !== undefined) hold();
    const list = handle.current;
    const fits = list && shown.current.length > 0 && list.viewportSize > 0 && list.scrollSize <= list.viewportSize;
    if (fits) {
      landed.current = true;
      // All of it is seen, the newest too: that stays in sight when there is less room again.
      isFollowing.current = hasNewest;
      setIsAtNewest(hasNewest);
    }
  }, [handle, hasNewest, hold, toNewest, setIsAtNewest]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // A keyboard that opens, or a line above the field, takes room from the list: what one reads stays in it.
    const watch = new ResizeObserver(onResize);
    watch.observe(element);
    return () => watch.disconnect();
  }, [scroller, onResize]);

  useLayoutEffect(() => {
    const before = shown.current;
    const wasWhole = hadNewest.current;
    shown.current = rows;
    hadNewest.current = hasNewest;
    if (rows.length === 0) return;
    if (before.length === 0 && beginsAt !== undefined) {
      // It may be gone from here: what stood around it is shown all the same.
      if (!toMessage(beginsAt)) toMessage(nearest(rows, beginsAt));
      return;
    }
    const unreadAt = before.length === 0 ? rows.findIndex(({ kind }) => kind === 'unread') : -1;
    if (unreadAt >= 0) {
      isFollowing.current = false;
      handle.current?.scrollToIndex(unreadAt, { align: 'start', offset: -nearPx });
    } else if (before.length === 0 || isFollowing.current || (wasWhole && hasNewOwn(before, rows))) toNewest();
  }, [handle, rows, beginsAt, hasNewest, toMessage, toNewest]);

  const hasLanded = useCallback(() => landed.current, []);
  return { isShifted, hasLanded, toNewest, toMessage, release, onScroll, onResize };
}

/** The place of the first message behind one, else of the last there is. */
function nearest(rows: readonly TimelineRow[], seq: number): number {
  const places = rows.flatMap((row) => ('message' in row ? (row.message.seq ?? []) : []));
  return places.find((place) => place >= seq) ?? places.at(-1) ?? seq;
}

function hasNewOwn(before: readonly TimelineRow[], rows: readonly TimelineRow[]): boolean {
  const last = rows.at(-1);
  return last?.kind === 'message' && last.message.isOwn && last.key !== before.at(-1)?.key;
}
