import type { Conversation } from '@palaver/sdk';
import type { ReactNode } from 'react';
import { Composer } from '../compose/Composer.js';
import { useAttachments } from '../compose/use-attachments.js';
import { useDrop } from '../compose/use-drop.js';
import { type Slots, SlotsProvider } from '../content/slots.js';
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
  /** Views of your own in place of ours. */
  readonly slots?: Slots;
}

const noSlots: Slots = {};

/** A whole chat: what was said, and where one answers. Give it `key={conversation.id}`. */
export function Chat({ conversation, header, empty, footer, isFocusedAtFirst = false, slots = noSlots }: ChatProps) {
  const { composer } = useTexts();
  const attachments = useAttachments();
  const canWrite = footer === undefined;
  const { isOver, handlers } = useDrop(attachments.add);
  return (
    <SlotsProvider slots={slots}>
      <section className="pv-chat" aria-label={conversation.title} {...(canWrite && handlers)}>
        {header}
        <Timeline key={conversation.id} conversation={conversation} empty={empty} />
        {footer ?? (
          <Composer
            key={`to-${conversation.id}`}
            conversation={conversation}
            isFocusedAtFirst={isFocusedAtFirst}
            attachments={attachments}
          />
        )}
        {isOver && (
          <div className="pv-drop" aria-hidden>
            {composer.dropHere}
          </div>
        )}
      </section>
    </SlotsProvider>
  );
}
