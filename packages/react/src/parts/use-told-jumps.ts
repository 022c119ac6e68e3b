import { type RefObject, useCallback } from 'react';
import type { VirtualizerHandle } from 'virtua';

/**
 * The list moves itself where rows above the screen come, go or turn out higher, and learns where it then stands from the
 * event of that, a frame later. What is rendered in between shows the rows of another place: all that are on the screen go,
 * and come back as other elements, without focus and selection. So it is told at once, by what is given back here.
 */
export function useToldJumps(
  scroller: RefObject<HTMLElement | null>,
  handle: RefObject<VirtualizerHandle | null>,
): () => void {
  return useCallback(() => {
    const element = scroller.current;
    if (element && handle.current && element.scrollTop !== handle.current.scrollOffset)
      element.dispatchEvent(new Event('scroll'));
  }, [scroller, handle]);
}
