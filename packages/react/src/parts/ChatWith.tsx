import type { Conversation, Target } from '@palaver/sdk';
import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useChatroom } from '../hooks/use-chatroom.js';
import { type ConversationState, useConversation } from '../hooks/use-conversation.js';
import { useSlots } from '../slots/provider.js';
import { fill } from '../slots/slots.js';
import { describeError } from '../texts/describe.js';
import { useTexts } from '../texts/provider.js';

export interface ChatWithProps {
  readonly target: Target;
  readonly children: (conversation: Conversation) => ReactNode;
}

/** The chat with somebody or something, once it is found. */
export function ChatWith({ target, children }: ChatWithProps) {
  return 'chatroom' in target ? (
    <InChatroom id={target.chatroom}>{children}</InChatroom>
  ) : (
    <InConversation target={target}>{children}</InConversation>
  );
}

type Inside = Pick<ChatWithProps, 'children'>;

const InConversation = ({ target, children }: ChatWithProps) => (
  <Opened state={useConversation(target)}>{children}</Opened>
);
const InChatroom = ({ id, children }: Inside & { id: string }) => <Opened state={useChatroom(id)}>{children}</Opened>;

function Opened({ state, children }: Inside & { state: ConversationState }) {
  const { opening, failed } = useSlots();
  switch (state.kind) {
    case 'open':
      return children(state.conversation);
    case 'opening':
      return fill(opening, {}, <section className="pv pv-chat" aria-busy />);
    case 'failed':
      return fill(failed, { error: state.error }, <Failed {...state} />);
  }
}

function Failed({ error, again }: { error: unknown; again: () => void }) {
  const texts = useTexts();
  return (
    <section className="pv pv-chat">
      <div className="pv-empty-timeline" role="alert">
        <p>{describeError(error, texts)}</p>
        <button type="button" className="pv-link" onClick={again}>
          <RotateCcw aria-hidden /> {texts.message.retry}
        </button>
      </div>
    </section>
  );
}
