import { Chat, describeError, type Jump, type Slots, useConversation, useMembership } from '@palaver/react';
import { type Conversation, ImError, type Message, type Target } from '@palaver/sdk';
import { Trash2 } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { ConfirmButton } from '../dialogs/ConfirmButton.js';
import { usePreferences } from '../preferences/provider.js';
import { useDialog } from '../shell/use-dialog.js';
import { useRemoveChat } from '../shell/use-remove-chat.js';
import { useAppTexts } from '../texts/provider.js';
import { ChatHeader } from './ChatHeader.js';

const DetailsDialog = lazy(async () => ({ default: (await import('../dialogs/DetailsDialog.js')).DetailsDialog }));
const ForwardDialog = lazy(async () => ({ default: (await import('../dialogs/ForwardDialog.js')).ForwardDialog }));
const ReadersDialog = lazy(async () => ({ default: (await import('../dialogs/ReadersDialog.js')).ReadersDialog }));

export interface ChatPaneProps {
  readonly target: Target;
  /** A message to go to. */
  readonly jump?: Jump | undefined;
  /** Somebody looks for words in this chat. */
  readonly onSearch: (conversation: Conversation) => void;
}

/** The chat that the address names; an unknown one is looked up first. */
export function ChatPane({ target, jump, onSearch }: ChatPaneProps) {
  const state = useConversation(target);
  switch (state.kind) {
    case 'opening':
      return null;
    case 'open':
      return <OpenChat conversation={state.conversation} jump={jump} onSearch={onSearch} />;
    case 'failed':
      return <NotFound target={target} error={state.error} />;
  }
}

/** With a mouse one comes to write; on a touch screen the keyboard would cover what one came to read. */
const hasKeyboard = () => matchMedia('(hover: hover) and (pointer: fine)').matches;

type OpenDialog =
  | { readonly kind: 'details' }
  | { readonly kind: 'forward'; readonly message: Message }
  | { readonly kind: 'readers'; readonly message: Message };

const asking = { needReadReceipt: true };

function OpenChat({ conversation, jump, onSearch }: Omit<ChatPaneProps, 'target'> & { conversation: Conversation }) {
  const { value } = usePreferences();
  const { opened, open, close } = useDialog<OpenDialog>();
  const isMember = useMembership(conversation);
  const slots = useMemo<Slots>(
    () => ({
      header: ({ conversation: one }) => (
        <ChatHeader conversation={one} onDetails={() => open({ kind: 'details' })} onSearch={() => onSearch(one)} />
      ),
      footer: ({ conversation: one, children }) => children || <NotMember conversation={one} />,
    }),
    [open, onSearch],
  );
  return (
    <>
      <Chat
        conversation={conversation}
        slots={slots}
        canWrite={isMember}
        isFocusedAtFirst={hasKeyboard()}
        {...(value.receipts === 'on' && { sendOptions: asking })}
        tellsTyping={value.typing === 'on'}
        jump={jump}
        onForward={(message) => open({ kind: 'forward', message })}
        onShowReaders={(message) => open({ kind: 'readers', message })}
      />
      <Suspense>
        {opened?.kind === 'details' && (
          <DetailsDialog conversation={conversation} isMember={isMember} onClose={close} />
        )}
        {opened?.kind === 'forward' && <ForwardDialog message={opened.message} onClose={close} />}
        {opened?.kind === 'readers' && <ReadersDialog message={opened.message} onClose={close} />}
      </Suspense>
    </>
  );
}

/** In a group that one is not in any more one may read on, or clear it away. */
function NotMember({ conversation: { target } }: { conversation: Conversation }) {
  const { chats, details } = useAppTexts();
  const remove = useRemoveChat();
  return (
    <div className="not-member">
      <p>{chats.notMember}</p>
      <ConfirmButton
        icon={<Trash2 aria-hidden />}
        label={details.deleteChat}
        question={details.deleteChatSure}
        onConfirm={() => remove(target)}
      />
    </div>
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
