import type { Message, TextContent } from '@palaver/sdk';
import { memo, useMemo } from 'react';
import { useClient } from '../hooks/provider.js';
import { mentionNames } from './mention-names.js';
import { splitMentions } from './split-mentions.js';
import { isOnlyEmoji, splitText } from './split-text.js';

/** A message's text as nodes, never as HTML. */
export const MessageText = memo(function MessageText({ message }: { message: Message<TextContent> }) {
  const client = useClient();
  const { text } = message.content;
  const hasMentions = message.mentions !== undefined;
  const names = useMemo(() => mentionNames(message, client), [message, client]);
  if (isOnlyEmoji(text)) return <p className="pv-text pv-text-emoji">{text}</p>;
  return (
    <p className="pv-text" dir="auto">
      {splitText(text).map((piece, at) =>
        piece.kind === 'words' ? (
          hasMentions ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places.
            <Mentions key={at} text={piece.text} names={names} />
          ) : (
            piece.text
          )
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places.
          <a key={at} href={piece.text} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ),
      )}
    </p>
  );
});

function Mentions({ text, names }: { text: string; names: ReturnType<typeof mentionNames> }) {
  return splitMentions(text, names).map((piece, at) =>
    piece.kind === 'words' ? (
      piece.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places.
      <span key={at} className={piece.isMe ? 'pv-mention pv-mention-me' : 'pv-mention'}>
        {piece.text}
      </span>
    ),
  );
}
