import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

export interface Field {
  readonly ref: RefObject<HTMLTextAreaElement | null>;
  /** Where the caret stands; undefined while the focus is elsewhere, or a stretch is chosen. */
  readonly caret: number | undefined;
  /** Looks where the caret is: with each key, as the browser tells of it later. */
  readonly look: () => void;
  /** Puts words in place of those from `from` to `to`, with the caret behind them. */
  readonly replace: (from: number, to: number, words: string) => void;
  /** Puts words where the caret is, or was last. */
  readonly insert: (words: string) => void;
}

/** A text field as high as its text, that knows its caret and takes words from elsewhere. */
export function useField(text: string, setText: (text: string) => void): Field {
  const ref = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number>();
  const wish = useRef<number>(undefined);
  const latest = useRef(text);
  latest.current = text;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what the height depends on.
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
    if (wish.current === undefined) return;
    element.setSelectionRange(wish.current, wish.current);
    wish.current = undefined;
  }, [text]);

  const look = useCallback(() => {
    const element = ref.current;
    const isHere = element !== null && document.activeElement === element;
    const isCaret = isHere && element.selectionStart === element.selectionEnd;
    setCaret(isCaret ? element.selectionStart : undefined);
  }, []);
  useEffect(() => {
    document.addEventListener('selectionchange', look);
    document.addEventListener('focusin', look);
    return () => {
      document.removeEventListener('selectionchange', look);
      document.removeEventListener('focusin', look);
    };
  }, [look]);

  const replace = useCallback(
    (from: number, to: number, words: string) => {
      wish.current = from + words.length;
      setText(latest.current.slice(0, from) + words + latest.current.slice(to));
      setCaret(from + words.length);
    },
    [setText],
  );
  const insert = useCallback(
    (words: string) => {
      const { selectionStart = latest.current.length, selectionEnd = selectionStart } = ref.current ?? {};
      replace(selectionStart, selectionEnd, words);
    },
    [replace],
  );
  return { ref, caret, look, replace, insert };
}
