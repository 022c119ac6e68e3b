import type { Conversation, Message, SendOptions, Target } from '@palaver/sdk';
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import { Composer } from '../compose/Composer.js';
import { useAttachments } from '../compose/use-attachments.js';
import { useDrop } from '../compose/use-drop.js';
import { usePeerRefresh } from '../hooks/use-peer-refresh.js';
import type { Jump } from '../hooks/use-timeline.js';
import { SlotsProvider, useSlots } from '../slots/provider.js';
import { fill, type Slots } from '../slots/slots.js';
import { useTexts } from '../texts/provider.js';
import { ChatWith } from './ChatWith.js';
import { Timeline } from './Timeline.js';

export interface ChatOptions {
  readonly isFocusedAtFirst?: boolean;
  /** False where one may only read; the slot `footer` says why. Default true. */
  readonly canWrite?: boolean;
  /** Views of your own in place of ours. */
  readonly slots?: Slots;
  /** What every message written here is sent with. */
  readonly sendOptions?: SendOptions;
  /** Whether the others are told that one writes. Default true. */
  readonly tellsTyping?: boolean;
  /** A message to go to, as search finds one: each new object is another wish. */
  readonly jump?: Jump | undefined;
  /** Somebody wants to send a message on; without this nobody is offered to. */
  readonly onForward?: (message: Message) => void;
  /** Somebody wants to know who has read an own message. */
  readonly onShowReaders?: (message: Message) => void;
}

export type ChatProps = ChatOptions &
  (
    | { readonly conversation: Conversation }
    /** Looked up first, and a chatroom entered. */
    | { readonly with: Target }
  );

/** A whole chat: what was said, and where one answers. */
export function Chat(props: ChatProps) {
  const { slots } = props;
  return (
    <SlotsProvider slots={slots}>
      {'conversation' in props ? (
        <OpenChat key={props.conversation.id} {...props} />
      ) : (
        <ChatWith target={props.with}>
          {(conversation) => <OpenChat key={conversation.id} {...props} conversation={conversation} />}
        </ChatWith>
      )}
    </SlotsProvider>
  );
}

function OpenChat(props: ChatOptions & { readonly conversation: Conversation }) {
  const { conversation, isFocusedAtFirst = false, canWrite = true, sendOptions } = props;
  const { composer } = useTexts();
  const { header, footer } = useSlots();
  const attachments = useAttachments();
  const { isOver, handlers } = useDrop(attachments.add);
  const [replyTo, setReplyTo] = useState<Message>();
  const stopReply = useCallback(() => setReplyTo(undefined), []);
  const section = useRef<HTMLElement>(null);
  usePeerRefresh([conversation]);

  /** Up from an empty field to what was said, and back with Escape. */
  const toTimeline = () => [...(section.current?.querySelectorAll<HTMLElement>('.pv-message') ?? [])].at(-1)?.focus();
  const onKeyDown = ({ key, target }: KeyboardEvent) => {
    const isOnRow = (target as Element).matches('.pv-message');
    if (key === 'Escape' && isOnRow) section.current?.querySelector('textarea')?.focus();
  };
  const own = canWrite && (
    <Composer
      conversation={conversation}
      isFocusedAtFirst={isFocusedAtFirst}
      attachments={attachments}
      sendOptions={sendOptions}
      tellsTyping={props.tellsTyping}
      replyTo={replyTo}
      onReplyEnd={stopReply}
      onUp={toTimeline}
    />
  );

  return (
    <section
      ref={section}
      className="pv pv-chat"
      aria-label={conversation.title}
      onKeyDown={onKeyDown}
      {...(canWrite && handlers)}
    >
      {fill(header, { conversation }, null)}
      <Timeline
        conversation={conversation}
        jump={props.jump}
        onReply={canWrite ? setReplyTo : undefined}
        onForward={props.onForward}
        onShowReaders={props.onShowReaders}
      />
      {fill(footer, { conversation }, own)}
      {isOver && (
        <div className="pv-drop" aria-hidden>
          {composer.dropHere}
        </div>
      )}
    </section>
  );
}
