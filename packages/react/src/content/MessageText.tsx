import { memo } from 'react';
import { isOnlyEmoji, splitText } from './split-text.js';

/** A message's text as nodes, never as HTML. */
export const MessageText = memo(function MessageText({ text }: { text: string }) {
  if (isOnlyEmoji(text)) return <p className="pv-text pv-text-emoji">{text}</p>;
  return (
    <p className="pv-text" dir="auto">
      {splitText(text).map((piece, at) =>
        piece.kind === 'words' ? (
          piece.text
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
