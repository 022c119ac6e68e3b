import { describeError, messageKey, useConversations, useMessageSearch } from '@palaver/react';
import { type Conversation, ImError, type Message } from '@palaver/sdk';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { Dialog } from '../dialogs/Dialog.js';
import { Nothing } from '../shell/Nothing.js';
import { useAppTexts } from '../texts/provider.js';
import { ChatHit, MessageHit } from './Hit.js';

export interface SearchDialogProps {
  /** In this chat alone; everywhere without it. */
  readonly within?: Conversation | undefined;
  readonly onChat: (conversation: Conversation) => void;
  readonly onMessage: (message: Message) => void;
  readonly onClose: () => void;
}

const mostChats = 8;

/** Finds chats by their name and messages by their words; arrows and Enter go there. */
export function SearchDialog({ within, onChat, onMessage, onClose }: SearchDialogProps) {
  const { search: say, parts } = useAppTexts();
  const [text, setText] = useState('');
  const conversations = useConversations(text);
  const [at, setAt] = useState(0);
  const listId = useId();
  const wanted = text.trim().toLocaleLowerCase();
  const found = within ? [] : conversations.slice(0, mostChats);
  const { hits, isSearching, error } = useMessageSearch(text, within?.target);
  const count = found.length + hits.length;
  const isEmpty = !isSearching && count === 0;
  const optionId = (n: number) => `${listId}-${n}`;

  const choose = (n: number) => {
    const conversation = found[n];
    const message = hits[n - found.length];
    onClose();
    if (conversation) onChat(conversation);
    else if (message) onMessage(message);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      // The browser would empty the field first: one key is to be enough to be gone.
      event.preventDefault();
      return onClose();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && count > 0) {
      event.preventDefault();
      const next = (at + step + count) % count;
      setAt(next);
      document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && at < count) {
      event.preventDefault();
      choose(at);
    }
  };

  return (
    <Dialog title={within ? say.titleIn(within.title) : say.title} onClose={onClose} isAtTop>
      <label className="filter filter-flush">
        <Search aria-hidden />
        <input
          data-focus-first
          type="search"
          role="combobox"
          aria-expanded={count > 0}
          aria-controls={listId}
          aria-activedescendant={count > 0 ? optionId(at) : undefined}
          autoComplete="off"
          maxLength={200}
          value={text}
          placeholder={within ? say.hintIn : say.hint}
          aria-label={within ? say.hintIn : say.hint}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div id={listId} role="listbox" aria-label={say.results} aria-busy={isSearching} className="hits">
        {found.map((conversation, n) => (
          <ChatHit
            key={conversation.id}
            id={optionId(n)}
            conversation={conversation}
            isChosen={n === at}
            onChoose={() => choose(n)}
          />
        ))}
        {hits.map((message, n) => (
          <MessageHit
            key={`${message.conversationId} ${messageKey(message)}`}
            id={optionId(found.length + n)}
            message={message}
            wanted={text.trim()}
            isChosen={found.length + n === at}
            onChoose={() => choose(found.length + n)}
          />
        ))}
      </div>
      <div className="hint" aria-live="polite">
        {isEmpty && <NothingFound isAsked={wanted !== ''} />}
        {isSearching && say.searching}
        {!isSearching &&
          error !== undefined &&
          (ImError.is(error, 'OFFLINE') ? say.onlyHere : describeError(error, parts))}
      </div>
    </Dialog>
  );
}

function NothingFound({ isAsked }: { isAsked: boolean }) {
  const { search: say } = useAppTexts();
  if (!isAsked) return <Nothing icon={<Search />} title={say.beginHint} />;
  return <Nothing icon={<Search />} title={say.nothing} hint={say.nothingHint} />;
}
