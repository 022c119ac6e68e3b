import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { isPrepended, type TimelineRow } from './timeline-rows.js';

/** So near the end counts as at the end. */
const nearPx = 40;

export interface Anchor {
  /** Rows were put before the others in this rendering: hold the view from its end. */
  readonly isShifted: boolean;
  /** The first jump has landed: from then on the offset says what is on screen. */
  readonly hasLanded: () => boolean;
  readonly toNewest: () => void;
  readonly onScroll: () => void;
  readonly onResize: () => void;
}

/**
 * Where the timeline stands: at the newest message, which it then follows whatever grows, or held at what one reads.
 * Begins at the unread line where there is one, and goes to the newest when one writes oneself.
 */
export function useAnchor(
  scroller: RefObject<HTMLElement | null>,
  handle: RefObject<VirtualizerHandle | null>,
  rows: readonly TimelineRow[],
  setIsAtNewest: (isAtNewest: boolean) => void,
): Anchor {
  const isFollowing = useRef(true);
  const landed = useRef(false);
  const offset = useRef(0);
  const shown = useRef<readonly TimelineRow[]>([]);
  const isShifted = isPrepended(shown.current, rows);

  const toNewest = useCallback(() => {
    isFollowing.current = true;
    // Not scrollToIndex: it goes on scrolling until all is measured, against the hand of who scrolls meanwhile.
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [scroller]);

  const onScroll = useCallback(() => {
    const list = handle.current;
    if (!list) return;
    landed.current = true;
    const isNear = list.scrollSize - list.scrollOffset - list.viewportSize < nearPx;
    // Rows that turn out higher than guessed leave the end further away; only who scrolls moves up.
    const isMovingUp = list.scrollOffset < offset.current - 1;
    offset.current = list.scrollOffset;
    if (isNear || isMovingUp) isFollowing.current = isNear;
    else if (isFollowing.current) toNewest();
    setIsAtNewest(isFollowing.current);
  }, [handle, setIsAtNewest, toNewest]);

  const onResize = useCallback(() => {
    if (isFollowing.current) toNewest();
    const list = handle.current;
    const fits = list && shown.current.length > 0 && list.viewportSize > 0 && list.scrollSize <= list.viewportSize;
    if (fits) {
      landed.current = true;
      setIsAtNewest(true);
    }
  }, [handle, toNewest, setIsAtNewest]);

  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = rows;
    if (rows.length === 0) return;
    const unreadAt = before.length === 0 ? rows.findIndex(({ kind }) => kind === 'unread') : -1;
    if (unreadAt >= 0) {
      isFollowing.current = false;
      handle.current?.scrollToIndex(unreadAt, { align: 'start', offset: -nearPx });
    } else if (before.length === 0 || isFollowing.current || hasNewOwn(before, rows)) toNewest();
  }, [handle, rows, toNewest]);

  const hasLanded = useCallback(() => landed.current, []);
  return { isShifted, hasLanded, toNewest, onScroll, onResize };
}

function hasNewOwn(before: readonly TimelineRow[], rows: readonly TimelineRow[]): boolean {
  const last = rows.at(-1);
  return last?.kind === 'message' && last.message.isOwn && last.key !== before.at(-1)?.key;
}
