import type { Message } from '@palaver/sdk';
import { useEffect, useRef, useState } from 'react';
import { describeContent } from '../texts/describe.js';
import { useFormat, useTexts } from '../texts/provider.js';

/** Reads what others write aloud to those who listen, politely; what stood here before is not read again. */
export function Announcer({ messages }: { messages: readonly Message[] }) {
  const texts = useTexts();
  const format = useFormat();
  const newest = messages.at(-1);
  const known = useRef<string>(undefined);
  const [words, setWords] = useState('');
  useEffect(() => {
    const isNew = newest !== undefined && known.current !== undefined && known.current !== newest.id;
    known.current = newest?.id ?? '';
    if (!isNew || newest.isOwn || newest.status !== 'received') return;
    setWords(
      texts.message.announcement(newest.from.displayName, describeContent(newest.content, texts, format, undefined)),
    );
  }, [newest, texts, format]);
  return (
    <p className="pv-hidden" aria-live="polite">
      {words}
    </p>
  );
}
