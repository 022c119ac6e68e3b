import { Avatar, avatarSeed, useFormat, useMembership, useTyping } from '@palaver/react';
import type { Conversation } from '@palaver/sdk';
import { ChevronLeft, Info, Search } from 'lucide-react';
import { useAppTexts } from '../texts/provider.js';

export interface ChatHeaderProps {
  readonly conversation: Conversation;
  readonly onDetails: () => void;
  readonly onSearch: () => void;
}

/** With whom one talks, the way back on a narrow screen, and the way to the details. How many a group has is not told to who is out of it. */
export function ChatHeader({ conversation, onDetails, onSearch }: ChatHeaderProps) {
  const { chats, search, parts } = useAppTexts();
  const { names } = useFormat();
  const typists = useTyping(conversation);
  const { title, type, peer } = conversation;
  const isMember = useMembership(conversation);
  const subtitle = isMember ? subtitleOf(conversation, chats.members) : undefined;
  const who = type === 'group' ? names(typists.map(({ displayName }) => displayName)) : '';
  const typing = typists.length > 0 && parts.list.typing(who);
  return (
    <header className="bar chat-bar">
      <a className="icon-button only-narrow" href="#/" aria-label={chats.back}>
        <ChevronLeft aria-hidden />
      </a>
      <button type="button" className="chat-title" onClick={onDetails} aria-haspopup="dialog">
        <Avatar of={peer} seed={avatarSeed(peer)} name={title} isGroup={type === 'group'} size="s" />
        <span>
          <strong dir="auto">{title}</strong>
          {typing ? <small className="is-typing">{typing}</small> : subtitle && <small>{subtitle}</small>}
        </span>
      </button>
      <button type="button" className="icon-button" aria-label={search.hintIn} title={search.hintIn} onClick={onSearch}>
        <Search aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={chats.details}
        title={chats.details}
        onClick={onDetails}
      >
        <Info aria-hidden />
      </button>
    </header>
  );
}

function subtitleOf({ peer, title }: Conversation, members: (count: number) => string): string | undefined {
  if ('memberCount' in peer) return members(peer.memberCount);
  return peer.username === title ? undefined : peer.username;
}
