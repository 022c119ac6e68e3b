import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { type Box, placeMenu } from './place-menu.js';

export interface MenuItem {
  readonly key: string;
  readonly icon: ReactNode;
  readonly label: string;
  /** Beside it, quietly: the time that is left. */
  readonly note?: string;
  readonly isDanger?: boolean;
  /** Another set of items follows: the menu stays. */
  readonly staysOpen?: boolean;
  readonly onChoose: () => void;
}

export interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly beside: Box;
  readonly onClose: () => void;
}

/** A menu over everything: arrow keys, Home and End walk in it, Escape and a press beside it close it, and the focus goes back. */
export function Menu({ label, items, beside, onClose }: MenuProps) {
  const element = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  const set = items.map(({ key }) => key).join();

  useLayoutEffect(() => {
    const menu = element.current;
    const opener = document.activeElement;
    const end = () => close.current();
    const onPointerDown = ({ target }: Event) => {
      if (!menu?.contains(target as Node)) end();
    };
    // Not the browser's own light dismissal: it takes the end of the long press that opens a menu for a press beside it.
    addEventListener('pointerdown', onPointerDown, true);
    addEventListener('resize', end);
    return () => {
      removeEventListener('pointerdown', onPointerDown, true);
      removeEventListener('resize', end);
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another set of items is another size.
  useLayoutEffect(() => {
    const menu = element.current;
    if (!menu) return;
    if (!menu.matches(':popover-open')) menu.showPopover();
    const size = { width: menu.offsetWidth, height: menu.offsetHeight };
    const { left, top } = placeMenu(beside, size, { width: innerWidth, height: innerHeight });
    menu.style.left = `${left}px`;
    menu.style.top = `${top}px`;
    itemsOf(menu)[0]?.focus({ preventScroll: true });
  }, [beside, set]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const all = itemsOf(event.currentTarget);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    const isEnd = event.key === 'Tab' || event.key === 'Escape';
    if (!isEnd && to === undefined) return;
    if (isEnd) onClose();
    else all.at((to ?? 0) % all.length)?.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={element}
      popover="manual"
      role="menu"
      tabIndex={-1}
      className="pv pv-menu"
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {items.map(({ key, icon, label: name, note, isDanger = false, staysOpen = false, onChoose }) => (
        <button
          key={key}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={isDanger ? 'pv-menu-item pv-danger' : 'pv-menu-item'}
          onClick={() => {
            if (!staysOpen) onClose();
            onChoose();
          }}
        >
          {icon} <span>{name}</span>
          {note && <small>{note}</small>}
        </button>
      ))}
    </div>
  );
}

const itemsOf = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
