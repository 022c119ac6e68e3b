import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useAttention } from '../hooks/use-attention.js';
import type { UnseenMentions } from '../hooks/use-unseen-mentions.js';
import type { TimelineRow } from './timeline-rows.js';

/** Takes those of the mentions for seen whose rows are on the screen while somebody looks; look again by what is given back. */
export function useSeenRows(
  handle: RefObject<VirtualizerHandle | null>,
  rows: readonly TimelineRow[],
  { places, see }: UnseenMentions,
): () => void {
  const isAttended = useAttention();
  const look = () => {
    const list = handle.current;
    if (!list || !isAttended || places.length === 0 || list.viewportSize === 0) return;
    const [top, bottom] = [list.scrollOffset, list.scrollOffset + list.viewportSize];
    const wanted = new Set(places);
    for (const [at, row] of rows.entries()) {
      const seq = 'message' in row ? row.message.seq : undefined;
      if (seq === undefined || !wanted.has(seq)) continue;
      const middle = list.getItemOffset(at) + list.getItemSize(at) / 2;
      if (middle > top && middle < bottom) see(seq);
    }
  };
  const latest = useRef(look);
  useLayoutEffect(() => {
    latest.current = look;
  });
  const again = useCallback(() => latest.current(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown, and that somebody looks, are reasons to look.
  useEffect(again, [rows, places, isAttended]);
  return again;
}
