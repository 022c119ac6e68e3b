import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

export interface Later<P> {
  (props: P): ReactNode;
  /** Loads it before somebody wants to see it. */
  readonly preload: () => Promise<void>;
}

/**
 * A part that is loaded when it is first shown; nothing stands in its place until then. Unlike React's own `lazy`, one that
 * could not be loaded, as without a network, takes nothing down with it, and is asked for again.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  let Loaded: ComponentType<P> | undefined;
  const preload = async () => {
    Loaded ??= await load();
  };
  function Later(props: P) {
    const [isHere, setIsHere] = useState(Loaded !== undefined);
    useEffect(() => {
      if (!isHere)
        preload().then(
          () => setIsHere(true),
          () => undefined,
        );
    }, [isHere]);
    return Loaded ? <Loaded {...props} /> : null;
  }
  return Object.assign(Later, { preload });
}

/** Loads parts once the page has time for it, so that they are here when the network is not. */
export function usePreloaded(...parts: readonly Pick<Later<never>, 'preload'>[]): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of a module are always the same.
  useEffect(() => {
    const load = () => {
      for (const { preload } of parts) preload().catch(() => undefined);
    };
    if (typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(load, 2_000);
      return () => clearTimeout(timer);
    }
    const asked = requestIdleCallback(load);
    return () => cancelIdleCallback(asked);
  }, []);
}
