import { useConversations } from '@palaver/react';
import type { Conversation } from '@palaver/sdk';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { Dialog } from '../dialogs/Dialog.js';
import { useAppTexts } from '../texts/provider.js';
import { ChatHit } from './Hit.js';

export interface SearchDialogProps {
  readonly onChat: (conversation: Conversation) => void;
  readonly onClose: () => void;
}

const mostChats = 8;

/** Finds chats by their name; arrows and Enter go there. */
export function SearchDialog({ onChat, onClose }: SearchDialogProps) {
  const { search: say, chats } = useAppTexts();
  const conversations = useConversations();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const wanted = text.trim().toLocaleLowerCase();
  const found = conversations.filter(({ title }) => title.toLocaleLowerCase().includes(wanted)).slice(0, mostChats);
  const count = found.length;
  const optionId = (n: number) => `${listId}-${n}`;

  const choose = (n: number) => {
    const conversation = found[n];
    onClose();
    if (conversation) onChat(conversation);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
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
    <Dialog title={say.title} onClose={onClose}>
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
          placeholder={chats.filter}
          aria-label={chats.filter}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div id={listId} role="listbox" aria-label={say.results} className="hits">
        {found.map((conversation, n) => (
          <ChatHit
            key={conversation.id}
            id={optionId(n)}
            conversation={conversation}
            isChosen={n === at}
            onChoose={() => choose(n)}
          />
        ))}
      </div>
      <p className="hint" aria-live="polite">
        {count === 0 && chats.noMatch}
      </p>
    </Dialog>
  );
}
