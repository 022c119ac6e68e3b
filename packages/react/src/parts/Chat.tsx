import type { Conversation, Message, SendOptions } from '@palaver/sdk';
import { type KeyboardEvent, type ReactNode, useCallback, useRef, useState } from 'react';
import { Composer } from '../compose/Composer.js';
import { useAttachments } from '../compose/use-attachments.js';
import { useDrop } from '../compose/use-drop.js';
import { type Renderers, RenderersProvider } from '../content/renderers.js';
import type { Jump } from '../hooks/use-timeline.js';
import { useTexts } from '../texts/provider.js';
import { Timeline } from './Timeline.js';

export interface ChatProps {
  readonly conversation: Conversation;
  readonly header?: ReactNode;
  /** Stands in place of the words in a conversation without messages. */
  readonly empty?: ReactNode;
  /** Stands in place of the composer, where one may only read. */
  readonly footer?: ReactNode;
  readonly isFocusedAtFirst?: boolean;
  /** Views of your own for what messages say, by the kind of content. */
  readonly renderers?: Renderers;
  /** What every message written here is sent with. */
  readonly sendOptions?: SendOptions;
  /** A message to go to, as search finds one: each new object is another wish. */
  readonly jump?: Jump | undefined;
  /** Somebody wants to send a message on; without this nobody is offered to. */
  readonly onForward?: (message: Message) => void;
  /** Somebody wants to know who has read an own message. */
  readonly onShowReaders?: (message: Message) => void;
}

/** A whole chat: what was said, and where one answers. Give it `key={conversation.id}`. */
export function Chat(props: ChatProps) {
  const { conversation, header, empty, footer, isFocusedAtFirst = false, renderers, sendOptions } = props;
  const { composer } = useTexts();
  const attachments = useAttachments();
  const canWrite = footer === undefined;
  const { isOver, handlers } = useDrop(attachments.add);
  const [replyTo, setReplyTo] = useState<Message>();
  const stopReply = useCallback(() => setReplyTo(undefined), []);
  const section = useRef<HTMLElement>(null);

  /** Up from an empty field to what was said, and back with Escape. */
  const toTimeline = () => [...(section.current?.querySelectorAll<HTMLElement>('.pv-message') ?? [])].at(-1)?.focus();
  const onKeyDown = ({ key, target }: KeyboardEvent) => {
    const isOnRow = (target as Element).matches('.pv-message');
    if (key === 'Escape' && isOnRow) section.current?.querySelector('textarea')?.focus();
  };

  const chat = (
    <section
      ref={section}
      className="pv-chat"
      aria-label={conversation.title}
      onKeyDown={onKeyDown}
      {...(canWrite && handlers)}
    >
      {header}
      <Timeline
        key={conversation.id}
        conversation={conversation}
        empty={empty}
        jump={props.jump}
        onReply={canWrite ? setReplyTo : undefined}
        onForward={props.onForward}
        onShowReaders={props.onShowReaders}
      />
      {footer ?? (
        <Composer
          key={`to-${conversation.id}`}
          conversation={conversation}
          isFocusedAtFirst={isFocusedAtFirst}
          attachments={attachments}
          sendOptions={sendOptions}
          replyTo={replyTo}
          onReplyEnd={stopReply}
          onUp={toTimeline}
        />
      )}
      {isOver && (
        <div className="pv-drop" aria-hidden>
          {composer.dropHere}
        </div>
      )}
    </section>
  );
  return renderers ? <RenderersProvider renderers={renderers}>{chat}</RenderersProvider> : chat;
}
