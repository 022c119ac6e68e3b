import { Chat, describeError, useConversation, useMembership } from '@palaver/react';
import { type Conversation, ImError, type Target } from '@palaver/sdk';
import { useState } from 'react';
import { DetailsDialog } from '../dialogs/DetailsDialog.js';
import { useAppTexts } from '../texts/provider.js';
import { ChatHeader } from './ChatHeader.js';

/** The chat that the address names; an unknown one is looked up first. */
export function ChatPane({ target }: { target: Target }) {
  const state = useConversation(target);
  switch (state.kind) {
    case 'opening':
      return null;
    case 'open':
      return <OpenChat conversation={state.conversation} />;
    case 'failed':
      return <NotFound target={target} error={state.error} />;
  }
}

/** With a mouse one comes to write; on a touch screen the keyboard would cover what one came to read. */
const hasKeyboard = () => matchMedia('(hover: hover) and (pointer: fine)').matches;

function OpenChat({ conversation }: { conversation: Conversation }) {
  const { chats } = useAppTexts();
  const [showsDetails, setShowsDetails] = useState(false);
  const isMember = useMembership(conversation);
  return (
    <>
      <Chat
        conversation={conversation}
        header={<ChatHeader conversation={conversation} onDetails={() => setShowsDetails(true)} />}
        footer={isMember ? undefined : <p className="not-member">{chats.notMember}</p>}
        isFocusedAtFirst={hasKeyboard()}
      />
      {showsDetails && (
        <DetailsDialog conversation={conversation} isMember={isMember} onClose={() => setShowsDetails(false)} />
      )}
    </>
  );
}

function NotFound({ target, error }: { target: Target; error: unknown }) {
  const { chats, parts } = useAppTexts();
  const isMissing = ImError.is(error, 'NOT_FOUND') || ImError.is(error, 'INVALID') || ImError.is(error, 'NOT_MEMBER');
  const missing = 'user' in target ? chats.notFoundPerson(target.user) : chats.notFoundGroup;
  return (
    <div className="no-chat" role="alert">
      <p>
        <strong>{isMissing ? missing : describeError(error, parts)}</strong>
        <a href="#/">{chats.backToChats}</a>
      </p>
    </div>
  );
}
