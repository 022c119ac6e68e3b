import type { Conversation } from '@palaver/sdk';
import { useCallback, useEffect, useRef, useState } from 'react';

export interface UnseenMentions {
  /** Their places, the oldest first. */
  readonly places: readonly number[];
  readonly see: (seq: number) => void;
}

/**
 * The messages that mention one and that one has not had on the screen since they came. Who goes to the newest message has
 * read all before it, and still looks for those.
 */
export function useUnseenMentions({ mentions }: Conversation): UnseenMentions {
  const known = useRef(new Set(mentions));
  const [places, setPlaces] = useState(mentions);
  useEffect(() => {
    const news = mentions.filter((seq) => !known.current.has(seq));
    if (news.length === 0) return;
    for (const seq of news) known.current.add(seq);
    setPlaces((before) => [...before, ...news].sort((one, other) => one - other));
  }, [mentions]);
  const see = useCallback((seq: number) => setPlaces((before) => before.filter((one) => one !== seq)), []);
  return { places, see };
}
