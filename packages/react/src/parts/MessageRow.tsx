import type { Message } from '@palaver/sdk';
import { RotateCcw, Trash2 } from 'lucide-react';
import { memo } from 'react';
import { ContentView } from '../content/ContentView.js';
import type { MessageActions } from '../hooks/use-message-actions.js';
import { describeError } from '../texts/describe.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { Avatar, avatarSeed, hue } from './Avatar.js';
import { SendState } from './SendState.js';
import { Uploading } from './Uploading.js';

export interface MessageRowProps {
  readonly message: Message;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isGroup: boolean;
  readonly actions: MessageActions;
}

/** One message: what it says, by whom and when, and how far it is on its way. */
export const MessageRow = memo(function MessageRow({ message, isFirst, isLast, isGroup, actions }: MessageRowProps) {
  const { time, moment } = useFormat();
  const { from, isOwn } = message;
  const showsAuthor = isGroup && !isOwn;
  const side = isOwn ? 'pv-own' : 'pv-other';
  return (
    <article
      className={`pv-message ${side}${isFirst ? ' pv-first' : ''}${isLast ? ' pv-last' : ''}`}
      data-message={message.id}
      data-status={message.status}
    >
      {showsAuthor && (
        <span className="pv-message-avatar">
          {isLast && <Avatar seed={avatarSeed(from)} name={from.displayName} size="s" />}
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
            {isOwn ? <OwnName /> : from.displayName}
          </span>
          <ContentView message={message} />
          <Uploading message={message} onCancel={() => actions.cancel(message)} />
          <span className="pv-meta">
            <time dateTime={message.createdAt.toISOString()} title={moment(message.createdAt)}>
              {time(message.createdAt)}
            </time>
            <SendState message={message} />
          </span>
        </div>
        <SendTrouble message={message} actions={actions} />
      </div>
    </article>
  );
});

const OwnName = () => useTexts().event.you;

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
