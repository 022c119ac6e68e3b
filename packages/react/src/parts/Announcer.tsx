import type { Message } from '@palaver/sdk';
import { useEffect, useRef, useState } from 'react';
import { describeContent } from '../texts/describe.js';
import { useFormat, useTexts } from '../texts/provider.js';
import { messageKey } from './message-key.js';

/**
 * Reads what others write aloud to those who listen, politely; what stood here before is not read again, and what was taken
 * back stands here no longer.
 */
export function Announcer({ messages }: { messages: readonly Message[] }) {
  const texts = useTexts();
  const format = useFormat();
  const newest = messages.at(-1);
  const known = useRef<string>(undefined);
  const [announced, setAnnounced] = useState<string>();
  useEffect(() => {
    const isNew = newest !== undefined && known.current !== undefined && known.current !== messageKey(newest);
    known.current = newest ? messageKey(newest) : '';
    if (isNew && !newest.isOwn && newest.status === 'received') setAnnounced(messageKey(newest));
  }, [newest]);
  const message = messages.findLast((one) => messageKey(one) === announced);
  return (
    <p className="pv-hidden" aria-live="polite">
      {message &&
        message.content.type !== 'prompt' &&
        texts.message.announcement(
          message.from.displayName,
          describeContent(message.content, texts, format, undefined),
        )}
    </p>
  );
}
