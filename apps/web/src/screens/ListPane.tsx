import { Avatar, avatarSeed, ConversationList, type Slots, useClient, useConversations, useMe } from '@palaver/react';
import type { Target } from '@palaver/sdk';
import { MessagesSquare, Search, SquarePen, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { NoticeOfferCard } from '../notify/NoticeOfferCard.js';
import type { NoticeOffer } from '../notify/use-notices.js';
import { Nothing } from '../shell/Nothing.js';
import { hrefOf } from '../shell/places.js';
import { useAppTexts } from '../texts/provider.js';
import type { OpenDialog } from './ChatsScreen.js';
import { NewPasswordCard } from './NewPasswordCard.js';
import { NoChats } from './NoChats.js';

export interface ListPaneProps {
  readonly target: Target | undefined;
  readonly newPassword: string | undefined;
  readonly offer: NoticeOffer;
  readonly onOpen: (dialog: OpenDialog) => void;
}

/** Who I am, whom I talk with, and the ways to begin. */
export function ListPane({ target, newPassword, offer, onOpen }: ListPaneProps) {
  const { chats, rooms, search } = useAppTexts();
  const me = useMe();
  const client = useClient();
  const conversations = useConversations();
  const [filter, setFilter] = useState('');
  const shown = useConversations(filter);
  const isFiltered = filter.trim() !== '';
  const slots = useMemo<Slots>(
    () => ({ noConversations: () => (isFiltered ? <NoMatch onOpen={onOpen} /> : <NoChats onOpen={onOpen} />) }),
    [isFiltered, onOpen],
  );
  const selectedId = target && client.conversations.peek(target)?.id;
  return (
    <aside className="pane-list" aria-label={chats.title}>
      <header className="bar">
        <button
          type="button"
          className="me"
          aria-label={chats.settings}
          title={chats.settings}
          onClick={() => onOpen('settings')}
        >
          {me && <Avatar of={me} seed={avatarSeed(me)} name={me.displayName} size="s" />}
        </button>
        <h1>{chats.title}</h1>
        <button
          type="button"
          className="icon-button"
          aria-label={search.title}
          title={`${search.title} (Ctrl K)`}
          onClick={() => onOpen('search')}
        >
          <Search aria-hidden />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={rooms.title}
          title={rooms.title}
          onClick={() => onOpen('rooms')}
        >
          <MessagesSquare aria-hidden />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={chats.newGroup}
          title={chats.newGroup}
          onClick={() => onOpen('new_group')}
        >
          <Users aria-hidden />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={chats.newChat}
          title={chats.newChat}
          onClick={() => onOpen('new_chat')}
        >
          <SquarePen aria-hidden />
        </button>
      </header>
      {conversations.length > 0 && (
        <label className="filter">
          <Search aria-hidden />
          <input
            type="search"
            value={filter}
            placeholder={chats.filter}
            aria-label={chats.filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </label>
      )}
      {newPassword ? <NewPasswordCard password={newPassword} /> : offer.isOpen && <NoticeOfferCard offer={offer} />}
      <ConversationList conversations={shown} selectedId={selectedId} href={hrefOf} slots={slots} />
    </aside>
  );
}

function NoMatch({ onOpen }: Pick<ListPaneProps, 'onOpen'>) {
  const { chats } = useAppTexts();
  return (
    <Nothing icon={<Search />} title={chats.noMatch} hint={chats.noMatchHint}>
      <button type="button" className="button button-plain" onClick={() => onOpen('new_chat')}>
        {chats.newChat}
      </button>
    </Nothing>
  );
}
