import type { Message } from '@palaver/sdk';
import { type MouseEvent, type PointerEvent, useRef } from 'react';
import type { Box } from './place-menu.js';

export type OpenMenu = (message: Message, beside: Box) => void;

/** A finger that rests this long, this quietly, wants the menu. */
const pressMs = 450;
const quietPx = 8;

const pointAt = ({ clientX: x, clientY: y }: { clientX: number; clientY: number }): Box => ({
  left: x,
  right: x,
  top: y,
  bottom: y,
});

/** The ways to a message's menu besides its button: the right button, a long press, the keyboard's own key. */
export function useMenuGestures(message: Message, open: OpenMenu) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);
  const isPressed = useRef(false);
  const end = () => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };
  return {
    onContextMenu(event: MouseEvent<HTMLElement>) {
      // A link and a selection have menus of their own, which are worth more.
      if ((event.target as Element).closest('a, input, video') || !getSelection()?.isCollapsed) return;
      event.preventDefault();
      end();
      const isByKeyboard = event.clientX <= 0 && event.clientY <= 0;
      open(message, isByKeyboard ? event.currentTarget.getBoundingClientRect() : pointAt(event));
    },
    onPointerDown(event: PointerEvent<HTMLElement>) {
      end();
      isPressed.current = false;
      if (event.pointerType !== 'touch') return;
      const at = pointAt(event);
      const timer = setTimeout(() => {
        isPressed.current = true;
        open(message, at);
      }, pressMs);
      press.current = { timer, x: event.clientX, y: event.clientY };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const began = press.current;
      if (began && Math.hypot(event.clientX - began.x, event.clientY - began.y) > quietPx) end();
    },
    /** The press was for the menu, not for what it fell on. */
    onClickCapture(event: MouseEvent<HTMLElement>) {
      if (!isPressed.current) return;
      isPressed.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
