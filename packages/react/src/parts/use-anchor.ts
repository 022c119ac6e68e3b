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
  /** To a message, into the middle; false where it is not among the rows. */
  readonly toMessage: (seq: number) => boolean;
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
  const isShifted = isPrepended(shown.current, rows);

  const toNewest = useCallback(() => {
    isFollowing.current = true;
    // Not scrollToIndex: it goes on scrolling until all is measured, against the hand of who scrolls meanwhile.
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [scroller]);

  const toMessage = useCallback(
    (seq: number) => {
      const at = shown.current.findIndex((row) => 'message' in row && row.message.seq === seq);
      if (at < 0) return false;
      isFollowing.current = false;
      handle.current?.scrollToIndex(at, { align: 'center' });
      return true;
    },
    [handle],
  );

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
    const list = handle.current;
    const fits = list && shown.current.length > 0 && list.viewportSize > 0 && list.scrollSize <= list.viewportSize;
    if (fits) {
      landed.current = true;
      setIsAtNewest(hasNewest);
    }
  }, [handle, hasNewest, toNewest, setIsAtNewest]);

  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = rows;
    if (rows.length === 0) return;
    if (before.length === 0 && beginsAt !== undefined) {
      if (!toMessage(beginsAt)) handle.current?.scrollToIndex(Math.floor(rows.length / 2), { align: 'center' });
      return;
    }
    const unreadAt = before.length === 0 ? rows.findIndex(({ kind }) => kind === 'unread') : -1;
    if (unreadAt >= 0) {
      isFollowing.current = false;
      handle.current?.scrollToIndex(unreadAt, { align: 'start', offset: -nearPx });
    } else if (before.length === 0 || isFollowing.current || hasNewOwn(before, rows)) toNewest();
  }, [handle, rows, beginsAt, toMessage, toNewest]);

  const hasLanded = useCallback(() => landed.current, []);
  return { isShifted, hasLanded, toNewest, toMessage, onScroll, onResize };
}

function hasNewOwn(before: readonly TimelineRow[], rows: readonly TimelineRow[]): boolean {
  const last = rows.at(-1);
  return last?.kind === 'message' && last.message.isOwn && last.key !== before.at(-1)?.key;
}
