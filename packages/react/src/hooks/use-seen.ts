import type { Message } from '@palaver/sdk';
import { type RefObject, useEffect, useRef } from 'react';
import { useAttention } from './use-attention.js';

/** A row counts as seen with half of it on screen, or with as much of a tall one as the screen holds. */
const seenFraction = 0.5;

/** Marks a message that asks for a receipt as read once its row is really seen: on screen, in a window that has the focus. [S44] */
export function useSeen(row: RefObject<HTMLElement | null>, message: Message): void {
  const isAttended = useAttention();
  const latest = useRef(message);
  useEffect(() => {
    latest.current = message;
  });
  const isWanted = message.needReadReceipt && message.status === 'received' && isAttended;
  useEffect(() => {
    const element = row.current;
    if (!isWanted || !element) return;
    const seen = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        const fills = entry.intersectionRect.height >= (entry.rootBounds?.height ?? Number.POSITIVE_INFINITY) * 0.5;
        if (entry.intersectionRatio < seenFraction && !fills) return;
        seen.disconnect();
        // A mark twice is a mark once; one that cannot be kept now is made when it is seen again.
        latest.current.markRead().catch(() => undefined);
      },
      { threshold: [0, 0.1, 0.25, seenFraction] },
    );
    seen.observe(element);
    return () => seen.disconnect();
  }, [row, isWanted]);
}
