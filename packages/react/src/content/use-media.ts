import type { Message } from '@palaver/sdk';
import { useCallback, useEffect, useState } from 'react';

/** Where the bytes of a message stand. */
export type MediaState =
  /** Nobody has asked for them. */
  | { readonly kind: 'idle' }
  /** `fraction` 0 to 1. */
  | { readonly kind: 'loading'; readonly fraction: number }
  | { readonly kind: 'ready'; readonly url: string; readonly blob: Blob }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface MediaView {
  readonly state: MediaState;
  /** Asks for the bytes; again where they did not come. */
  readonly load: () => void;
  /** Ends a download that is under way. */
  readonly cancel: () => void;
}

/**
 * The bytes of a message's media as an address that a page can show, from the device or the server. `loadsAtOnce`: asks
 * without being told. The address is given back when nobody shows it any more.
 */
export function useMedia(
  message: Message,
  variant: 'original' | 'thumbnail',
  { loadsAtOnce }: { loadsAtOnce: boolean },
): MediaView {
  const [state, setState] = useState<MediaState>({ kind: 'idle' });
  const [attempt, setAttempt] = useState(loadsAtOnce ? 1 : 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: snapshots of one message have the same bytes, retracted or not.
  useEffect(() => {
    if (attempt === 0) return;
    const stop = new AbortController();
    let url: string | undefined;
    setState({ kind: 'loading', fraction: 0 });
    message
      .download(variant, {
        signal: stop.signal,
        onProgress: (fraction) => {
          if (!stop.signal.aborted) setState({ kind: 'loading', fraction });
        },
      })
      .then(
        (blob) => {
          if (stop.signal.aborted) return;
          url = URL.createObjectURL(blob);
          setState({ kind: 'ready', url, blob });
        },
        (error) => {
          if (!stop.signal.aborted) setState({ kind: 'failed', error });
        },
      );
    return () => {
      stop.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [message.id, message.content.type, variant, attempt]);
  const load = useCallback(() => setAttempt((before) => before + 1), []);
  const cancel = useCallback(() => {
    setAttempt(0);
    setState({ kind: 'idle' });
  }, []);
  return { state, load, cancel };
}
