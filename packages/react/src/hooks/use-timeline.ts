import type { Conversation, Message, Messages, MessageWindow } from '@palaver/sdk';
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
  readonly loadNewer: (count?: number) => Promise<void>;
  /** To the messages around a place. */
  readonly open: (seq: number) => void;
  /** Back to the newest. */
  readonly leave: () => void;
}

/** How many messages the newest stretch holds at most, as `messages.loadOlder` says. */
const mostInNewest = 1_000;

/** Which stretch is wanted: the newest, or a window of its own around a place. */
interface Wish {
  readonly window?: {
    readonly seq: number;
    readonly count?: number;
    /** It takes over from the newest, which is full, without anything on the screen changing. */
    readonly isContinued: boolean;
  };
  /** How often one has gone back to the newest. */
  readonly returns: number;
}

/** The stretch of a conversation that is shown: the newest messages, or those around a place that one went to. */
export function useTimeline(conversation: Conversation): TimelineView {
  const { messages, lastMessage } = conversation;
  const newest = useMessages(conversation);
  const [wish, setWish] = useState<Wish>({ returns: 0 });
  const shown = useWindow(messages, wish);

  const open = useCallback(
    (seq: number) => setWish(({ returns }) => ({ returns, window: { seq, isContinued: false } })),
    [],
  );
  const leave = useCallback(
    () => setWish((wish) => (wish.window === undefined ? wish : { returns: wish.returns + 1 })),
    [],
  );
  const ownOnItsWay = lastMessage?.isOwn && lastMessage.status === 'sending' ? lastMessage.id : undefined;
  useEffect(() => {
    // Who writes wants to see what he wrote.
    if (ownOnItsWay !== undefined) leave();
  }, [ownOnItsWay, leave]);

  const source = shown ?? messages;
  const list: readonly Message[] = useLive(source);
  const state = useLive(source.state);
  const loadNewer = useCallback(async (count?: number) => shown?.loadNewer(count), [shown]);
  const loadOlder = useCallback(
    async (count?: number) => {
      const all = messages.get();
      const seq = all.find((message) => message.seq !== undefined)?.seq;
      if (shown || all.length < mostInNewest || seq === undefined) return source.loadOlder(count);
      // The newest holds no more: a window goes on from here, and loses below what it gains above.
      const window = { seq, count: mostInNewest, isContinued: true };
      setWish((wish) => (wish.window === undefined ? { ...wish, window } : wish));
    },
    [messages, shown, source],
  );
  const jumped = shown && !wish.window?.isContinued ? wish.window?.seq : undefined;
  return {
    messages: list,
    state: shown || !wish.window?.isContinued ? state : { ...newest.state, loading: true },
    loadOlder,
    ...{ loadNewer, open, leave },
    key: jumped === undefined ? `newest-${wish.returns}` : `around-${jumped}`,
    around: jumped,
  };
}

/** The window that is wished for, once there is something to show in it. */
function useWindow(messages: Messages, wish: Wish): MessageWindow | undefined {
  const [shown, setShown] = useState<{ wish: Wish; window: MessageWindow }>();
  useEffect(() => {
    if (!wish.window) return;
    const { seq, count } = wish.window;
    const window = messages.window({ around: { seq }, ...(count !== undefined && { count }) });
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
  return shown?.wish === wish ? shown.window : undefined;
}
