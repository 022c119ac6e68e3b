import { Avatar, avatarSeed, describeContent, useClient, useFormat, useMe } from '@palaver/react';
import type { Conversation, Message } from '@palaver/sdk';
import type { ReactNode } from 'react';
import { useAppTexts } from '../texts/provider.js';
import { snippetOf } from './snippet.js';

interface HitProps {
  readonly id: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** The input keeps the focus and names the hit that is chosen: see `aria-activedescendant`. */
function Hit({ id, isChosen, onChoose, children }: HitProps & { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's.
    // biome-ignore lint/a11y/useFocusableInteractive: the focus is the input's.
    <div id={id} role="option" aria-selected={isChosen} className="person hit" onClick={onChoose}>
      {children}
    </div>
  );
}

export function ChatHit({ conversation: { peer, title, type }, ...hit }: HitProps & { conversation: Conversation }) {
  return (
    <Hit {...hit}>
      <Avatar of={peer} seed={avatarSeed(peer)} name={title} isGroup={type === 'group'} size="s" />
      <p>
        <strong dir="auto">{title}</strong>
      </p>
    </Hit>
  );
}

export function MessageHit({ message, wanted, ...hit }: HitProps & { message: Message; wanted: string }) {
  const { parts } = useAppTexts();
  const format = useFormat();
  const me = useMe();
  const chat = useClient().conversations.peek(message.target);
  const name = message.isOwn ? parts.event.you : message.from.displayName;
  const now = new Date();
  const when =
    message.createdAt.toDateString() === now.toDateString()
      ? format.time(message.createdAt)
      : format.shortDay(message.createdAt, now);
  const { before, match, after } = snippetOf(describeContent(message.content, parts, format, me), wanted);
  return (
    <Hit {...hit}>
      <p>
        <small className="hit-line">
          <span dir="auto">{chat && chat.title !== name ? `${name} · ${chat.title}` : name}</span>
          <time dateTime={message.createdAt.toISOString()}>{when}</time>
        </small>
        <span dir="auto" className="hit-words">
          {before}
          {match && <mark>{match}</mark>}
          {after}
        </span>
      </p>
    </Hit>
  );
}
