import { copyText } from '@palaver/react';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAppTexts } from '../texts/provider.js';

/** Copies a text, and says so for a moment. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { chats } = useAppTexts();
  const [isDone, setIsDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setIsDone(false), 2_000);
    return () => clearTimeout(timer);
  }, [isDone]);
  const copy = () => {
    // Where it is refused, the text can still be selected by hand.
    copyText(text).then(
      () => setIsDone(true),
      () => undefined,
    );
  };
  return (
    <button type="button" className="button button-plain" onClick={copy}>
      {isDone ? <Check aria-hidden /> : <Copy aria-hidden />}{' '}
      <span aria-live="polite">{isDone ? chats.copied : label}</span>
    </button>
  );
}
