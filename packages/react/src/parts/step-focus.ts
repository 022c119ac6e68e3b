import type { KeyboardEvent } from 'react';

/** Among the messages the arrow keys go from one to the next; from the list itself, to the last. */
export function stepFocus(event: KeyboardEvent<HTMLElement>): void {
  const list = event.currentTarget;
  const focused = document.activeElement as HTMLElement;
  const isOnRow = focused.matches('.pv-message');
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  if (focused !== list && !isOnRow) return;
  const rows = [...list.querySelectorAll<HTMLElement>('.pv-message')];
  const next = isOnRow ? rows[rows.indexOf(focused) + (event.key === 'ArrowUp' ? -1 : 1)] : rows.at(-1);
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}
