import type { Conversation } from '@palaver/sdk';
import { useCallback, useEffect, useRef, useState } from 'react';

const saveAfterMs = 250;

/**
 * The text being written in a conversation, kept by the SDK a moment after the last key, and at once when the component
 * or the page goes away. Give the component `key={conversation.id}`: a draft belongs to one conversation.
 */
export function useDraft(conversation: Conversation): [text: string, setText: (text: string) => void] {
  const [text, setText] = useState(conversation.draft ?? '');
  const pending = useRef<{ timer: ReturnType<typeof setTimeout>; save: () => void }>(undefined);
  const latest = useRef(conversation);
  useEffect(() => {
    latest.current = conversation;
  });

  const flush = useCallback(() => {
    if (!pending.current) return;
    clearTimeout(pending.current.timer);
    pending.current.save();
    pending.current = undefined;
  }, []);
  useEffect(() => {
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);

  const write = useCallback(
    (next: string) => {
      setText(next);
      if (pending.current) clearTimeout(pending.current.timer);
      // A draft that cannot be kept is not worth an error: the text still stands in the field.
      const save = () => void latest.current.setDraft(next).catch(() => undefined);
      pending.current = { timer: setTimeout(flush, saveAfterMs), save };
      if (next === '') flush();
    },
    [flush],
  );
  return [text, write];
}
