import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

/** Copies a text, and says so for a moment. */
export function CopyButton({ text, label, done }: { text: string; label: string; done: string }) {
  const [isDone, setIsDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setIsDone(false), 2_000);
    return () => clearTimeout(timer);
  }, [isDone]);
  const copy = () => {
    // Without a secure origin there is no clipboard; the text can still be selected by hand.
    navigator.clipboard?.writeText(text).then(
      () => setIsDone(true),
      () => undefined,
    );
  };
  return (
    <button type="button" className="button button-plain" onClick={copy}>
      {isDone ? <Check aria-hidden /> : <Copy aria-hidden />} <span aria-live="polite">{isDone ? done : label}</span>
    </button>
  );
}
