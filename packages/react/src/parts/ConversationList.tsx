import type { Conversation } from '@palaver/sdk';
import { BellOff, Pin } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { useConversations, useMe } from '../hooks/use-client-state.js';
import { usePeerRefresh } from '../hooks/use-peer-refresh.js';
import { useTyping } from '../hooks/use-typing.js';
import { SlotsProvider, useSlots } from '../slots/provider.js';
import { fill, type Slots } from '../slots/slots.js';
import { describeMessage } from '../texts/describe.js';
import { daysBetween } from '../texts/format.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { Avatar, avatarSeed } from './Avatar.js';
import { SendState } from './SendState.js';

export interface ConversationListProps {
  /** Those to show: all of them, unless told. */
  readonly conversations?: readonly Conversation[] | undefined;
  readonly selectedId?: string | undefined;
  /** Where a row leads, where conversations have addresses. */
  readonly href?: (conversation: Conversation) => string;
  /** Somebody chose one; with this a row leads nowhere by itself. */
  readonly onSelect?: (conversation: Conversation) => void;
  /** Views of your own in place of ours. */
  readonly slots?: Slots;
}

/** Every conversation with its last message and what is unread; each a link, so that it opens as links do. */
export function ConversationList({ slots, ...props }: ConversationListProps) {
  return (
    <SlotsProvider slots={slots}>
      <List {...props} />
    </SlotsProvider>
  );
}

function List({ conversations, selectedId, href, onSelect }: Omit<ConversationListProps, 'slots'>) {
  const { list } = useTexts();
  const slots = useSlots();
  const all = useConversations();
  const shown = conversations ?? all;
  usePeerRefresh(shown);
  if (shown.length === 0)
    return fill(slots.noConversations, {}, <p className="pv pv-no-conversations">{list.empty}</p>);
  return (
    <nav className="pv pv-list" aria-label={list.label}>
      <ul>
        {shown.map((conversation) => (
          <li key={conversation.id}>
            <ConversationRow
              conversation={conversation}
              href={href?.(conversation) ?? '#'}
              onSelect={onSelect}
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
  readonly onSelect: ConversationListProps['onSelect'];
  readonly isSelected: boolean;
}

const ConversationRow = memo(function ConversationRow({ conversation, href, onSelect, isSelected }: RowProps) {
  const slots = useSlots();
  const select = (event: MouseEvent) => {
    // With a key held it opens elsewhere, as links do.
    if (!onSelect || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onSelect(conversation);
  };
  return (
    <a
      className="pv-row"
      href={href}
      aria-current={isSelected ? 'page' : undefined}
      data-conversation={conversation.id}
      onClick={select}
    >
      {fill(slots.conversation, { conversation, isSelected }, <RowContent {...{ conversation, isSelected }} />)}
    </a>
  );
});

function RowContent({ conversation, isSelected }: Pick<RowProps, 'conversation' | 'isSelected'>) {
  const { list } = useTexts();
  const { number } = useFormat();
  const { title, type, peer, unreadCount, muted, pinned, lastMessage } = conversation;
  return (
    <>
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
    </>
  );
}

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
