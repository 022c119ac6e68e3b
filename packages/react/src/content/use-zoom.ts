import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { type Extent, fitted, moveBy, oneStep, type Point, zoomAt } from './zoom.js';

/** A finger that went so far across, or down, meant the next picture, or away. */
const swipePx = 60;
const awayPx = 110;
/** A press that moved less is a press. */
const stillPx = 6;

export interface ZoomDeeds {
  /** Across a picture that fits: -1 to the one before, 1 to the one behind. */
  readonly onSwipe: (step: -1 | 1) => void;
  readonly onAway: () => void;
}

/** Zooming with the wheel, a double click, two fingers and keys; moving what is larger than its room; swiping what is not. */
export function useZoom(room: RefObject<HTMLElement | null>, picture: Extent, deeds: ZoomDeeds) {
  const [zoom, setZoom] = useState(fitted);
  const pointers = useRef(new Map<number, Point>());
  const began = useRef<Point>(undefined);
  const hasMoved = useRef(false);
  const { width, height } = picture;

  const sizeOf = useCallback((): Extent => {
    const { clientWidth = 0, clientHeight = 0 } = room.current ?? {};
    return { width: clientWidth, height: clientHeight };
  }, [room]);
  const fromMiddle = useCallback(
    (at: Point): Point => {
      const box = room.current?.getBoundingClientRect();
      return box ? { x: at.x - box.left - box.width / 2, y: at.y - box.top - box.height / 2 } : { x: 0, y: 0 };
    },
    [room],
  );
  const by = useCallback(
    (factor: number, at?: Point) => {
      const around = at ? fromMiddle(at) : { x: 0, y: 0 };
      setZoom((before) => zoomAt(before, factor, around, { width, height }, sizeOf()));
    },
    [fromMiddle, sizeOf, width, height],
  );
  const toggle = (at?: Point) => (zoom.scale > 1 ? setZoom(fitted) : by(oneStep, at));

  useEffect(() => {
    const element = room.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      by(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 300)), { x: event.clientX, y: event.clientY });
    };
    // Not React's: that one may not keep the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [room, by]);

  const end = (event: PointerEvent) => {
    const from = began.current;
    pointers.current.delete(event.pointerId);
    if (pointers.current.size > 0) return;
    began.current = undefined;
    if (!from || event.type === 'pointercancel' || event.pointerType !== 'touch' || zoom.scale > 1) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (Math.abs(x) > swipePx && Math.abs(x) > Math.abs(y)) deeds.onSwipe(x < 0 ? 1 : -1);
    else if (y > awayPx) deeds.onAway();
  };
  const handlers = {
    onPointerDown(event: PointerEvent) {
      if (event.pointerType === 'mouse' && event.button !== 0) return;
      hasMoved.current = false;
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      began.current = pointers.current.size === 1 ? { x: event.clientX, y: event.clientY } : undefined;
    },
    onPointerMove(event: PointerEvent) {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const now = { x: event.clientX, y: event.clientY };
      const from = began.current ?? now;
      if (Math.hypot(now.x - from.x, now.y - from.y) > stillPx) hasMoved.current = true;
      const [other] = [...pointers.current].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
      pointers.current.set(event.pointerId, now);
      if (other) {
        const apart = (one: Point) => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
        by(apart(now) / apart(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
      } else
        setZoom((old) =>
          old.scale > 1 ? moveBy(old, { x: now.x - before.x, y: now.y - before.y }, picture, sizeOf()) : old,
        );
    },
    onPointerUp: end,
    onPointerCancel: end,
    onPointerLeave: end,
  };
  return { zoom, by, toggle, fit: () => setZoom(fitted), handlers, hasMoved: () => hasMoved.current };
}
