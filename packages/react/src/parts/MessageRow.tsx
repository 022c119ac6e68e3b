import type { Message } from '@palaver/sdk';
import { Ellipsis, RotateCcw, Trash2 } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { ContentView } from '../content/ContentView.js';
import { useAuthor } from '../hooks/authors.js';
import type { MessageActions } from '../hooks/use-message-actions.js';
import { useSeen } from '../hooks/use-seen.js';
import { type OpenMenu, useMenuGestures } from '../menu/use-menu-gestures.js';
import { useSlots } from '../slots/provider.js';
import { fill } from '../slots/slots.js';
import { describeError } from '../texts/describe.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { Avatar, avatarSeed, hue } from './Avatar.js';
import { Quote } from './Quote.js';
import { SendState } from './SendState.js';
import { Uploading } from './Uploading.js';

/** What a row asks for. */
export interface RowActions extends MessageActions {
  readonly openMenu: OpenMenu;
  /** To the message at a place. */
  readonly goTo: (seq: number) => void;
}

export interface MessageRowProps {
  readonly message: Message;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isGroup: boolean;
  /** One went to it just now. */
  readonly isHighlighted: boolean;
  readonly actions: RowActions;
}

/** One message: what it says, by whom and when, how far it is on its way, and the way to its menu. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, isFirst, isLast, isGroup, isHighlighted, actions } = props;
  const { time, moment } = useFormat();
  const slots = useSlots();
  const row = useRef<HTMLElement>(null);
  const gestures = useMenuGestures(message, actions.openMenu);
  useSeen(row, message);
  useEffect(() => {
    if (isHighlighted) row.current?.focus({ preventScroll: true });
  }, [isHighlighted]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    actions.openMenu(message, bubbleBox(event.currentTarget));
  };
  const { isOwn } = message;
  const from = useAuthor(message.from);
  const showsAuthor = isGroup && !isOwn;
  const meta = (
    <>
      <time dateTime={message.createdAt.toISOString()} title={moment(message.createdAt)}>
        {time(message.createdAt)}
      </time>
      <SendState message={message} isGroup={isGroup} />
    </>
  );
  const side = isOwn ? 'pv-own' : 'pv-other';
  return (
    <article
      ref={row}
      tabIndex={-1}
      className={`pv-message ${side}${isFirst ? ' pv-first' : ''}${isLast ? ' pv-last' : ''}`}
      data-message={message.id}
      data-status={message.status}
      data-highlighted={isHighlighted || undefined}
      onKeyDown={onKeyDown}
      {...gestures}
    >
      {showsAuthor && (
        <span className="pv-message-avatar">
          {isLast && <Avatar of={from} seed={avatarSeed(from)} name={from.displayName} size="s" />}
        </span>
      )}
      <div className="pv-message-main">
        <div className="pv-bubble">
          {/* Somebody who listens hears the name with every message; somebody who looks sees it once a run. */}
          <span
            className={showsAuthor && isFirst ? 'pv-author' : 'pv-hidden'}
            data-hue={hue(avatarSeed(from))}
            dir="auto"
          >
            {isOwn ? <OwnName /> : fill(slots.author, { message }, from.displayName)}
          </span>
          {fill(
            slots.bubble,
            { message },
            <>
              {message.replyTo && <Quote of={message} onJump={actions.goTo} />}
              <ContentView message={message} />
              <Uploading message={message} onCancel={() => actions.cancel(message)} />
              <span className="pv-meta">{fill(slots.meta, { message }, meta)}</span>
            </>,
          )}
          <MenuButton message={message} onOpen={actions.openMenu} />
        </div>
        {fill(slots.below, { message }, null)}
        <SendTrouble message={message} actions={actions} />
      </div>
    </article>
  );
});

const OwnName = () => useTexts().event.you;

const bubbleBox = (row: HTMLElement) => (row.querySelector('.pv-bubble') ?? row).getBoundingClientRect();

/** Not a stop of the Tab key, as there would be one for each message: the keyboard walks the rows and presses Enter. */
function MenuButton({ message, onOpen }: { message: Message; onOpen: OpenMenu }) {
  const { menu } = useTexts();
  return (
    <button
      type="button"
      tabIndex={-1}
      className="pv-menu-button"
      aria-haspopup="menu"
      aria-label={menu.open}
      onClick={(event) => onOpen(message, event.currentTarget.getBoundingClientRect())}
    >
      <Ellipsis aria-hidden />
    </button>
  );
}

/** Why a message waits or failed, and what can be done about it. */
function SendTrouble({ message, actions }: { message: Message; actions: MessageActions }) {
  const texts = useTexts();
  const { status, error } = message;
  if (status === 'sending' && error) {
    return <p className="pv-trouble">{texts.message.waiting(describeError(error, texts))}</p>;
  }
  if (status !== 'failed') return null;
  return (
    <div className="pv-trouble pv-failed">
      <p>{texts.message.failed(describeError(error, texts))}</p>
      {/* Its state shows in the row; the rejection says nothing more. */}
      <button type="button" className="pv-link" onClick={() => void actions.retry(message).catch(() => undefined)}>
        <RotateCcw aria-hidden /> {texts.message.retry}
      </button>
      <button type="button" className="pv-link" onClick={() => void actions.remove(message).catch(() => undefined)}>
        <Trash2 aria-hidden /> {texts.message.remove}
      </button>
    </div>
  );
}
