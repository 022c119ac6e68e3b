import type { Conversation, Message } from '@palaver/sdk';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Gallery } from '../content/Gallery.js';
import { AuthorsProvider, useAuthors } from '../hooks/authors.js';
import { useMessageActions } from '../hooks/use-message-actions.js';
import { useMessages } from '../hooks/use-messages.js';
import { type Jump, useTimeline } from '../hooks/use-timeline.js';
import { useUnseenMentions } from '../hooks/use-unseen-mentions.js';
import { MessageMenu, type MessageWishes } from '../menu/MessageMenu.js';
import type { Box } from '../menu/place-menu.js';
import { describeError } from '../texts/describe.js';
import { useTexts } from '../texts/provider.js';
import { Announcer } from './Announcer.js';
import type { RowActions } from './MessageRow.js';
import { messageKey } from './message-key.js';
import { TimelineScroll, type TimelineScrollHandle } from './TimelineScroll.js';

/** So long a message that one went to is told from the others. */
const highlightMs = 2_000;

export interface TimelineProps extends MessageWishes {
  readonly conversation: Conversation;
  /** Where to go: each new object is another wish. */
  readonly jump?: Jump | undefined;
}

/** The messages of a conversation, anchored at the newest, older ones loaded above. Give it `key={conversation.id}`. */
export function Timeline({ conversation, jump, onReply, onForward, onShowReaders }: TimelineProps) {
  const view = useTimeline(conversation);
  const newest = useMessages(conversation);
  const messageActions = useMessageActions(conversation);
  const mentions = useUnseenMentions(conversation);
  const authors = useAuthors(view.messages, conversation.type === 'group');
  const scroll = useRef<TimelineScrollHandle>(null);
  const [menu, setMenu] = useState<{ message: Message; beside: Box }>();
  const [trouble, setTrouble] = useState<unknown>();
  const [highlighted, setHighlighted] = useState<number>();

  const { open, leave } = view;
  const goTo = useCallback(
    (seq: number) => {
      if (!scroll.current?.toMessage(seq)) open(seq);
      setHighlighted(seq);
    },
    [open],
  );
  useEffect(() => {
    if (highlighted === undefined) return;
    const timer = setTimeout(() => setHighlighted(undefined), highlightMs);
    return () => clearTimeout(timer);
  }, [highlighted]);
  const isLoaded = view.state.loaded;
  useEffect(() => {
    if (jump && isLoaded) goTo(jump.seq);
  }, [jump, isLoaded, goTo]);

  const actions: RowActions = useMemo(
    () => ({
      ...messageActions,
      openMenu: (message, beside) => {
        setTrouble(undefined);
        setMenu({ message, beside });
      },
      goTo,
    }),
    [messageActions, goTo],
  );
  const loadOlder = () => {
    const { hasOlder, loading } = view.state;
    if (hasOlder && !loading) view.loadOlder().catch(() => undefined);
  };
  // The menu shows the message as it is now; with the message it goes.
  const chosen = menu && view.messages.find((one) => messageKey(one) === messageKey(menu.message));

  return (
    <div className="pv pv-timeline">
      <Gallery messages={view.messages} onOlder={loadOlder}>
        <AuthorsProvider value={authors}>
          <TimelineScroll
            key={view.key}
            ref={scroll}
            conversation={conversation}
            view={view}
            actions={actions}
            highlighted={highlighted}
            mentions={mentions}
            onLeave={leave}
          />
        </AuthorsProvider>
      </Gallery>
      {menu && chosen && chosen.content.type !== 'prompt' && (
        <MessageMenu
          message={chosen}
          beside={menu.beside}
          actions={actions}
          onReply={onReply}
          onForward={onForward}
          onShowReaders={onShowReaders}
          onClose={() => setMenu(undefined)}
          onTrouble={setTrouble}
        />
      )}
      {trouble !== undefined && <Trouble error={trouble} onClose={() => setTrouble(undefined)} />}
      <Announcer messages={newest.messages} />
    </div>
  );
}

const troubleMs = 6_000;

/** Why a deed was refused, for a while. */
function Trouble({ error, onClose }: { error: unknown; onClose: () => void }) {
  const texts = useTexts();
  const close = useRef(onClose);
  useEffect(() => {
    const timer = setTimeout(() => close.current(), troubleMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className="pv-toast" role="alert">
      {describeError(error, texts)}
    </p>
  );
}
