import { Avatar, avatarSeed, useConversations, useForward } from '@palaver/react';
import type { Conversation, Message } from '@palaver/sdk';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { Nothing } from '../shell/Nothing.js';
import { useAppTexts } from '../texts/provider.js';
import { Dialog } from './Dialog.js';

/** A message to several chats at once. */
export function ForwardDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { forward: say, chats } = useAppTexts();
  const conversations = useConversations();
  const forward = useForward();
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const matching = useConversations(filter);
  const shown = conversations.filter((one) => chosen.has(one.id) || matching.includes(one));
  const toggle = ({ id }: Conversation) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const send = () => {
    const to = conversations.filter(({ id }) => chosen.has(id));
    forward(message, to);
    onClose();
  };
  return (
    <Dialog title={say.title} onClose={onClose}>
      <label className="filter filter-flush">
        <Search aria-hidden />
        <input
          data-focus-first
          type="search"
          value={filter}
          placeholder={chats.filter}
          aria-label={chats.filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </label>
      <ul className="pick-list">
        {shown.map((conversation) => (
          <li key={conversation.id}>
            <label className="person pick">
              <input type="checkbox" checked={chosen.has(conversation.id)} onChange={() => toggle(conversation)} />
              <Avatar
                of={conversation.peer}
                seed={avatarSeed(conversation.peer)}
                name={conversation.title}
                isGroup={conversation.type === 'group'}
                size="s"
              />
              <span dir="auto">{conversation.title}</span>
            </label>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <Nothing icon={<Search />} title={chats.noMatch} />}
      <button type="button" className="button" disabled={chosen.size === 0} onClick={send}>
        {say.send(chosen.size)}
      </button>
    </Dialog>
  );
}
