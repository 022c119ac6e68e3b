import { useCallback, useEffect, useRef, useState } from 'react';
import type { MediaView } from './use-media.js';

/** Runs once the bytes are there: at once, or when the download that this asks for has ended. */
export function useWhenReady({ state, load }: MediaView, run: (blob: Blob) => void): () => void {
  const [isAsked, setIsAsked] = useState(false);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  const blob = state.kind === 'ready' ? state.blob : undefined;
  useEffect(() => {
    if (!isAsked || !blob) return;
    setIsAsked(false);
    latest.current(blob);
  }, [isAsked, blob]);
  return useCallback(() => {
    setIsAsked(true);
    if (!blob) load();
  }, [blob, load]);
}
