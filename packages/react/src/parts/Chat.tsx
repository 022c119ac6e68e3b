import type { Conversation } from '@palaver/sdk';
import type { ReactNode } from 'react';
import { Composer } from './Composer.js';
import { Timeline } from './Timeline.js';

export interface ChatProps {
  readonly conversation: Conversation;
  readonly header?: ReactNode;
  /** Stands in place of the words in a conversation without messages. */
  readonly empty?: ReactNode;
  /** Stands in place of the composer, where one may only read. */
  readonly footer?: ReactNode;
  readonly isFocusedAtFirst?: boolean;
}

/** A whole chat: what was said, and where one answers. */
export function Chat({ conversation, header, empty, footer, isFocusedAtFirst = false }: ChatProps) {
  return (
    <section className="pv-chat" aria-label={conversation.title}>
      {header}
      <Timeline key={conversation.id} conversation={conversation} empty={empty} />
      {footer ?? (
        <Composer key={`to-${conversation.id}`} conversation={conversation} isFocusedAtFirst={isFocusedAtFirst} />
      )}
    </section>
  );
}
