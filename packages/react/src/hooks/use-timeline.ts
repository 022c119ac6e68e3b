import type { Conversation, Message, MessageWindow } from '@palaver/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useLive } from './use-live.js';
import { type MessagesView, useMessages } from './use-messages.js';

/** A place in the log to go to. Another object is another wish, though the place be the same. */
export interface Jump {
  readonly seq: number;
}

export interface TimelineView extends MessagesView {
  /** Another stretch of the log has another key. */
  readonly key: string;
  /** Around which place it was opened; undefined: it is the newest. */
  readonly around: number | undefined;
  readonly loadNewer: () => Promise<void>;
  /** To the messages around a place. */
  readonly open: (seq: number) => void;
  /** Back to the newest. */
  readonly leave: () => void;
}

/** The stretch of a conversation that is shown: the newest messages, or those around a place that one went to. */
export function useTimeline(conversation: Conversation): TimelineView {
  const { messages, lastMessage } = conversation;
  const newest = useMessages(conversation);
  const [wish, setWish] = useState<Jump>();
  const [shown, setShown] = useState<{ wish: Jump; window: MessageWindow }>();

  useEffect(() => {
    if (!wish) return;
    const window = messages.window({ around: { seq: wish.seq } });
    // What is shown stays until there is something else to show.
    const show = () => {
      const { loaded, loading } = window.state.get();
      if (loaded && !loading) setShown({ wish, window });
    };
    const stop = window.state.subscribe(show);
    show();
    return () => {
      stop();
      setShown(undefined);
      window[Symbol.dispose]();
    };
  }, [messages, wish]);

  const open = useCallback((seq: number) => setWish({ seq }), []);
  const leave = useCallback(() => setWish(undefined), []);
  const ownOnItsWay = lastMessage?.isOwn && lastMessage.status === 'sending' ? lastMessage.id : undefined;
  useEffect(() => {
    // Who writes wants to see what he wrote.
    if (ownOnItsWay !== undefined) setWish(undefined);
  }, [ownOnItsWay]);

  const source = shown?.window ?? messages;
  const list: readonly Message[] = useLive(source);
  const state = useLive(source.state);
  const loadNewer = useCallback(async () => shown?.window.loadNewer(), [shown]);
  const loadOlder = useCallback((count?: number) => source.loadOlder(count), [source]);
  const shared = { loadNewer, open, leave };
  if (!shown) return { ...newest, ...shared, key: 'newest', around: undefined };
  const around = shown.wish.seq;
  return { ...shared, messages: list, state, loadOlder, key: `around-${around}`, around };
}
