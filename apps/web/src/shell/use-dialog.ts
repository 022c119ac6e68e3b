import { useEffect, useRef, useState } from 'react';

/** One dialog at a time. What a dialog brings about late, when it was closed or another one opened, comes to nothing. */
export function useDialog<D extends object>() {
  const [opened, open] = useState<D>();
  const shown = useRef(opened);
  useEffect(() => {
    shown.current = opened;
  });
  const close = () => open((now) => (now === opened ? undefined : now));
  /** Runs a deed of the dialog of this rendering, while it is the one that is open. */
  const whileOpen =
    <Args extends unknown[]>(deed: (...args: Args) => void) =>
    (...args: Args) => {
      if (shown.current === opened) deed(...args);
    };
  return { opened, open, close, whileOpen };
}
