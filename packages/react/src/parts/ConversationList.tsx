import type { Conversation } from '@palaver/sdk';
import { BellOff, Pin } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useMe } from '../hooks/use-client-state.js';
import { useTyping } from '../hooks/use-typing.js';
import { describeMessage } from '../texts/describe.js';
import { daysBetween } from '../texts/format.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { Avatar, avatarSeed } from './Avatar.js';
import { SendState } from './SendState.js';

export interface ConversationListProps {
  readonly conversations: readonly Conversation[];
  readonly selectedId?: string | undefined;
  readonly href: (conversation: Conversation) => string;
  /** Stands in place of an empty list. */
  readonly empty?: ReactNode;
}

/** Every conversation with its last message and what is unread; each a link, so that it opens as links do. */
export function ConversationList({ conversations, selectedId, href, empty }: ConversationListProps) {
  const { list } = useTexts();
  if (conversations.length === 0 && empty) return empty;
  return (
    <nav className="pv-list" aria-label={list.label}>
      <ul>
        {conversations.map((conversation) => (
          <li key={conversation.id}>
            <ConversationRow
              conversation={conversation}
              href={href(conversation)}
              isSelected={conversation.id === selectedId}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface RowProps {
  readonly conversation: Conversation;
  readonly href: string;
  readonly isSelected: boolean;
}

const ConversationRow = memo(function ConversationRow({ conversation, href, isSelected }: RowProps) {
  const { list } = useTexts();
  const { number } = useFormat();
  const { id, title, type, peer, unreadCount, muted, pinned, lastMessage } = conversation;
  return (
    <a className="pv-row" href={href} aria-current={isSelected ? 'page' : undefined} data-conversation={id}>
      <Avatar of={peer} seed={avatarSeed(peer)} name={title} isGroup={type === 'group'} />
      <span className="pv-row-main">
        <span className="pv-row-line">
          <span className="pv-row-title" dir="auto">
            {title}
          </span>
          {muted && <BellOff className="pv-row-icon" role="img" aria-label={list.muted} />}
          <RowTime conversation={conversation} />
        </span>
        <span className="pv-row-line">
          {lastMessage && !conversation.draft && <SendState message={lastMessage} />}
          <Preview conversation={conversation} isSelected={isSelected} />
          {pinned && unreadCount === 0 && <Pin className="pv-row-icon" role="img" aria-label={list.pinned} />}
          {unreadCount > 0 && (
            <span className={`pv-badge${muted ? ' pv-badge-quiet' : ''}`}>
              <span aria-hidden>{unreadCount > 999 ? '999+' : number(unreadCount)}</span>
              <span className="pv-hidden">{list.unread(unreadCount)}</span>
            </span>
          )}
        </span>
      </span>
    </a>
  );
});

function Preview({ conversation, isSelected }: { conversation: Conversation; isSelected: boolean }) {
  const texts = useTexts();
  const format = useFormat();
  const me = useMe();
  const typing = useTyping(conversation);
  const { draft, lastMessage, type, isMentioned } = conversation;
  if (typing.length > 0) {
    const names = type === 'group' ? typing.map(({ displayName }) => displayName) : [];
    return <span className="pv-row-preview pv-row-typing">{texts.list.typing(format.names(names))}</span>;
  }
  if (draft && !isSelected) {
    return (
      <span className="pv-row-preview" dir="auto">
        <span className="pv-row-draft">{texts.list.draft}: </span>
        {draft}
      </span>
    );
  }
  return (
    <span className="pv-row-preview" dir="auto">
      {isMentioned && <span className="pv-row-mention">{texts.list.mentioned} </span>}
      {lastMessage && describeMessage(lastMessage, type === 'group', texts, format, me)}
    </span>
  );
}

function RowTime({ conversation: { lastMessageAt: at } }: { conversation: Conversation }) {
  const { list } = useTexts();
  const { time, shortDay } = useFormat();
  if (!at) return null;
  const now = new Date();
  const distance = daysBetween(at, now);
  const words = distance === 0 ? time(at) : distance === 1 ? list.yesterday : shortDay(at, now);
  return (
    <time className="pv-row-time" dateTime={at.toISOString()}>
      {words}
    </time>
  );
}
