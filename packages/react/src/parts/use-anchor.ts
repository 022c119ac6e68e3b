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
  handle: RefObject<VirtualizerHandle | null>,
  rows: readonly TimelineRow[],
  setIsAtNewest: (isAtNewest: boolean) => void,
): Anchor {
  const isFollowing = useRef(true);
  const landed = useRef(false);
  const shown = useRef<readonly TimelineRow[]>([]);
  const isShifted = isPrepended(shown.current, rows);

  const toNewest = useCallback(() => {
    isFollowing.current = true;
    const list = handle.current;
    list?.scrollToIndex(shown.current.length - 1, { align: 'end' });
  }, [handle]);

  const onScroll = useCallback(() => {
    const list = handle.current;
    if (!list) return;
    landed.current = true;
    const isNear = list.scrollSize - list.scrollOffset - list.viewportSize < nearPx;
    isFollowing.current = isNear;
    setIsAtNewest(isNear);
  }, [handle, setIsAtNewest]);

  const onResize = useCallback(() => {
    if (isFollowing.current) toNewest();
    const list = handle.current;
    if (list && list.viewportSize > 0 && list.scrollSize <= list.viewportSize) {
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
