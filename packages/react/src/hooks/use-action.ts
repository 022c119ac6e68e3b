import { useCallback, useEffect, useRef, useState } from 'react';

export type ActionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Runs one thing that may fail, and tells how it stands. Resolves to whether it succeeded. */
export function useAction(): {
  state: ActionState;
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  reset: () => void;
} {
  const [state, setState] = useState<ActionState>({ kind: 'idle' });
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const show = useCallback((next: ActionState) => {
    if (isMounted.current) setState(next);
  }, []);
  const run = useCallback(
    async (work: () => Promise<unknown>) => {
      show({ kind: 'busy' });
      try {
        await work();
        show({ kind: 'idle' });
        return true;
      } catch (error) {
        show({ kind: 'failed', error });
        return false;
      }
    },
    [show],
  );
  return { state, run, reset: useCallback(() => show({ kind: 'idle' }), [show]) };
}
